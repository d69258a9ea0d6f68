import type { Demand, PoolSetup } from './usage-model';

/** The nodes of a pool at one moment, each with what is left on it. */
export class NodeSlots {
  readonly size: number;
  readonly isUp: Uint8Array;
  readonly servers: Int32Array;
  readonly bornAt: Float64Array;
  readonly emptySince: Float64Array;
  readonly #bytes: Float64Array;
  readonly #cpus: Float64Array;
  readonly #gpus: Float64Array;
  readonly #pool: PoolSetup;
  readonly #packs: boolean;
  readonly #pods: number;
  up = 0;

  constructor(pool: PoolSetup) {
    this.size = Math.max(pool.maxNodes, pool.minNodes);
    this.#pool = pool;
    this.#packs = pool.packs ?? true;
    this.#pods = pool.pods ?? Number.POSITIVE_INFINITY;
    this.isUp = new Uint8Array(this.size);
    this.servers = new Int32Array(this.size);
    this.bornAt = new Float64Array(this.size);
    this.emptySince = new Float64Array(this.size);
    this.#bytes = new Float64Array(this.size);
    this.#cpus = new Float64Array(this.size);
    this.#gpus = new Float64Array(this.size);
  }

  /** Starts a node; -1 when the pool is at its most. */
  start(minute: number): number {
    const node = this.isUp.indexOf(0);
    if (node < 0) return -1;
    this.isUp[node] = 1;
    this.servers[node] = 0;
    this.bornAt[node] = minute;
    this.emptySince[node] = minute;
    this.#bytes[node] = this.#pool.bytes;
    this.#cpus[node] = this.#pool.milliCpus;
    this.#gpus[node] = this.#pool.gpus;
    this.up++;
    return node;
  }

  stop(node: number): void {
    this.isUp[node] = 0;
    this.up--;
  }

  /** The node a server goes to; -1 when it fits on none. */
  choose(demand: Demand): number {
    let best = -1;
    let left = 0;
    for (let node = 0; node < this.size; node++) {
      if (this.isUp[node] === 0 || !this.#fits(node, demand)) continue;
      const free = this.#bytes[node] as number;
      if (best < 0 || (this.#packs ? free < left : free > left)) {
        best = node;
        left = free;
      }
    }
    return best;
  }

  take(node: number, demand: Demand): void {
    this.#change(node, demand, -1);
    (this.servers[node] as number)++;
  }

  give(node: number, demand: Demand, minute: number): void {
    this.#change(node, demand, 1);
    if (--(this.servers[node] as number) === 0) this.emptySince[node] = minute;
  }

  /** How many pods of a size fit on the nodes that are up, leaving out one. */
  room(demand: Demand, without = -1): number {
    let total = 0;
    for (let node = 0; node < this.size; node++) {
      if (this.isUp[node] === 1 && node !== without) total += this.#roomOn(node, demand);
    }
    return total;
  }

  #roomOn(node: number, { bytes, milliCpus, gpus }: Demand): number {
    const by = (free: number, wanted: number) => (wanted > 0 ? Math.floor(free / wanted) : Number.POSITIVE_INFINITY);
    const fits = Math.min(
      by(this.#bytes[node] as number, bytes),
      by(this.#cpus[node] as number, milliCpus),
      by(this.#gpus[node] as number, gpus),
      this.#pods - (this.servers[node] as number),
    );
    return Number.isFinite(fits) ? fits : 0;
  }

  #fits(node: number, { bytes, milliCpus, gpus }: Demand): boolean {
    return (
      bytes <= (this.#bytes[node] as number) &&
      milliCpus <= (this.#cpus[node] as number) &&
      gpus <= (this.#gpus[node] as number) &&
      (this.servers[node] as number) < this.#pods
    );
  }

  #change(node: number, { bytes, milliCpus, gpus }: Demand, sign: number): void {
    (this.#bytes[node] as number) += sign * bytes;
    (this.#cpus[node] as number) += sign * milliCpus;
    (this.#gpus[node] as number) += sign * gpus;
  }
}
