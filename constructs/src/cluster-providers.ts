import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import type { ICluster } from './cluster';
import type { CredentialPluginOptions } from './kubernetes-access';

/**
 * The Kubernetes and Helm providers of a stack, pointed at one cluster.
 *
 * Credentials come from the cloud's own credential plugin each time Terraform runs, or from a context of the local
 * kubeconfig where the cluster names one; none is stored.
 */
export class ClusterProviders extends Construct {
  constructor(scope: Construct, id: string, cluster: ICluster) {
    super(scope, id);
    const { plugin, context } = cluster.kubernetesAccess._settings;
    if (context !== undefined) {
      const config = { configPath: '~/.kube/config', configContext: context };
      new KubernetesProvider(this, 'Kubernetes', config);
      new HelmProvider(this, 'Helm', { kubernetes: config });
    }
    if (plugin !== undefined) this.byPlugin(plugin);
  }

  private byPlugin({ host, clusterCaCertificate, execCommand, execArgs = [] }: CredentialPluginOptions): void {
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: execCommand, args: execArgs };
    const certificate = Fn.base64decode(clusterCaCertificate);
    new KubernetesProvider(this, 'Kubernetes', { host, clusterCaCertificate: certificate, exec: [exec] });
    new HelmProvider(this, 'Helm', { kubernetes: { host, clusterCaCertificate: certificate, exec } });
  }
}
