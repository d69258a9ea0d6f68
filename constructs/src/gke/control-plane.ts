import { ContainerCluster } from '@cdktf/provider-google/lib/container-cluster';
import type { Construct } from 'constructs';
import { type MaintenanceWindow, maintenancePolicy } from './maintenance';
import type { IGkeNetwork } from './network';

/** Where upgrades of Kubernetes come from. */
export enum ReleaseChannel {
  /** New releases first. */
  RAPID = 'RAPID',
  /** Two to three months after rapid. */
  REGULAR = 'REGULAR',
  /** Two to three months after regular. */
  STABLE = 'STABLE',
  /** Regular, with versions supported for two years at a further fee. */
  EXTENDED = 'EXTENDED',
  /** None: versions stay until the cluster file changes them, or their support ends. */
  PINNED = 'UNSPECIFIED',
}

/** How the control plane of a GKE cluster is run. */
export interface GkeControlPlaneOptions {
  /**
   * Where upgrades come from.
   * @default ReleaseChannel.REGULAR
   */
  readonly releaseChannel?: ReleaseChannel;
  /**
   * When GKE may upgrade and repair.
   * @default - every day from 3:00 to 7:00 UTC
   */
  readonly maintenance?: MaintenanceWindow;
  /**
   * Days for which logs of the cluster and its network are kept.
   * @default 30
   */
  readonly logRetentionDays?: number;
  /**
   * Components whose logs are kept: `SYSTEM_COMPONENTS`, `WORKLOADS`, `APISERVER`, `CONTROLLER_MANAGER`, `SCHEDULER`.
   * Audit logs are kept in any case.
   * @default ['SYSTEM_COMPONENTS', 'APISERVER', 'CONTROLLER_MANAGER', 'SCHEDULER']
   */
  readonly logComponents?: string[];
  /**
   * Google group `gke-security-groups@<domain>`, whose member groups role bindings may name.
   * @default - role bindings name people only
   */
  readonly securityGroup?: string;
  /**
   * Whether Terraform and GKE refuse to destroy the cluster. Turn it off only to take a cluster down.
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/** What the control plane takes from its cluster. */
export interface ControlPlaneHost {
  readonly clusterName: string;
  readonly project: string;
  readonly location: string;
  /** Zones of the nodes; of a zonal cluster none. */
  readonly nodeLocations?: string[];
  readonly kubernetesVersion: string;
  readonly allowedCidrs: string[];
  readonly network: IGkeNetwork;
  readonly serviceAccountEmail: string;
  readonly secretsKeyId: string;
}

const LOG_COMPONENTS = ['SYSTEM_COMPONENTS', 'APISERVER', 'CONTROLLER_MANAGER', 'SCHEDULER'];

/** Creates the control plane. */
export function createControlPlane(at: Construct, host: ControlPlaneHost, options: GkeControlPlaneOptions) {
  const { clusterName, network, allowedCidrs } = host;
  const { releaseChannel = ReleaseChannel.REGULAR, maintenance = {}, securityGroup } = options;
  const { logComponents = LOG_COMPONENTS, deletionProtection = true } = options;
  return new ContainerCluster(at, 'Resource', {
    name: clusterName,
    location: host.location,
    nodeLocations: host.nodeLocations,
    minMasterVersion: host.kubernetesVersion,
    releaseChannel: { channel: releaseChannel },
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
    databaseEncryption: { state: 'ENCRYPTED', keyName: host.secretsKeyId },
    ...(securityGroup === undefined ? {} : { authenticatorGroupsConfig: { securityGroup } }),
    datapathProvider: 'ADVANCED_DATAPATH',
    enableShieldedNodes: true,
    workloadIdentityConfig: { workloadPool: `${host.project}.svc.id.goog` },
    addonsConfig: { gcePersistentDiskCsiDriverConfig: { enabled: true }, httpLoadBalancing: { disabled: true } },
    clusterAutoscaling: { autoscalingProfile: 'OPTIMIZE_UTILIZATION' },
    loggingConfig: { enableComponents: logComponents },
    monitoringConfig: { enableComponents: ['SYSTEM_COMPONENTS'], managedPrometheus: { enabled: false } },
    costManagementConfig: { enabled: true },
    // Both report at no cost and change nothing in the cluster.
    securityPostureConfig: { mode: 'BASIC', vulnerabilityMode: 'VULNERABILITY_BASIC' },
    maintenancePolicy: maintenancePolicy(maintenance),
    resourceLabels: { 'hubfleet-cluster': clusterName },
    // Pools are resources of their own; the one that GKE insists on is removed at once.
    removeDefaultNodePool: true,
    initialNodeCount: 1,
    nodeConfig: {
      serviceAccount: host.serviceAccountEmail,
      workloadMetadataConfig: { mode: 'GKE_METADATA' },
      shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
    },
    deletionProtection,
    lifecycle: { preventDestroy: deletionProtection, ignoreChanges: ['node_config'] },
  });
}
