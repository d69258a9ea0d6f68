import { Construct } from 'constructs';
import type { IBucket, ICluster, IWorkloadIdentity, ScratchBucketOptions, WorkloadIdentityOptions } from './cluster';
import { KubernetesAccess } from './kubernetes-access';
import { invalidProp } from './private/errors';

/** Properties of `KubeconfigCluster`. */
export interface KubeconfigClusterProps {
  /** Name of the cluster: volumes and labels are named after it. */
  readonly clusterName: string;
  /** Context of the kubeconfig of whoever runs Terraform. */
  readonly kubeconfigContext: string;
}

/** The service account itself: no cloud knows it. */
class KubernetesIdentity extends Construct implements IWorkloadIdentity {
  public readonly serviceAccountAnnotations = {};
  public readonly principal: string;

  constructor(scope: Construct, id: string, options: WorkloadIdentityOptions) {
    super(scope, id);
    this.principal = `system:serviceaccount:${options.namespaceName}:${options.serviceAccountName}`;
  }
}

/**
 * A cluster of any maker that is known by a context of the kubeconfig and nothing else, for example on Azure, OpenStack
 * or machines of one's own.
 *
 * It carries hubs, homes by NFS and the shared services. No cloud is behind it that could make buckets, or give servers an
 * identity beyond their service account.
 */
export class KubeconfigCluster extends Construct implements ICluster {
  public readonly clusterName: string;
  public readonly kubernetesAccess: KubernetesAccess;
  public readonly needsMetadataServer = false;

  constructor(scope: Construct, id: string, props: KubeconfigClusterProps) {
    super(scope, id);
    this.clusterName = props.clusterName;
    this.kubernetesAccess = KubernetesAccess.kubeconfigContext(props.kubeconfigContext);
  }

  public createWorkloadIdentity(scope: Construct, id: string, options: WorkloadIdentityOptions): IWorkloadIdentity {
    return new KubernetesIdentity(scope, id, options);
  }

  /** @throws always: there is no account to make a bucket in */
  public createScratchBucket(scope: Construct, _id: string, { bucketName }: ScratchBucketOptions): IBucket {
    const problem = `${bucketName} needs the account of a cloud, and only a kubeconfig context is known of ${this.clusterName}`;
    throw invalidProp(
      scope,
      'bucket',
      problem,
      'leave it out, or name a bucket of yours in the environment of servers',
    );
  }

  /** Whoever made the cluster starts and stops its nodes. */
  public installAutoscaler(_scope: Construct, _id: string): void {}
}
