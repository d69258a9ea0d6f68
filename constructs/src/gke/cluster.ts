import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { Construct } from 'constructs';
import type { ClusterAccessOptions } from '../access';
import type { CiIdentityOptions, ICiIdentity } from '../ci-trust';
import type { IBucket, ICluster, IWorkloadIdentity, ScratchBucketOptions, WorkloadIdentityOptions } from '../cluster';
import { KubernetesAccess } from '../kubernetes-access';
import type { INodePool, NodePoolOptions } from '../pool';
import { fitName } from '../private/names';
import { GkeAccess } from './access';
import { GkeCiIdentity } from './ci-identity';
import { createControlPlane, type GkeControlPlaneOptions, ReleaseChannel } from './control-plane';
import { ImportedGkeCluster } from './imported-cluster';
import { regionOf } from './location';
import { GkeLogs } from './logs';
import { GkeNetwork, type IGkeNetwork } from './network';
import { GkeNodePool, type NodePoolHost } from './node-pool';
import { GkeScratchBucket } from './scratch-bucket';
import { GkeSecretsKey } from './secrets-key';
import { GkeWorkloadIdentity } from './workload-identity';

/** Properties of `GkeCluster`. */
export interface GkeClusterProps {
  /** Name of the cluster, unique in its project and location. */
  readonly clusterName: string;
  /** Google Cloud project. */
  readonly project: string;
  /** Region (control plane in three zones) or zone (one zone), for example `europe-west2` or `europe-west2-b`. */
  readonly location: string;
  /**
   * Zones of the nodes; home disks and most pools use the first.
   * @default - the location, when it is a zone; else its zone b
   */
  readonly zones?: string[];
  /** Kubernetes version: a minor such as `1.35`, or for a pinned cluster a full one such as `1.35.3-gke.1943000`. */
  readonly kubernetesVersion: string;
  /**
   * Networks in CIDR notation that may reach the control plane from outside.
   * @default - none: only nodes reach it
   */
  readonly allowedCidrs?: string[];
  /**
   * Network of the cluster.
   * @default - a new one, 10.0.0.0/16
   */
  readonly network?: IGkeNetwork;
  /**
   * Releases, maintenance, logs and protection of the control plane.
   * @default - the regular channel, maintenance at night, logs for 30 days, protected
   */
  readonly controlPlane?: GkeControlPlaneOptions;
}

/** What lets a caller find a GKE cluster that exists already. */
export interface GkeClusterAttributes {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Google Cloud project. */
  readonly project: string;
  /** Region or zone of the cluster. */
  readonly location: string;
  /**
   * Context of the local kubeconfig by which Terraform reaches the cluster, for example through a bastion.
   * @default - the endpoint that Google Cloud names, with credentials of `gke-gcloud-auth-plugin`
   */
  readonly kubeconfigContext?: string;
}

/** What a node needs and no more (GKE hardening guide, "Use least privilege IAM service accounts"). */
const NODE_ROLES = ['roles/container.defaultNodeServiceAccount', 'roles/artifactregistry.reader'];

/**
 * A GKE cluster with private nodes, Dataplane V2 and workload identity.
 *
 * The control plane answers only to the networks named in `allowedCidrs`; Kubernetes secrets are encrypted with a key
 * of the cluster's own; patch releases arrive by the regular channel inside the maintenance window.
 *
 * @stateful the control plane and its key are not destroyed by Terraform
 */
export class GkeCluster extends Construct implements ICluster {
  /** A cluster that exists already. */
  public static fromGkeClusterAttributes(scope: Construct, id: string, attributes: GkeClusterAttributes): ICluster {
    return new ImportedGkeCluster(scope, id, attributes);
  }

  /** The network of the cluster. */
  public readonly network: IGkeNetwork;
  public readonly clusterName: string;
  public readonly kubernetesAccess: KubernetesAccess;
  public readonly needsMetadataServer = true;
  private readonly project: string;
  private readonly region: string;
  private readonly nodes: NodePoolHost;
  private readonly pools: Construct;
  private readonly access: Construct;

  constructor(scope: Construct, id: string, props: GkeClusterProps) {
    super(scope, id);
    const { clusterName, project, location, kubernetesVersion, allowedCidrs = [], controlPlane = {} } = props;
    this.clusterName = clusterName;
    this.project = project;
    this.region = regionOf(location);
    const regional = this.region === location;
    const zones = props.zones ?? [regional ? `${location}-b` : location];
    this.network = props.network ?? new GkeNetwork(this, 'Network', { networkName: clusterName, region: this.region });
    const serviceAccountEmail = this.nodeIdentity();
    const { keyId } = new GkeSecretsKey(this, 'SecretsKey', clusterName, project, this.region);
    new GkeLogs(this, 'Logs', clusterName, project, controlPlane.logRetentionDays ?? 30);
    const own = { clusterName, project, location, kubernetesVersion, allowedCidrs };
    const nodeLocations = regional ? zones : undefined;
    const host = { ...own, nodeLocations, network: this.network, serviceAccountEmail, secretsKeyId: keyId };
    const cluster = createControlPlane(this, host, controlPlane);
    const pinned = controlPlane.releaseChannel === ReleaseChannel.PINNED;
    const nodes = { location, zones, serviceAccountEmail, autoUpgrade: !pinned };
    this.nodes = { ...nodes, clusterName, clusterReference: cluster.name };
    this.pools = new Construct(this, 'Pools');
    this.access = new Construct(this, 'Access');
    this.kubernetesAccess = KubernetesAccess.credentialPlugin({
      host: `https://${cluster.endpoint}`,
      clusterCaCertificate: cluster.masterAuth.clusterCaCertificate,
      execCommand: 'gke-gcloud-auth-plugin',
      execArgs: [],
    });
  }

  /**
   * Adds a pool of nodes.
   *
   * @throws when a bound contradicts another
   */
  public addPool(poolName: string, options: NodePoolOptions): INodePool {
    return new GkeNodePool(this.pools, poolName, this.nodes, options);
  }

  /** Lets a member use the API of the project's clusters. */
  public addAccess(accessName: string, options: ClusterAccessOptions): void {
    new GkeAccess(this.access, accessName, this.project, options);
  }

  /** Lets a pipeline deploy to the clusters of the project, with tokens and without keys. */
  public createCiIdentity(scope: Construct, id: string, options: CiIdentityOptions): ICiIdentity {
    return new GkeCiIdentity(scope, id, this.project, options);
  }

  public createWorkloadIdentity(scope: Construct, id: string, options: WorkloadIdentityOptions): IWorkloadIdentity {
    return new GkeWorkloadIdentity(scope, id, this.project, options);
  }

  public createScratchBucket(scope: Construct, id: string, options: ScratchBucketOptions): IBucket {
    return new GkeScratchBucket(scope, id, this.region, options);
  }

  /** GKE scales its pools itself. */
  public installAutoscaler(_scope: Construct, _id: string): void {}

  private nodeIdentity(): string {
    const scope = new Construct(this, 'NodeIdentity');
    const account = new ServiceAccount(scope, 'Resource', {
      accountId: fitName(`${this.clusterName}-node`, 30),
      displayName: `Nodes of ${this.clusterName}`,
    });
    for (const role of NODE_ROLES) {
      new ProjectIamMember(scope, role.split('/')[1] ?? role, {
        project: this.project,
        role,
        member: `serviceAccount:${account.email}`,
      });
    }
    return account.email;
  }
}
