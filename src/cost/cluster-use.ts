import {
  type Assumptions,
  type Demand,
  type HubUse,
  nodeRoom,
  type Placeholders,
  type PoolSetup,
  type ProfileUse,
  simulatePool,
} from '@hubfleet/policies';
import { demandOf, profileSizes } from '../fleet/choices.ts';
import type { Cluster, Hub } from '../fleet/fleet.ts';
import { nodeGpus } from '../fleet/node-gpus.ts';
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
  /** Nodes by pool that run when nobody is logged in, because hubs hold room ready. */
  readonly heldNodes: Readonly<Record<string, number>>;
  /** Hubs whose usage is assumed, because nobody gave it. */
  readonly assumed: readonly string[];
  /** Pools whose machine type has no known size; they are not simulated. */
  readonly unknownPools: readonly string[];
  /** Hubs whose homes are disks that the hub makes for each user; Terraform knows nothing of them. */
  readonly ownDisks: readonly string[];
}

/** Turns a cluster and what is known of its use into a simulation. */
export function clusterUse(cluster: Cluster, usage: UsageFile): ClusterUse {
  const pools = Object.entries(cluster.pools).filter(([, { purpose }]) => purpose !== 'core');
  const setups = pools.map(([name, pool]) => poolSetup(name, pool, cluster));
  const known = setups.filter((setup) => setup !== undefined);
  const given = usage.clusters[cluster.name]?.hubs ?? {};
  return {
    hubs: cluster.hubs.map((hub) => hubUse(hub, cluster, usageOf(hub, cluster, usage))),
    pools: known,
    heldNodes: Object.fromEntries(
      known
        .map((setup): [string, number] => [setup.name, heldNodes(setup)])
        .filter(([name, nodes]) => nodes > (cluster.pools[name]?.minNodes ?? 0)),
    ),
    assumed: cluster.hubs
      .filter(({ name }) => given[name]?.users === undefined && usage.defaults.users === undefined)
      .map(({ name }) => name),
    ownDisks: cluster.hubs.filter(({ storage }) => storage.home === 'disks').map(({ name }) => name),
    unknownPools: pools.filter((_, index) => setups[index] === undefined).map(([name]) => name),
  };
}

/** Nodes of a pool that run when nobody comes. */
function heldNodes(setup: PoolSetup): number {
  const nobody = { start: new Float64Array(), stop: new Float64Array(), kind: new Uint16Array() };
  return simulatePool(nobody, [], setup, 1).peakNodes;
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

type Pool = Cluster['pools'][string];

function poolSetup(name: string, pool: Pool, cluster: Cluster): PoolSetup | undefined {
  const room = roomOf(pool);
  if (!room) return undefined;
  return {
    name,
    ...room,
    maxNodes: pool.maxNodes,
    ...heldIn(name, pool, cluster),
  };
}

/** What a node of a pool has for servers: as the file tells, else by its machine type. */
function roomOf(pool: Pool): Omit<PoolSetup, 'name' | 'minNodes' | 'maxNodes'> | undefined {
  const gpus = nodeGpus(pool);
  if ('allocatable' in pool) {
    const { cpus, memoryGiB } = pool.allocatable;
    return { milliCpus: Math.floor(cpus * 1000), bytes: Math.floor(memoryGiB * GIB), gpus };
  }
  const room = nodeRoom(pool.machineType);
  return room && { ...room, gpus };
}

/** Nodes and seats that hubs hold ready in a pool; where several hold seats, all count in the size of the largest. */
function heldIn(name: string, pool: Pool, cluster: Cluster): Pick<PoolSetup, 'minNodes' | 'placeholders'> {
  const holders = cluster.hubs.filter((hub) => heldPool(hub) === name);
  const nodes = holders.filter(({ placeholders }) => placeholders?.wholeNodes).map(placeholderCount);
  const seats = holders
    .filter((hub) => !hub.placeholders?.wholeNodes && placeholderCount(hub) > 0)
    .map((hub): Placeholders => ({ ...placeholderSize(hub, name, cluster), count: placeholderCount(hub) }));
  const most = (key: keyof Demand) => Math.max(...seats.map((each) => each[key]));
  return {
    // The pods that keep nodes for one hub may stand beside those of another.
    minNodes: Math.min(pool.maxNodes, Math.max(pool.minNodes, ...nodes)),
    ...(seats.length > 0 && {
      placeholders: {
        bytes: most('bytes'),
        milliCpus: most('milliCpus'),
        gpus: most('gpus'),
        count: seats.reduce((sum, { count }) => sum + count, 0),
      },
    }),
  };
}

/** Pool in which a hub holds room. */
function heldPool(hub: Hub): string | undefined {
  const { placeholders } = hub;
  return (placeholders?.wholeNodes && placeholders.pool) || defaultProfile(hub)?.pool;
}

/** A placeholder has the size of the default profile unless the hub says another, and never a GPU. */
function placeholderSize({ placeholders, ...hub }: Hub, pool: string, cluster: Cluster): Demand {
  const profile = defaultProfile(hub as Hub);
  const memory = placeholders?.memory ?? profile?.memory ?? { guaranteeGiB: 0, limitGiB: 0 };
  const cpu = placeholders?.cpu ?? profile?.cpu ?? { guarantee: 0 };
  return { ...demandOf({ pool, memory, cpu }, cluster), gpus: 0 };
}

function placeholderCount(hub: Hub): number {
  const written = step(step(hub.values.scheduling, 'userPlaceholder'), 'replicas');
  return typeof written === 'number' ? written : (hub.placeholders?.count ?? 0);
}

function step(node: unknown, key: string): unknown {
  return typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined;
}

function defaultProfile({ profiles }: Hub): Hub['profiles'][number] | undefined {
  return profiles.find((profile) => profile.default) ?? profiles[0];
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

/** A profile with sizes is used in its first size, unless shares name others as `<profile>/<size>`. */
function profileUses(hub: Hub, cluster: Cluster, shares: Readonly<Record<string, number>> | undefined): ProfileUse[] {
  const chosen = defaultProfile(hub)?.slug;
  return profileSizes(hub).map((size) => ({
    slug: size.slug,
    pool: size.pool,
    share: shares ? (shares[size.slug] ?? 0) : Number(size.slug === chosen),
    ...demandOf(size, cluster),
  }));
}

/** Quantities of storage that follow from the users of a cluster. */
export function storageAssumptions(cluster: Cluster, usage: UsageFile): Partial<Assumptions> {
  const stores = Math.max(1, Object.keys(cluster.homeStorage).length);
  const sums = cluster.hubs
    .filter(({ storage }) => cluster.homeStorage[storage.home] !== undefined)
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
