import { ContainerNodePool } from '@cdktf/provider-google/lib/container-node-pool';
import { Construct } from 'constructs';
import type { INodePool, NodePoolOptions } from '../pool';
import { fitName } from '../private/names';
import { poolSettings } from '../private/pool-settings';

/** What a node pool takes from its cluster. */
export interface NodePoolHost {
  readonly clusterName: string;
  readonly location: string;
  readonly zones: string[];
  readonly serviceAccountEmail: string;
}

/** Longest name of a GKE node pool (GKE API). */
const NODE_POOL_NAME_LIMIT = 40;

/** A GKE node pool. */
export class GkeNodePool extends Construct implements INodePool {
  public readonly poolName: string;

  constructor(scope: Construct, id: string, host: NodePoolHost, options: NodePoolOptions) {
    super(scope, id);
    const settings = poolSettings(this, id, options);
    const { gpu } = settings;
    const pool = new ContainerNodePool(this, 'Resource', {
      name: fitName(id, NODE_POOL_NAME_LIMIT),
      cluster: host.clusterName,
      location: host.location,
      nodeLocations: options.zones ?? host.zones.slice(0, 1),
      initialNodeCount: settings.minNodes,
      // Totals, not counts per zone: what is written is what is paid for.
      autoscaling: {
        totalMinNodeCount: settings.minNodes,
        totalMaxNodeCount: settings.maxNodes,
        locationPolicy: settings.spot ? 'ANY' : 'BALANCED',
      },
      management: { autoRepair: true, autoUpgrade: true },
      nodeConfig: {
        machineType: options.machineType,
        spot: settings.spot,
        diskSizeGb: settings.diskGiB,
        diskType: 'pd-balanced',
        imageType: 'COS_CONTAINERD',
        serviceAccount: host.serviceAccountEmail,
        oauthScopes: ['https://www.googleapis.com/auth/cloud-platform'],
        labels: settings.labels,
        taint: settings.taints.map(({ key, value }) => ({ key, value, effect: 'NO_SCHEDULE' })),
        metadata: { 'disable-legacy-endpoints': 'true' },
        workloadMetadataConfig: { mode: 'GKE_METADATA' },
        shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
        resourceLabels: { 'hubfleet-cluster': host.clusterName, 'hubfleet-node-purpose': options.purpose },
        ...(gpu
          ? {
              guestAccelerator: [
                {
                  type: gpu.acceleratorType ?? '',
                  count: gpu.count ?? 1,
                  gpuDriverInstallationConfig: { gpuDriverVersion: 'DEFAULT' },
                },
              ],
            }
          : {}),
      },
      // The autoscaler owns the size from the first minute on.
      lifecycle: { ignoreChanges: ['initial_node_count', 'node_count'] },
    });
    this.poolName = pool.name;
  }
}
