import {
  Capacity,
  type Gpu,
  type NodePoolOptions,
  type NodeTaint,
  PoolPurpose,
  TaintEffect,
} from '@hubfleet/constructs';
import type { AccountCluster } from '../fleet/account-cluster.ts';

type Pool = AccountCluster['pools'][string];

const purposes = {
  core: PoolPurpose.CORE,
  user: PoolPurpose.USER,
  dask: PoolPurpose.DASK,
} satisfies Record<Pool['purpose'], PoolPurpose>;

/** A pool of a cluster file in the words of the constructs. */
export function poolOptions(pool: Pool): NodePoolOptions {
  const { purpose, machineType, minNodes, maxNodes, diskGiB, zones, gpu } = pool;
  const { hub, labels, taints, tags, phaseOut } = pool;
  const { generation, kubernetesVersion, diskType, diskIops, diskThroughputMibps, singleProcessOomKill } = pool;
  return {
    purpose: purposes[purpose],
    machineType,
    minNodes,
    maxNodes,
    diskGiB,
    zones,
    capacity: pool.spot ? Capacity.SPOT : Capacity.ON_DEMAND,
    ...(gpu ? { gpu: gpuOptions(gpu) } : {}),
    marks: { hubName: hub, labels, tags, phaseOut, taints: taints?.map(taintOptions) },
    details: { generation, kubernetesVersion, diskType, diskIops, diskThroughputMibps, singleProcessOomKill },
  };
}

function gpuOptions(gpu: NonNullable<Pool['gpu']>): Gpu {
  return {
    acceleratorType: gpu.type,
    count: gpu.count,
    ...('clientsPerGpu' in gpu ? { clientsPerGpu: gpu.clientsPerGpu } : {}),
  };
}

function taintOptions({ key, value, effect }: NonNullable<Pool['taints']>[number]): NodeTaint {
  return { key, value, effect: TaintEffect[effect] };
}
