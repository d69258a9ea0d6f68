import { type FullPool, type QuotaNeed, sumByQuota } from '../quota-need.ts';
import type { GoogleClusterFile } from './google.ts';

/** Families whose CPUs count against the quota of all older ones (Compute Engine, "CPU quota"). */
const SHARED_CPUS = /^(?:e2|f1|g1|n1)-/;
const DEFAULT_CIDR = '10.0.0.0/16';
/** Bits of the addresses that GKE sets aside for the pods of one node. */
const NODE_BITS = 8;

/** What a cluster on Google Cloud needs of its project and its network. */
export function googleQuotas({ network }: GoogleClusterFile, pools: readonly FullPool[]): QuotaNeed[] {
  return [
    ...sumByQuota(pools, (pool) => ({
      [cpuQuota(pool)]: pool.cpus,
      ...(pool.gpus > 0 ? { [gpuQuota(pool)]: pool.gpus, GPUS_ALL_REGIONS: pool.gpus } : {}),
      // Balanced disks count as SSD.
      SSD_TOTAL_GB: pool.diskGiB,
    })),
    ...(network.existing ? [] : [podRanges(network.cidr ?? DEFAULT_CIDR, pools)]),
  ];
}

function cpuQuota({ machineType, spot }: FullPool): string {
  if (spot) return 'PREEMPTIBLE_CPUS';
  return SHARED_CPUS.test(machineType) ? 'CPUS' : `${machineType.split('-')[0]?.toUpperCase()}_CPUS`;
}

function gpuQuota({ gpuType = 'nvidia-gpu', spot }: FullPool): string {
  const model = gpuType.replace(/^nvidia-(?:tesla-)?/, '').toUpperCase();
  return `${spot ? 'PREEMPTIBLE_' : ''}NVIDIA_${model}_GPUS`;
}

/** Half of the network is for pods, and each node takes 256 addresses of it. */
function podRanges(cidr: string, pools: readonly FullPool[]): QuotaNeed {
  const prefix = Number(cidr.split('/')[1]) + 1;
  const needed = pools.reduce((sum, { nodes }) => sum + nodes, 0);
  const available = 2 ** Math.max(0, 32 - NODE_BITS - prefix);
  return {
    quota: 'nodes that the range for pods has room for',
    needed,
    available,
    pools: pools.map(({ name }) => name),
  };
}
