import { type MicroUsd, times } from '../prices/money';
import { serversPerNode, simulatePool } from './simulation/simulate-pool';
import type { Demand, PoolSetup } from './simulation/usage-model';

/** A workshop or an exam: many people who come at once. */
export interface EventWish {
  readonly seats: number;
  /** Minutes in which they arrive. */
  readonly arrivalMinutes: number;
  /** Hours that it lasts. */
  readonly hours: number;
  /** Minutes for which servers stay after the last activity. */
  readonly idleMinutes: number;
  /** Minutes before the start at which nodes are made ready. @default 60 */
  readonly prewarmMinutes?: number;
}

/** Where the event runs. */
export interface EventPlace {
  readonly pool: PoolSetup;
  readonly demand: Demand;
  /** CPUs of one machine, as quotas count them. */
  readonly cpusPerNode: number;
  /** Price of a node for an hour, with its disk and GPUs; undefined when it is not known. */
  readonly hourly: MicroUsd | undefined;
}

/** What an event needs. */
export interface EventPlan {
  /** Servers that fit on one node; 0 when the profile fits none. */
  readonly serversPerNode: number;
  readonly nodes: number;
  /** Seats held ready by placeholders: those who arrive while a node starts. */
  readonly placeholders: number;
  readonly warmNodes: number;
  /** The pool allows fewer nodes than needed. */
  readonly isTooSmall: boolean;
  readonly quota: { readonly cpus: number; readonly gpus: number; readonly addresses: number };
  readonly nodeHours: number;
  /** Undefined when the price of a node is not known. */
  readonly cost: MicroUsd | undefined;
  /** Part of the people who wait for a node, with and without placeholders, 0 to 1. */
  readonly waiting: { readonly prepared: number; readonly unprepared: number };
}

/** Plans an event. Node-hours are an upper bound: everybody stays until the end, and the culler comes late. */
export function planEvent(wish: EventWish, place: EventPlace): EventPlan {
  const { seats, arrivalMinutes, hours, idleMinutes, prewarmMinutes = 60 } = wish;
  const { pool, demand, cpusPerNode, hourly } = place;
  const perNode = serversPerNode(demand, pool);
  const nodes = perNode > 0 ? Math.ceil(seats / perNode) : 0;
  const boot = pool.bootMinutes ?? 5;
  const placeholders = Math.min(seats, Math.ceil((seats / Math.max(1, arrivalMinutes)) * boot));
  const warmNodes = perNode > 0 ? Math.ceil(placeholders / perNode) : 0;
  const minutes = arrivalMinutes + hours * 60 + idleMinutes + (pool.scaleDownMinutes ?? 10);
  const nodeHours = (warmNodes * prewarmMinutes + nodes * minutes) / 60;
  return {
    serversPerNode: perNode,
    nodes,
    placeholders,
    warmNodes,
    isTooSmall: nodes > pool.maxNodes,
    quota: { cpus: nodes * cpusPerNode, gpus: nodes * pool.gpus, addresses: nodes },
    nodeHours,
    cost: hourly === undefined ? undefined : times(hourly, nodeHours),
    waiting: {
      prepared: waitingShare(wish, place, placeholders, Math.max(nodes, warmNodes)),
      unprepared: waitingShare(wish, place, 0, nodes),
    },
  };
}

/** People come evenly over the time of arrival, an hour after the nodes were asked for. */
function waitingShare(wish: EventWish, { pool, demand }: EventPlace, count: number, nodes: number): number {
  const from = 60;
  const start = Float64Array.from(
    { length: wish.seats },
    (_, seat) => from + (seat / wish.seats) * wish.arrivalMinutes,
  );
  const stop = start.map((minute) => minute + wish.hours * 60);
  const runs = { start, stop, kind: new Uint16Array(wish.seats) };
  const placeholders = count > 0 ? { ...demand, count } : undefined;
  const { minNodes } = pool;
  const use = simulatePool(runs, [demand], { ...pool, minNodes, maxNodes: Math.max(1, nodes * 2), placeholders }, 1e6);
  return use.waited / Math.max(1, wish.seats);
}
