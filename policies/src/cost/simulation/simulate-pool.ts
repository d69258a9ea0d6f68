import { NodeSlots } from './node-slots';
import type { ServerRuns } from './server-runs';
import type { Demand, PoolSetup } from './usage-model';

/** What became of a pool. */
export interface PoolUse {
  /** Hours of nodes, summed over the nodes. */
  readonly nodeHours: number;
  /** Hours of servers that ran. */
  readonly serverHours: number;
  readonly peakNodes: number;
  readonly servers: number;
  /** Servers that had to wait for a node to start. */
  readonly waited: number;
  /** Servers that found no room with the pool at its most. */
  readonly refused: number;
  /** Part of the nodes' memory that servers had asked for, 0 to 1. */
  readonly memoryShare: number;
}

/** Runs servers on the nodes of one pool, from minute 0 to the horizon, the way the autoscaler would. */
export function simulatePool(runs: ServerRuns, demands: readonly Demand[], pool: PoolSetup, horizon: number): PoolUse {
  return new PoolRun(runs, demands, pool, horizon).run();
}

class PoolRun {
  readonly #runs: ServerRuns;
  readonly #demands: readonly Demand[];
  readonly #pool: PoolSetup;
  readonly #horizon: number;
  readonly #nodes: NodeSlots;
  readonly #isHeld: Uint8Array;
  readonly #nodeOf: Int32Array;
  readonly #scaleDown: number;
  readonly #boot: number;
  #nodeMinutes = 0;
  #serverMinutes = 0;
  #byteMinutes = 0;
  #peak = 0;
  #waited = 0;
  #refused = 0;
  #accepted = 0;

  constructor(runs: ServerRuns, demands: readonly Demand[], pool: PoolSetup, horizon: number) {
    this.#runs = runs;
    this.#demands = demands;
    this.#pool = pool;
    this.#horizon = horizon;
    this.#nodes = new NodeSlots(pool);
    this.#isHeld = new Uint8Array(this.#nodes.size);
    this.#nodeOf = new Int32Array(runs.start.length).fill(-1);
    this.#scaleDown = pool.scaleDownMinutes ?? 10;
    this.#boot = pool.bootMinutes ?? 5;
  }

