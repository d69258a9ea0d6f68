import {
  type EventPlan,
  type EventWish,
  type MicroUsd,
  machineOf,
  type PriceBook,
  planEvent,
  serverRate,
} from '@hubfleet/policies';
import { stringify } from 'yaml';
import { cloudOf } from '../fleet/clouds/registry.ts';
import type { Cluster, Hub } from '../fleet/fleet.ts';
import { poolRate } from './advice.ts';
import { clusterUse, demandOf, type ProfileChoice, profileSizes } from './cluster-use.ts';
import type { UsageFile } from './usage-file.ts';

/** A file as it is for an event, and what it goes back to. */
interface ConfigurationChange {
  readonly file: string;
  /** YAML to merge into the file before the event. */
  readonly before: string;
  /** What to do with it afterwards. */
  readonly after: string;
}

/** An event on a hub: what it needs, what it costs, what to change. */
export interface PlannedEvent {
  readonly cluster: string;
  readonly hub: string;
  readonly date: string;
  readonly profile: string;
  readonly pool: string;
  readonly maxNodes: number;
  readonly wish: EventWish;
  readonly plan: EventPlan;
  /** Price of a seat for an hour on a full node. */
  readonly seatHourly?: MicroUsd;
  readonly changes: readonly ConfigurationChange[];
}

export interface EventQuestion extends Omit<EventWish, 'idleMinutes'> {
  /** The day, `YYYY-MM-DD`. */
  readonly date: string;
  /** @default - the default profile of the hub */
  readonly profile?: string | undefined;
}

/** Plans an event on a hub; undefined when the hub has no such profile, or the size of its machines is not known. */
export function eventOn(
  hub: Hub,
  cluster: Cluster,
  question: EventQuestion,
  book: PriceBook,
  usage: UsageFile,
): PlannedEvent | undefined {
  const wanted = question.profile;
  const profile =
    wanted === undefined
      ? (hub.profiles.find((each) => each.default) ?? hub.profiles[0])
      : profileSizes(hub).find(({ slug }) => slug === wanted);
  const pool = profile && cluster.pools[profile.pool];
  const setup = clusterUse(cluster, usage).pools.find(({ name }) => name === profile?.pool);
  const machine = machineOf(pool?.machineType ?? '');
  if (!profile || !pool || !setup || !machine) return undefined;
  const wish = { ...question, idleMinutes: hub.culling.idleMinutes };
  const hourly = poolRate(pool, cluster, cloudOf(cluster).region(cluster), book);
  const plan = planEvent(wish, { pool: setup, demand: demandOf(profile, cluster), cpusPerNode: machine.cpus, hourly });
  return {
    cluster: cluster.name,
    hub: hub.name,
    date: question.date,
    profile: profile.slug,
    pool: profile.pool,
    maxNodes: pool.maxNodes,
    wish,
    plan,
    ...(hourly !== undefined && plan.serversPerNode > 0 && { seatHourly: serverRate(hourly, plan.serversPerNode) }),
    changes: changesFor(hub, cluster, profile, plan),
  };
}

function changesFor(hub: Hub, cluster: Cluster, profile: ProfileChoice, plan: EventPlan): ConfigurationChange[] {
  const { memory, cpu, pool } = profile;
  const isDefault = (hub.profiles.find((each) => each.default) ?? hub.profiles[0])?.slug === profile.slug;
  const placeholders = { count: plan.placeholders, ...(isDefault ? {} : { memory, cpu }) };
  const hubChange = {
    file: hub.file,
    before: stringify({ placeholders, imagePulling: 'onNewNodes' }),
    after: 'put placeholders and imagePulling back as they were',
  };
  if (!plan.isTooSmall) return [hubChange];
  const before = stringify({ pools: { [pool]: { maxNodes: plan.nodes } } });
  const most = cluster.pools[pool]?.maxNodes ?? 0;
  return [hubChange, { file: cluster.file, before, after: `set pools.${pool}.maxNodes back to ${most}` }];
}
