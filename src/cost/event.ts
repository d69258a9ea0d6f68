import {
  type EventPlan,
  type EventWish,
  type MicroUsd,
  machineOf,
  type PriceBook,
  planEvent,
  serverRate,
  simulateCluster,
} from '@hubfleet/policies';
import { poolRate } from '../fleet/choice-prices.ts';
import { demandOf, profileSizes } from '../fleet/choices.ts';
import { cloudOf } from '../fleet/clouds/registry.ts';
import type { Cluster, Hub } from '../fleet/fleet.ts';
import { clusterUse } from './cluster-use.ts';
import { changedFor, type EventChange, eventChange, revertedChange } from './event-change.ts';
import { type EventLoad, eventLoad } from './event-load.ts';
import type { UsageFile } from './usage-file.ts';

/** An event on a hub: what it needs, what it costs, what to change. */
export interface PlannedEvent {
  readonly cluster: string;
  readonly hub: string;
  readonly date: string;
  readonly profile: string;
  readonly pool: string;
  /** Nodes that the pool allows today. */
  readonly maxNodes: number;
  /** Nodes of the pool that usual use takes at its busiest. */
  readonly usualNodes: number;
  readonly wish: EventWish;
  readonly plan: EventPlan;
  /** Price of a seat for an hour on a full node. */
  readonly seatHourly?: MicroUsd;
  /** What the event does to the hub as it is, and as it is with the change. */
  readonly load: { readonly before: EventLoad; readonly after: EventLoad };
  /** Settings to merge into the files before the event, and to merge into them afterwards. */
  readonly change: { readonly before: EventChange; readonly after: EventChange };
}

export interface EventQuestion extends Omit<EventWish, 'idleMinutes'> {
  /** The day, `YYYY-MM-DD`. */
  readonly date: string;
  /** @default - the default profile of the hub */
  readonly profile?: string | undefined;
  /** Most placeholder servers that the policies of the fleet allow. */
  readonly mostPlaceholders: number;
}

function cpusOf(pool: Cluster['pools'][string]): number | undefined {
  return 'allocatable' in pool ? pool.allocatable.cpus : machineOf(pool.machineType)?.cpus;
}

/** Plans an event on a hub; undefined when the hub has no such profile, or the size of its machines is not known. */
export function eventOn(
  hub: Hub,
  cluster: Cluster,
  question: EventQuestion,
  book: PriceBook,
  usage: UsageFile,
): PlannedEvent | undefined {
  const usual = hub.profiles.find((each) => each.default) ?? hub.profiles[0];
  const sizes = profileSizes(hub);
  const profile = sizes.find(({ slug }) => slug === (question.profile ?? usual?.slug));
  const pool = profile && cluster.pools[profile.pool];
  const use = clusterUse(cluster, usage);
  const setup = use.pools.find(({ name }) => name === profile?.pool);
  const cpusPerNode = pool && cpusOf(pool);
  if (!profile || !pool || !setup || cpusPerNode === undefined) return undefined;
  const { seats, arrivalMinutes, hours, prewarmMinutes, date } = question;
  const wish = { seats, arrivalMinutes, hours, prewarmMinutes, idleMinutes: hub.culling.idleMinutes };
  const hourly = poolRate(pool, cluster, cloudOf(cluster).region(cluster), book);
  const demand = demandOf(profile, cluster);
  // The chart's placeholders have the size of the default profile, in any pool, and no GPU.
  const canHoldSeats = profile.slug === usual?.slug && demand.gpus === 0;
  const mostPlaceholders = canHoldSeats ? question.mostPlaceholders : 0;
  const plan = planEvent(wish, { pool: setup, demand, cpusPerNode, hourly, mostPlaceholders });
  const forecasts = simulateCluster(use.hubs, use.pools, usage.simulation).pools;
  const usualNodes = Math.ceil(forecasts.find((each) => each.pool === profile.pool)?.peakNodes.high ?? 0);
  const before = eventChange(hub, cluster, { wish, plan, pool: profile.pool, usualNodes });
  const changed = changedFor(hub, cluster, before);
  const place = { wish, demand, pool: profile.pool, usualNodes };
  return {
    cluster: cluster.name,
    hub: hub.name,
    date,
    profile: profile.slug,
    pool: profile.pool,
    maxNodes: pool.maxNodes,
    usualNodes,
    wish,
    plan,
    ...(hourly !== undefined && plan.serversPerNode > 0 && { seatHourly: serverRate(hourly, plan.serversPerNode) }),
    load: { before: eventLoad(hub, cluster, place), after: eventLoad(changed.hub, changed.cluster, place) },
    change: { before, after: revertedChange(hub, cluster, before) },
  };
}
