import { DataGoogleContainerCluster } from '@cdktf/provider-google/lib/data-google-container-cluster';
import { Construct } from 'constructs';
import type { IBucket, ICluster, IWorkloadIdentity, ScratchBucketOptions, WorkloadIdentityOptions } from '../cluster';
import { KubernetesAccess } from '../kubernetes-access';
import type { GkeClusterAttributes } from './cluster';
import { regionOf } from './location';
import { GkeScratchBucket } from './scratch-bucket';
import { GkeWorkloadIdentity } from './workload-identity';

/** A GKE cluster that another stack or another tool made, found by its name when Terraform plans. */
export class ImportedGkeCluster extends Construct implements ICluster {
  public readonly clusterName: string;
  public readonly kubernetesAccess: KubernetesAccess;
  public readonly needsMetadataServer = true;
  private readonly project: string;
  private readonly region: string;

  constructor(scope: Construct, id: string, attributes: GkeClusterAttributes) {
    super(scope, id);
    const { clusterName, project, location, kubeconfigContext } = attributes;
    const cluster = new DataGoogleContainerCluster(this, 'Resource', { name: clusterName, project, location });
    this.clusterName = clusterName;
    this.project = project;
    this.region = regionOf(location);
    this.kubernetesAccess =
      kubeconfigContext === undefined
        ? KubernetesAccess.credentialPlugin({
            host: `https://${cluster.endpoint}`,
            clusterCaCertificate: cluster.masterAuth.get(0).clusterCaCertificate,
            execCommand: 'gke-gcloud-auth-plugin',
            execArgs: [],
          })
        : KubernetesAccess.kubeconfigContext(kubeconfigContext);
  }

  public createWorkloadIdentity(scope: Construct, id: string, options: WorkloadIdentityOptions): IWorkloadIdentity {
    return new GkeWorkloadIdentity(scope, id, this.project, options);
  }

  public createScratchBucket(scope: Construct, id: string, options: ScratchBucketOptions): IBucket {
    return new GkeScratchBucket(scope, id, this.region, options);
  }

  /** GKE scales its pools itself. */
  public installAutoscaler(_scope: Construct, _id: string): void {}
}
