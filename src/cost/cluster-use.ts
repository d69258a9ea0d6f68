import {
  type Assumptions,
  type HubUse,
  machineOf,
  nodeRoom,
  type Placeholders,
  type PoolSetup,
  type ProfileUse,
} from '@hubfleet/policies';
import type { Cluster, Hub } from '../fleet/fleet.ts';
import {
  ASSUMED_HOME_GIB,
  ASSUMED_HOME_GROWTH_GIB,
  ASSUMED_USAGE,
  type HubUsage,
  type UsageFile,
} from './usage-file.ts';

const GIB = 2 ** 30;

/** What the simulation needs to know of a cluster. */
export interface ClusterUse {
  readonly hubs: readonly HubUse[];
  /** User and dask pools whose machine is known. */
  readonly pools: readonly PoolSetup[];
  /** Hubs whose usage is assumed, because nobody gave it. */
  readonly assumed: readonly string[];
  /** Pools whose machine type has no known size; they are not simulated. */
  readonly unknownPools: readonly string[];
}

/** Turns a cluster and what is known of its use into a simulation. */
export function clusterUse(cluster: Cluster, usage: UsageFile): ClusterUse {
  const pools = Object.entries(cluster.pools).filter(([, { purpose }]) => purpose !== 'core');
  const setups = pools.map(([name, pool]) => poolSetup(name, pool, cluster));
  const given = usage.clusters[cluster.name]?.hubs ?? {};
  return {
    hubs: cluster.hubs.map((hub) => hubUse(hub, cluster, usageOf(hub, cluster, usage))),
    pools: setups.filter((setup) => setup !== undefined),
    assumed: cluster.hubs
      .filter(({ name }) => given[name]?.users === undefined && usage.defaults.users === undefined)
      .map(({ name }) => name),
    unknownPools: pools.filter((_, index) => setups[index] === undefined).map(([name]) => name),
  };
}

/** Usage of a hub with nothing left open. */
export type KnownUsage = HubUsage &
  Required<Pick<HubUsage, 'users' | 'sessionsPerWeek' | 'hoursPerSession' | 'arrivals'>>;

/** Usage of one hub: its own, that of every hub, or what is assumed at its stage. */
export function usageOf(hub: Hub, cluster: Cluster, usage: UsageFile): KnownUsage {
  const own = { ...usage.defaults, ...usage.clusters[cluster.name]?.hubs[hub.name] };
  const assumed = ASSUMED_USAGE[hub.stage];
  return {
    ...own,
    users: own.users ?? assumed.users,
    sessionsPerWeek: own.sessionsPerWeek ?? assumed.sessionsPerWeek,
    hoursPerSession: own.hoursPerSession ?? assumed.hoursPerSession,
    arrivals: own.arrivals ?? assumed.arrivals,
  };
}

function poolSetup(name: string, pool: Cluster['pools'][string], cluster: Cluster): PoolSetup | undefined {
  const machine = machineOf(pool.machineType);
  if (!machine) return undefined;
  return {
    name,
    ...nodeRoom(cluster.provider, machine),
    gpus: pool.gpu?.count ?? machine.gpus,
    minNodes: pool.minNodes,
    maxNodes: pool.maxNodes,
    ...placeholdersIn(name, cluster),
  };
}

/** Placeholders take the size of the default profile, and stand in the pool of that profile. */
function placeholdersIn(pool: string, cluster: Cluster): { placeholders?: Placeholders } {
  for (const hub of cluster.hubs) {
    const count = placeholderCount(hub);
    const profile = hub.profiles.find(({ default: isDefault }) => isDefault) ?? hub.profiles[0];
    if (count > 0 && profile?.pool === pool) return { placeholders: { ...demandOf(profile, cluster), count } };
  }
  return {};
}

function placeholderCount(hub: Hub): number {
  const scheduling = hub.values.scheduling;
  const placeholder = step(step(scheduling, 'userPlaceholder'), 'replicas');
  return typeof placeholder === 'number' ? placeholder : 0;
}

function step(node: unknown, key: string): unknown {
  return typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined;
}

function hubUse(hub: Hub, cluster: Cluster, usage: ReturnType<typeof usageOf>): HubUse {
  const { users, sessionsPerWeek, hoursPerSession, arrivals, dask } = usage;
  const daskPool = dask?.pool ?? Object.entries(cluster.pools).find(([, { purpose }]) => purpose === 'dask')?.[0];
  return {
    name: hub.name,
    usage: { users, sessionsPerWeek, hoursPerSession, arrivals },
    culling: hub.culling,
    profiles: profileUses(hub, cluster, usage.profiles),
    ...(dask &&
      daskPool && {
        dask: {
          pool: daskPool,
          share: dask.share,
          workers: dask.workers,
          hours: dask.hours,
          bytes: Math.round(dask.workerMemoryGiB * GIB),
          milliCpus: Math.round(dask.workerCpus * 1000),
          gpus: 0,
        },
      }),
  };
}

function profileUses(hub: Hub, cluster: Cluster, shares: Readonly<Record<string, number>> | undefined): ProfileUse[] {
  const chosen = hub.profiles.find((profile) => profile.default) ?? hub.profiles[0];
  return hub.profiles.map((profile) => ({
    slug: profile.slug,
    pool: profile.pool,
    share: shares ? (shares[profile.slug] ?? 0) : Number(profile === chosen),
    ...demandOf(profile, cluster),
  }));
}

/** What a server of a profile keeps for itself; on a pool with GPUs it takes one. */
export function demandOf(profile: Hub['profiles'][number], cluster: Cluster) {
  const pool = cluster.pools[profile.pool];
  const gpus = pool?.gpu?.count ?? machineOf(pool?.machineType ?? '')?.gpus ?? 0;
  return {
    bytes: Math.round(profile.memory.guaranteeGiB * GIB),
    milliCpus: Math.round(profile.cpu.guarantee * 1000),
    gpus: Math.min(1, gpus),
  };
}

/** Quantities of storage that follow from the users of a cluster. */
export function storageAssumptions(cluster: Cluster, usage: UsageFile): Partial<Assumptions> {
  const stores = Math.max(1, Object.keys(cluster.homeStorage).length);
  const sums = cluster.hubs
    .filter(({ storage }) => storage.home !== 'none')
    .map((hub) => {
      const { users, homeGiBPerUser, homeGrowthGiBPerUserMonth } = usageOf(hub, cluster, usage);
      const grown = (homeGrowthGiBPerUserMonth ?? ASSUMED_HOME_GROWTH_GIB) * usage.storageMonths;
      const perUser = Math.min((homeGiBPerUser ?? ASSUMED_HOME_GIB) + grown, hub.storage.quotaGiB);
      return { held: users * perUser, quota: users * hub.storage.quotaGiB };
    });
  return {
    homeGiB: sums.reduce((total, { held }) => total + held, 0) / stores,
    homeQuotaGiB: sums.reduce((total, { quota }) => total + quota, 0) / stores,
  };
}
