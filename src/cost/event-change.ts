import type { EventPlan, EventWish } from '@hubfleet/policies';
import type { Cluster, Hub } from '../fleet/fleet.ts';

/** Keys of a hub file that an event needs, or that it leaves as they were; null removes a key. */
interface HubKeys {
  readonly placeholders: NonNullable<Hub['placeholders']> | null;
  readonly imagePulling: Hub['imagePulling'];
  readonly limits?: Partial<Hub['limits']>;
}

/** Settings to merge into a hub file and a cluster file. */
export interface EventChange {
  readonly hub: { readonly file: string; readonly keys: HubKeys };
  /** Absent where the pool allows enough nodes. */
  readonly cluster?: {
    readonly file: string;
    readonly keys: { readonly pools: Readonly<Record<string, { readonly maxNodes: number }>> };
  };
}

interface Needed {
  readonly wish: EventWish;
  readonly plan: EventPlan;
  readonly pool: string;
  readonly usualNodes: number;
}

/** What files must say for an event. */
export function eventChange(hub: Hub, cluster: Cluster, { wish, plan, pool, usualNodes }: Needed): EventChange {
  const { kind, count } = plan.preparation;
  const needed = plan.nodes + usualNodes;
  const limits = limitsFor(hub, wish);
  return {
    hub: {
      file: hub.file,
      keys: {
        placeholders: kind === 'seats' ? { count, wholeNodes: false } : { count, wholeNodes: true, pool },
        imagePulling: hub.imagePulling === 'onDemand' ? 'onNewNodes' : hub.imagePulling,
        ...(Object.keys(limits).length > 0 && { limits }),
      },
    },
    ...(needed > (cluster.pools[pool]?.maxNodes ?? 0) && {
      cluster: { file: cluster.file, keys: { pools: { [pool]: { maxNodes: needed } } } },
    }),
  };
}

/** A hub refuses servers above its limits, so that they must hold the event. */
function limitsFor({ limits }: Hub, { seats, arrivalMinutes }: EventWish): Partial<Hub['limits']> {
  const { activeServers, concurrentStarts } = limits;
  // On a node that runs already a server starts within a minute.
  const starts = Math.min(1000, Math.ceil(seats / Math.max(1, arrivalMinutes)));
  return {
    ...(activeServers !== undefined && activeServers < seats && { activeServers: seats }),
    ...(starts > concurrentStarts && { concurrentStarts: starts }),
  };
}

/** What the files must say again afterwards, key by key. */
export function revertedChange(hub: Hub, cluster: Cluster, { hub: own, cluster: shared }: EventChange): EventChange {
  const { placeholders, imagePulling, limits } = hub;
  const changed = Object.keys(own.keys.limits ?? {}) as (keyof Hub['limits'])[];
  return {
    hub: {
      file: own.file,
      keys: {
        placeholders: placeholders ?? null,
        imagePulling,
        ...(changed.length > 0 && { limits: Object.fromEntries(changed.map((key) => [key, limits[key]])) }),
      },
    },
    ...(shared && {
      cluster: {
        file: shared.file,
        keys: {
          pools: Object.fromEntries(
            Object.keys(shared.keys.pools).map((name) => [name, { maxNodes: cluster.pools[name]?.maxNodes ?? 0 }]),
          ),
        },
      },
    }),
  };
}

/** Hub and cluster as they are with a change. */
export function changedFor(hub: Hub, cluster: Cluster, change: EventChange): { hub: Hub; cluster: Cluster } {
  const { placeholders, limits, ...keys } = change.hub.keys;
  const changed: Hub = {
    ...hub,
    ...keys,
    placeholders: placeholders ?? undefined,
    limits: { ...hub.limits, ...limits },
  };
  const raised = change.cluster?.keys.pools ?? {};
  const pools = Object.fromEntries(
    Object.entries(cluster.pools).map(([name, pool]) => [name, { ...pool, ...raised[name] }]),
  );
  const hubs = cluster.hubs.map((each) => (each.name === hub.name ? changed : each));
  return { hub: changed, cluster: { ...cluster, pools, hubs } as Cluster };
}