  run(): PoolUse {
    for (let node = 0; node < this.#pool.minNodes; node++) this.#start(-this.#boot);
    this.#holdRoom(0);
    this.#play();
    this.#expire(this.#horizon);
    for (let node = 0; node < this.#nodes.size; node++) {
      if (this.#nodes.isUp[node] === 1) this.#bill(node, this.#horizon);
    }
    return this.#use();
  }

  /** Takes starts and stops in the order of time; at the same minute a stop comes first, because it makes room. */
  #play(): void {
    const { start, stop } = this.#runs;
    const starts = ordered(start);
    const stops = ordered(stop);
    let ended = 0;
    for (const server of starts) {
      const minute = start[server] as number;
      if (minute >= this.#horizon) break;
      for (; ended < stops.length && (stop[stops[ended] as number] as number) <= minute; ended++) {
        this.#leave(stops[ended] as number);
      }
      this.#arrive(server, minute);
    }
    for (; ended < stops.length && (stop[stops[ended] as number] as number) < this.#horizon; ended++) {
      this.#leave(stops[ended] as number);
    }
  }

  #arrive(server: number, minute: number): void {
    this.#expire(minute);
    const demand = this.#demandOf(server);
    let node = this.#nodes.choose(demand);
    if (node < 0 && fitsEmpty(demand, this.#pool)) node = this.#start(minute);
    if (node < 0) {
      this.#refused++;
      return;
    }
    if ((this.#nodes.bornAt[node] as number) + this.#boot > minute) this.#waited++;
    this.#nodes.take(node, demand);
    this.#nodeOf[server] = node;
    this.#isHeld[node] = 0;
    this.#accepted++;
    const minutes = Math.min(this.#runs.stop[server] as number, this.#horizon) - minute;
    this.#serverMinutes += minutes;
    this.#byteMinutes += minutes * demand.bytes;
    this.#holdRoom(minute);
  }

  #leave(server: number): void {
    const node = this.#nodeOf[server] as number;
    if (node < 0) return;
    const minute = this.#runs.stop[server] as number;
    this.#expire(minute);
    this.#nodes.give(node, this.#demandOf(server), minute);
    this.#release(minute);
  }

  /** A node that was held for placeholders and is needed no longer begins to wait for its end. */
  #release(minute: number): void {
    for (let node = 0; node < this.#nodes.size; node++) {
      const isIdle = this.#nodes.isUp[node] === 1 && this.#isHeld[node] === 1 && this.#nodes.servers[node] === 0;
      if (!isIdle || this.#isNeeded(node)) continue;
      this.#isHeld[node] = 0;
      this.#nodes.emptySince[node] = minute;
    }
  }

  /** Gives back nodes whose time came since the last event; nothing changed in between. */
  #expire(minute: number): void {
    const { isUp, servers, emptySince } = this.#nodes;
    for (let node = this.#nodes.size - 1; node >= 0; node--) {
      if (isUp[node] === 0 || servers[node] !== 0) continue;
      const due = (emptySince[node] as number) + this.#scaleDown;
      if (due > minute) continue;
      if (this.#isNeeded(node)) this.#isHeld[node] = 1;
      else {
        this.#bill(node, due);
        this.#nodes.stop(node);
      }
    }
  }

  #isNeeded(node: number): boolean {
    if (this.#nodes.up <= this.#pool.minNodes) return true;
    const { placeholders } = this.#pool;
    return placeholders !== undefined && this.#nodes.room(placeholders, node) < placeholders.count;
  }

  /** Starts nodes until the placeholders have room again. */
  #holdRoom(minute: number): void {
    const { placeholders } = this.#pool;
    if (!placeholders || !fitsEmpty(placeholders, this.#pool)) return;
    while (this.#nodes.room(placeholders) < placeholders.count && this.#start(minute) >= 0);
  }

  #start(minute: number): number {
    const node = this.#nodes.start(minute);
    if (node >= 0) this.#isHeld[node] = 0;
    this.#peak = Math.max(this.#peak, this.#nodes.up);
    return node;
  }

  #bill(node: number, until: number): void {
    this.#nodeMinutes += Math.max(0, until - Math.max(0, this.#nodes.bornAt[node] as number));
  }

  #demandOf(server: number): Demand {
    return this.#demands[this.#runs.kind[server] as number] as Demand;
  }

  #use(): PoolUse {
    const offered = this.#nodeMinutes * this.#pool.bytes;
    return {
      nodeHours: this.#nodeMinutes / 60,
      serverHours: this.#serverMinutes / 60,
      peakNodes: this.#peak,
      servers: this.#accepted,
      waited: this.#waited,
      refused: this.#refused,
      memoryShare: offered > 0 ? this.#byteMinutes / offered : 0,
    };
  }
}

/** True when an empty node of the pool holds the server. */
export function fitsEmpty({ bytes, milliCpus, gpus }: Demand, pool: PoolSetup): boolean {
  return bytes <= pool.bytes && milliCpus <= pool.milliCpus && gpus <= pool.gpus;
}

/** Servers of one size that fit on an empty node; 0 when none does. */
export function serversPerNode({ bytes, milliCpus, gpus }: Demand, pool: PoolSetup): number {
  const by = (offered: number, wanted: number) =>
    wanted > 0 ? Math.floor(offered / wanted) : Number.POSITIVE_INFINITY;
  return Math.min(
    by(pool.bytes, bytes),
    by(pool.milliCpus, milliCpus),
    by(pool.gpus, gpus),
    pool.pods ?? Number.POSITIVE_INFINITY,
  );
}

function ordered(minutes: Float64Array): Uint32Array {
  const order = Uint32Array.from(minutes, (_, index) => index);
  return order.sort((a, b) => (minutes[a] as number) - (minutes[b] as number) || a - b);
}
