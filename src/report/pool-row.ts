import { type Demand, machineOf, type PoolSetup, serversPerNode } from '@hubfleet/policies';
import type { ClusterUse } from '../cost/cluster-use.ts';
import type { PoolCost } from '../cost/cost-report.ts';
import { demandOf, profileSizes } from '../fleet/choices.ts';
import type { Cluster, Hub } from '../fleet/fleet.ts';
import { toUsdRange, type UsdRange } from './money.ts';

const GIB = 2 ** 30;

/** A pool of nodes and what fits on one of them. */
export interface PoolRow {
  readonly name: string;
  readonly purpose: 'core' | 'user' | 'dask';
  readonly machineType: string;
  readonly minNodes: number;
  readonly maxNodes: number;
  readonly spot: boolean;
  readonly gpu?: { readonly type: string; readonly count: number };
  /** What a node has left for servers; absent for machine types of unknown size. */
  readonly node?: { readonly memoryGiB: number; readonly cpus: number };
  readonly monthly?: UsdRange;
  /** Nodes at the busiest hour of a simulated month. */
  readonly peakNodes?: number;
  /** Part of the memory of the nodes that servers have asked for, 0 to 1. */
  readonly memoryShare?: number;
  readonly packings: readonly Packing[];
}

/** How servers of one size fill a node. */
export interface Packing {
  readonly hub: string;
  readonly profile: string;
  readonly displayName: string;
  readonly memoryGiB: number;
  readonly serversPerNode: number;
  /** What is used up first. */
  readonly limitedBy: 'memory' | 'cpus' | 'gpus' | 'pods' | 'nothing fits';
  /** Memory of a full node that no server of this size can have. */
  readonly unusedGiB: number;
}

/** The pools of a cluster, as its file orders them. */
export function poolRows(
  cluster: Cluster,
  hubs: readonly Hub[],
  use: ClusterUse,
  costs: readonly PoolCost[],
): PoolRow[] {
  return Object.entries(cluster.pools).map(([name, pool]) => {
    const setup = use.pools.find((each) => each.name === name);
    const cost = costs.find((each) => each.name === name);
    return {
      name,
      purpose: pool.purpose,
      machineType: pool.machineType,
      minNodes: pool.minNodes,
      maxNodes: pool.maxNodes,
      spot: pool.spot,
      ...(pool.gpu && { gpu: { type: pool.gpu.type, count: pool.gpu.count } }),
      ...(setup && { node: { memoryGiB: tenths(setup.bytes / GIB), cpus: setup.milliCpus / 1000 } }),
      ...(cost && { monthly: toUsdRange(cost.monthly) }),
      ...(cost?.forecast && {
        peakNodes: Math.ceil(cost.forecast.peakNodes.mean),
        memoryShare: Math.round(cost.forecast.memoryShare * 100) / 100,
      }),
      packings: setup ? hubs.flatMap((hub) => packingsOf(hub, cluster, setup)) : [],
    };
  });
}

function packingsOf(hub: Hub, cluster: Cluster, setup: PoolSetup): Packing[] {
  return profileSizes(hub)
    .filter(({ pool }) => pool === setup.name)
    .map((size) => {
      const demand = demandOf(size, cluster);
      const count = serversPerNode(demand, setup);
      return {
        hub: hub.name,
        profile: size.slug,
        displayName: displayNameOf(hub, size.slug),
        memoryGiB: tenths(size.memory.guaranteeGiB),
        serversPerNode: count,
        limitedBy: limitOf(demand, setup, count),
        unusedGiB: tenths(Math.max(0, setup.bytes - count * demand.bytes) / GIB),
      };
    });
}

/** What a choice is called: sizes of a profile are `<profile>/<size>`, but for the first. */
export function displayNameOf({ profiles }: Pick<Hub, 'profiles'>, choice: string): string {
  const [slug, size] = choice.split('/');
  const profile = profiles.find((each) => each.slug === slug);
  if (!profile) return choice;
  const named = profile.sizes?.find((each, index) => (size === undefined ? index === 0 : each.slug === size));
  return named ? `${profile.displayName}: ${named.displayName}` : profile.displayName;
}

function limitOf(demand: Demand, setup: PoolSetup, count: number): Packing['limitedBy'] {
  if (count === 0) return 'nothing fits';
  if (setup.pods !== undefined && count >= setup.pods) return 'pods';
  const next = count + 1;
  if (demand.gpus * next > setup.gpus && demand.gpus > 0) return 'gpus';
  return demand.bytes * next > setup.bytes ? 'memory' : 'cpus';
}

/** GPUs of one server of a size. */
export function gpusOf(choice: Parameters<typeof demandOf>[0], cluster: Cluster): number {
  return demandOf(choice, cluster).gpus;
}

/** GPU model of a pool, in the words of the file or of the machine. */
export function gpuModelOf(pool: Cluster['pools'][string] | undefined): string | undefined {
  if (pool?.gpu) return pool.gpu.type;
  return (machineOf(pool?.machineType ?? '')?.gpus ?? 0) > 0 ? pool?.machineType : undefined;
}

function tenths(number: number): number {
  return Math.round(number * 10) / 10;
}
