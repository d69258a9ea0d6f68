import { ContainerNodePool, type ContainerNodePoolNodeConfig } from '@cdktf/provider-google/lib/container-node-pool';
import { Construct } from 'constructs';
import type { Gpu, INodePool, NodePoolOptions } from '../pool';
import { invalidProp } from '../private/errors';
import { fitName } from '../private/names';
import { type PoolSettings, poolSettings } from '../private/pool-settings';

/** What a node pool takes from its cluster. */
export interface NodePoolHost {
  readonly clusterName: string;
  /** The cluster's name as a reference, so that nodes come after the cluster. */
  readonly clusterReference: string;
  readonly location: string;
  readonly zones: string[];
  readonly serviceAccountEmail: string;
  /** Whether GKE keeps nodes at the version of the control plane. */
  readonly autoUpgrade: boolean;
}

/** Longest name of a GKE node pool (GKE API). */
const NODE_POOL_NAME_LIMIT = 40;

/** A GKE node pool. */
export class GkeNodePool extends Construct implements INodePool {
  public readonly poolName: string;

  constructor(scope: Construct, id: string, host: NodePoolHost, options: NodePoolOptions) {
    super(scope, id);
    const settings = poolSettings(this, id, options);
    if (settings.gpu && settings.gpu.acceleratorType === undefined) {
      throw invalidProp(this, 'gpu.acceleratorType', 'is missing', 'name it, for example nvidia-tesla-t4');
    }
    const version = options.details?.kubernetesVersion;
    const pool = new ContainerNodePool(this, 'Resource', {
      name: fitName(settings.name, NODE_POOL_NAME_LIMIT),
      cluster: host.clusterReference,
      location: host.location,
      nodeLocations: options.zones ?? host.zones.slice(0, 1),
      version,
      initialNodeCount: settings.minNodes,
      // Totals, not counts per zone: what is written is what is paid for.
      autoscaling: {
        totalMinNodeCount: settings.minNodes,
        totalMaxNodeCount: settings.maxNodes,
        // Spot machines and GPUs are taken from whichever zone has some.
        locationPolicy: settings.spot || settings.gpu ? 'ANY' : 'BALANCED',
      },
      management: { autoRepair: true, autoUpgrade: host.autoUpgrade && version === undefined },
      nodeConfig: nodeConfig(host, options, settings),
      // The autoscaler owns the size from the first minute on. Another generation is there before the old one goes.
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ['initial_node_count', 'node_count'] },
    });
    this.poolName = pool.name;
  }
}

function nodeConfig(host: NodePoolHost, options: NodePoolOptions, settings: PoolSettings): ContainerNodePoolNodeConfig {
  const { marks, details: { diskType = 'pd-balanced', diskIops, diskThroughputMibps } = {} } = options;
  const tuned = diskIops !== undefined || diskThroughputMibps !== undefined;
  return {
    machineType: options.machineType,
    spot: settings.spot,
    diskSizeGb: settings.diskGiB,
    diskType,
    ...(tuned ? { bootDisk: { provisionedIops: diskIops, provisionedThroughput: diskThroughputMibps } } : {}),
    imageType: 'COS_CONTAINERD',
    serviceAccount: host.serviceAccountEmail,
    oauthScopes: ['https://www.googleapis.com/auth/cloud-platform'],
    labels: settings.labels,
    taint: settings.taints.map(({ key, value, effect }) => ({ key, value, effect })),
    metadata: { 'disable-legacy-endpoints': 'true' },
    workloadMetadataConfig: { mode: 'GKE_METADATA' },
    shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
    kubeletConfig: {
      singleProcessOomKill: settings.singleProcessOomKill,
      insecureKubeletReadonlyPortEnabled: 'FALSE',
    },
    resourceLabels: {
      'hubfleet-cluster': host.clusterName,
      'hubfleet-node-purpose': options.purpose,
      ...(marks?.hubName === undefined ? {} : { 'hubfleet-hub': marks.hubName }),
      ...settings.tags,
    },
    ...(settings.gpu ? { guestAccelerator: [accelerator(settings.gpu)] } : {}),
  };
}

function accelerator({ acceleratorType = '', count = 1, clientsPerGpu = 1 }: Gpu) {
  return {
    type: acceleratorType,
    count,
    gpuDriverInstallationConfig: { gpuDriverVersion: 'DEFAULT' },
    ...(clientsPerGpu > 1
      ? { gpuSharingConfig: { gpuSharingStrategy: 'TIME_SHARING', maxSharedClientsPerGpu: clientsPerGpu } }
      : {}),
  };
}
