import { ContainerCluster } from '@cdktf/provider-google/lib/container-cluster';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { Construct } from 'constructs';
import type {
  IBucket,
  ICluster,
  IWorkloadIdentity,
  KubernetesAccess,
  ScratchBucketOptions,
  WorkloadIdentityOptions,
} from '../cluster';
import type { INodePool, NodePoolOptions } from '../pool';
import { fitName } from '../private/names';
import { GkeScratchBucket } from './bucket';
import { ImportedGkeCluster } from './imported-cluster';
import { regionOf } from './location';
import { GkeNetwork } from './network';
import { GkeNodePool, type NodePoolHost } from './node-pool';
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
  /** Kubernetes minor version, for example `1.35`; patches come through the release channel. */
  readonly kubernetesVersion: string;
  /**
   * Networks in CIDR notation that may reach the control plane from outside.
   * @default - none: only nodes reach it
   */
  readonly allowedCidrs?: string[];
  /**
   * Addresses of the cluster's network.
   * @default '10.0.0.0/16'
   */
  readonly cidr?: string;
}

/** What lets a caller find a GKE cluster that exists already. */
export interface GkeClusterAttributes {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Google Cloud project. */
  readonly project: string;
  /** Region or zone of the cluster. */
  readonly location: string;
}

/** What a node needs and no more (GKE hardening guide, "Use least privilege IAM service accounts"). */
const NODE_ROLES = ['roles/container.defaultNodeServiceAccount', 'roles/artifactregistry.reader'];

/**
 * A GKE cluster in its own network, with private nodes, Dataplane V2 and workload identity.
 *
 * The control plane answers only to the networks named in `allowedCidrs`; patch releases arrive by the regular
 * channel inside the maintenance window.
 */
export class GkeCluster extends Construct implements ICluster {
  /** A cluster that exists already. */
  public static fromGkeClusterAttributes(scope: Construct, id: string, attributes: GkeClusterAttributes): ICluster {
    return new ImportedGkeCluster(scope, id, attributes);
  }

  /** The network of the cluster. */
  public readonly network: GkeNetwork;
  public readonly clusterName: string;
  public readonly kubernetesAccess: KubernetesAccess;
  public readonly needsMetadataServer = true;
  private readonly project: string;
  private readonly region: string;
  private readonly nodes: NodePoolHost;
  private readonly pools: Construct;

  constructor(scope: Construct, id: string, props: GkeClusterProps) {
    super(scope, id);
    const { clusterName, project, location, cidr } = props;
    this.project = project;
    this.region = regionOf(location);
    const zones = props.zones ?? [this.region === location ? `${location}-b` : location];
    this.network = new GkeNetwork(this, 'Network', { networkName: clusterName, region: this.region, cidr });
    const serviceAccountEmail = this.nodeIdentity(clusterName);
    const cluster = this.controlPlane(props, zones, serviceAccountEmail);
    this.nodes = { clusterName: cluster.name, location, zones, serviceAccountEmail };
    this.pools = new Construct(this, 'Pools');
    this.clusterName = clusterName;
    this.kubernetesAccess = {
      host: `https://${cluster.endpoint}`,
      clusterCaCertificate: cluster.masterAuth.clusterCaCertificate,
      execCommand: 'gke-gcloud-auth-plugin',
      execArgs: [],
    };
  }

  /**
   * Adds a pool of nodes.
   *
   * @throws when a bound contradicts another
   */
  public addPool(poolName: string, options: NodePoolOptions): INodePool {
    return new GkeNodePool(this.pools, poolName, this.nodes, options);
  }

  public createWorkloadIdentity(scope: Construct, id: string, options: WorkloadIdentityOptions): IWorkloadIdentity {
    return new GkeWorkloadIdentity(scope, id, this.project, options);
  }

  public createScratchBucket(scope: Construct, id: string, options: ScratchBucketOptions): IBucket {
    return new GkeScratchBucket(scope, id, this.region, options);
  }

  /** GKE scales its pools itself. */
  public installAutoscaler(_scope: Construct, _id: string): void {}

  private nodeIdentity(clusterName: string): string {
    const scope = new Construct(this, 'NodeIdentity');
    const account = new ServiceAccount(scope, 'Resource', {
      accountId: fitName(`${clusterName}-node`, 30),
      displayName: `Nodes of ${clusterName}`,
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

  private controlPlane(props: GkeClusterProps, zones: string[], serviceAccount: string): ContainerCluster {
    const { clusterName, location, kubernetesVersion, allowedCidrs = [], project } = props;
    const { network } = this;
    return new ContainerCluster(this, 'Resource', {
      name: clusterName,
      location,
      nodeLocations: this.region === location ? zones : undefined,
      minMasterVersion: kubernetesVersion,
      releaseChannel: { channel: 'REGULAR' },
      network: network.networkName,
      subnetwork: network.subnetworkName,
      ipAllocationPolicy: {
        clusterSecondaryRangeName: network.podRangeName,
        servicesSecondaryRangeName: network.serviceRangeName,
      },
      privateClusterConfig: {
        enablePrivateNodes: true,
        enablePrivateEndpoint: allowedCidrs.length === 0,
        masterIpv4CidrBlock: network.controlPlaneCidr,
      },
      masterAuthorizedNetworksConfig: {
        cidrBlocks: allowedCidrs.map((cidrBlock) => ({ cidrBlock })),
        gcpPublicCidrsAccessEnabled: false,
      },
      datapathProvider: 'ADVANCED_DATAPATH',
      enableShieldedNodes: true,
      workloadIdentityConfig: { workloadPool: `${project}.svc.id.goog` },
      addonsConfig: { gcePersistentDiskCsiDriverConfig: { enabled: true }, httpLoadBalancing: { disabled: true } },
      clusterAutoscaling: { autoscalingProfile: 'OPTIMIZE_UTILIZATION' },
      loggingConfig: { enableComponents: ['SYSTEM_COMPONENTS'] },
      monitoringConfig: { enableComponents: ['SYSTEM_COMPONENTS'], managedPrometheus: { enabled: false } },
      costManagementConfig: { enabled: true },
      maintenancePolicy: { dailyMaintenanceWindow: { startTime: '03:00' } },
      resourceLabels: { 'hubfleet-cluster': clusterName },
      // Pools are resources of their own; the one that GKE insists on is removed at once.
      removeDefaultNodePool: true,
      initialNodeCount: 1,
      nodeConfig: {
        serviceAccount,
        workloadMetadataConfig: { mode: 'GKE_METADATA' },
        shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
      },
      deletionProtection: true,
      lifecycle: { preventDestroy: true, ignoreChanges: ['node_config', 'min_master_version'] },
    });
  }
}
