import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import type { ICluster } from './cluster';

/**
 * The Kubernetes and Helm providers of a stack, pointed at one cluster.
 *
 * Credentials come from the cloud's own credential plugin each time Terraform runs, or from a context of the local
 * kubeconfig where the cluster names one; none is stored.
 */
export class ClusterProviders extends Construct {
  constructor(scope: Construct, id: string, cluster: ICluster) {
    super(scope, id);
    const { host, clusterCaCertificate, execCommand, execArgs, kubeconfigContext } = cluster.kubernetesAccess;
    if (kubeconfigContext !== undefined) {
      const config = { configPath: '~/.kube/config', configContext: kubeconfigContext };
      new KubernetesProvider(this, 'Kubernetes', config);
      new HelmProvider(this, 'Helm', { kubernetes: config });
      return;
    }
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: execCommand, args: execArgs };
    const certificate = Fn.base64decode(clusterCaCertificate);
    new KubernetesProvider(this, 'Kubernetes', { host, clusterCaCertificate: certificate, exec: [exec] });
    new HelmProvider(this, 'Helm', { kubernetes: { host, clusterCaCertificate: certificate, exec } });
  }
}
