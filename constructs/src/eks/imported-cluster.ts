import { DataAwsEksCluster } from '@cdktf/provider-aws/lib/data-aws-eks-cluster';
import { DataAwsIamOpenidConnectProvider } from '@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider';
import { Fn, TerraformLocal } from 'cdktf';
import { Construct } from 'constructs';
import type { IBucket, ICluster, IWorkloadIdentity, ScratchBucketOptions, WorkloadIdentityOptions } from '../cluster';
import { KubernetesAccess } from '../kubernetes-access';
import { EksAutoscaler } from './autoscaler';
import type { EksClusterAttributes } from './cluster';
import type { OidcProvider } from './iam';
import { EksScratchBucket } from './scratch-bucket';
import { EksWorkloadIdentity } from './workload-identity';

/** An EKS cluster that another stack or another tool made, found by its name when Terraform plans. */
export class ImportedEksCluster extends Construct implements ICluster {
  public readonly kubernetesAccess: KubernetesAccess;
  public readonly needsMetadataServer = false;
  public readonly clusterName: string;
  private readonly region: string;
  private readonly oidcProvider: OidcProvider;

  constructor(scope: Construct, id: string, { clusterName, region, kubeconfigContext }: EksClusterAttributes) {
    super(scope, id);
    this.clusterName = clusterName;
    this.region = region;
    const cluster = new DataAwsEksCluster(this, 'Resource', { name: clusterName });
    const { issuer } = cluster.identity.get(0).oidc.get(0);
    const provider = new DataAwsIamOpenidConnectProvider(this, 'OidcProvider', { url: issuer });
    const host = new TerraformLocal(this, 'OidcIssuer', Fn.replace(issuer, 'https://', ''));
    this.oidcProvider = { arn: provider.arn, issuer: host.asString };
    this.kubernetesAccess =
      kubeconfigContext === undefined
        ? KubernetesAccess.credentialPlugin({
            host: cluster.endpoint,
            clusterCaCertificate: cluster.certificateAuthority.get(0).data,
            execCommand: 'aws',
            execArgs: ['eks', 'get-token', '--cluster-name', clusterName, '--region', region],
          })
        : KubernetesAccess.kubeconfigContext(kubeconfigContext);
  }

  public createWorkloadIdentity(scope: Construct, id: string, options: WorkloadIdentityOptions): IWorkloadIdentity {
    return new EksWorkloadIdentity(scope, id, this.oidcProvider, options);
  }

  public createScratchBucket(scope: Construct, id: string, options: ScratchBucketOptions): IBucket {
    return new EksScratchBucket(scope, id, options);
  }

  public installAutoscaler(scope: Construct, id: string): void {
    new EksAutoscaler(scope, id, this.clusterName, this.region, this.oidcProvider);
  }
}
