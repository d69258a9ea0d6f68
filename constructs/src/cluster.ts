import type { Construct, IConstruct } from 'constructs';
import type { KubernetesAccess } from './kubernetes-access';

/** A Kubernetes service account that gets a cloud identity of its own. */
export interface WorkloadIdentityOptions {
  /** Namespace of the service account. */
  readonly namespaceName: string;
  /** Name of the service account. */
  readonly serviceAccountName: string;
  /**
   * Name of the cloud identity, unique in the account or project. Names that are too long for the cloud are
   * shortened with a hash.
   */
  readonly identityName: string;
}

/** The cloud identity of one Kubernetes service account. */
export interface IWorkloadIdentity extends IConstruct {
  /** Annotations that the Kubernetes service account must carry to receive the identity. */
  readonly serviceAccountAnnotations: Record<string, string>;
  /** The identity as the cloud's grants name it: a role ARN, or a `serviceAccount:` member. */
  readonly principal: string;
}

/** Settings of a bucket whose content may be lost. */
export interface ScratchBucketOptions {
  /** Name of the bucket, unique in the whole cloud. Beyond 63 characters it is shortened with a hash. */
  readonly bucketName: string;
  /** Days after which objects are deleted. */
  readonly deleteAfterDays: number;
}

/** An object-storage bucket. */
export interface IBucket extends IConstruct {
  /** Name of the bucket. */
  readonly bucketName: string;
  /** URL of the bucket as data libraries write it, for example `s3://name` or `gs://name`. */
  readonly bucketUrl: string;
  /** Lets the identity list and read objects of this bucket, and nothing else. */
  grantRead(identity: IWorkloadIdentity): void;
  /** Lets the identity list, read, write and delete objects of this bucket, and nothing else. */
  grantReadWrite(identity: IWorkloadIdentity): void;
  /** Lets the identity add objects to this bucket, and neither list, read nor delete any. */
  grantAppend(identity: IWorkloadIdentity): void;
}

/** A file system for home directories, reachable by NFS from every node of the cluster. */
export interface IHomeStorage extends IConstruct {
  /** Address of the NFS server. */
  readonly nfsServer: string;
  /** Path that the server exports. */
  readonly nfsPath: string;
  /** Options to mount it with. */
  readonly nfsMountOptions: string[];
}

/** A Kubernetes cluster that can carry hubs, created here or found by its name. */
export interface ICluster extends IConstruct {
  /** Name of the cluster in its cloud. */
  readonly clusterName: string;
  /** How Terraform's Kubernetes and Helm providers reach it. */
  readonly kubernetesAccess: KubernetesAccess;
  /** Whether pods get their cloud identity from the metadata address, which is closed to them otherwise. */
  readonly needsMetadataServer: boolean;
  /** Creates the cloud identity of a Kubernetes service account. */
  createWorkloadIdentity(scope: Construct, id: string, options: WorkloadIdentityOptions): IWorkloadIdentity;
  /** Creates a bucket for data that may be lost. */
  createScratchBucket(scope: Construct, id: string, options: ScratchBucketOptions): IBucket;
  /** Installs what starts and stops nodes by need; nothing, where the cloud does so itself. */
  installAutoscaler(scope: Construct, id: string): void;
}
