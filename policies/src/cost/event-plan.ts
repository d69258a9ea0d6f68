import { type MicroUsd, times } from '../prices/money';
import { type PoolUse, serversPerNode, simulatePool } from './simulation/simulate-pool';
import type { Demand, PoolSetup } from './simulation/usage-model';

/** A workshop or an exam: many people who come at once. */
export interface EventWish {
  readonly seats: number;
  /** Minutes in which they arrive, evenly. */
  readonly arrivalMinutes: number;
  /** Hours that it lasts after the last one arrived. */
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
  /** Most placeholder servers that may be kept; 0 where they cannot hold such seats. */
  readonly mostPlaceholders: number;
}

/** What is kept ready: seats, which are held anew as they are taken, or whole nodes. */
export interface Preparation {
  readonly kind: 'seats' | 'nodes';
  readonly count: number;
}

/** What an event needs. */
export interface EventPlan {
  /** Servers that fit on one node; 0 when the profile fits none. */
  readonly serversPerNode: number;
  /** Nodes with everybody there. */
  readonly nodes: number;
  /** The cheaper of the ways to keep people from waiting. */
  readonly preparation: Preparation;
  /** Nodes that run before the first one comes. */
  readonly warmNodes: number;
  readonly quota: { readonly cpus: number; readonly gpus: number; readonly addresses: number };
  /** When everybody stays until the end. */
  readonly nodeHours: number;
  /** Undefined when the price of a node is not known. */
  readonly cost: MicroUsd | undefined;
}

/** Part of the people who may wait for a node. */
const MOST_WAITING = 0.05;

/** Plans an event: what to hold ready, and what that takes. */
export function planEvent(wish: EventWish, place: EventPlace): EventPlan {
  const { pool, demand, cpusPerNode, hourly } = place;
  const perNode = serversPerNode(demand, pool);
  const nodes = perNode > 0 ? Math.ceil(wish.seats / perNode) : 0;
  const best = cheapest(wish, place, nodes, perNode);
  const peak = Math.max(nodes, best.use.peakNodes);
  return {
    serversPerNode: perNode,
    nodes: peak,
    preparation: best.preparation,
    warmNodes: best.warmNodes,
    quota: { cpus: peak * cpusPerNode, gpus: peak * pool.gpus, addresses: peak },
    nodeHours: best.use.nodeHours,
    cost: hourly === undefined ? undefined : times(hourly, best.use.nodeHours),
  };
}

interface Candidate {
  readonly preparation: Preparation;
  readonly warmNodes: number;
  readonly use: PoolUse;
}

function cheapest(wish: EventWish, place: EventPlace, nodes: number, perNode: number): Candidate {
  const { pool, demand } = place;
  const room = { ...pool, placeholders: undefined, maxNodes: Math.max(1, nodes), minNodes: 0 };
  const byNodes: Candidate = {
    preparation: { kind: 'nodes', count: nodes },
    warmNodes: nodes,
    use: playEvent(wish, demand, { ...room, minNodes: nodes }),
  };
  const seats = seatsHeld(wish, pool);
  if (seats > place.mostPlaceholders || perNode === 0) return byNodes;
  const warmNodes = Math.ceil(seats / perNode);
  const placeholders = { ...demand, count: seats };
  const use = playEvent(wish, demand, { ...room, placeholders, maxNodes: nodes + warmNodes });
  const holds = use.refused === 0 && use.waited <= wish.seats * MOST_WAITING;
  if (!holds || use.nodeHours >= byNodes.use.nodeHours) return byNodes;
  return { preparation: { kind: 'seats', count: seats }, warmNodes, use };
}

/** Those who arrive while a node starts. */
function seatsHeld({ seats, arrivalMinutes }: EventWish, { bootMinutes = 5 }: PoolSetup): number {
  return Math.min(seats, Math.ceil((seats / Math.max(1, arrivalMinutes)) * bootMinutes));
}

/** Lets the people of an event come to a pool that was set up some time before; everybody stays until the end. */
export function playEvent(wish: EventWish, demand: Demand, pool: PoolSetup): PoolUse {
  const { seats, arrivalMinutes, hours, idleMinutes, prewarmMinutes = 60 } = wish;
  const end = prewarmMinutes + arrivalMinutes + hours * 60 + idleMinutes;
  const start = Float64Array.from({ length: seats }, (_, seat) => prewarmMinutes + (seat / seats) * arrivalMinutes);
  const runs = { start, stop: start.map(() => end), kind: new Uint16Array(seats) };
  return simulatePool(runs, [demand], pool, end + (pool.scaleDownMinutes ?? 10));
}
