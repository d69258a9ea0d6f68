import { createRandom, seedOfRun } from './random';
import { drawServerRuns, type ServerRuns } from './server-runs';
import { type PoolUse, simulatePool } from './simulate-pool';
import type { Demand, HubUse, PoolSetup } from './usage-model';
import { MINUTES_PER_WEEK } from './week';

/** How long and how often to simulate. */
export interface SimulationOptions {
  /** @default 4 */
  readonly weeks?: number;
  /** Runs with different visits; their spread is the range. @default 10 */
  readonly runs?: number;
  /** Same seed, same result. @default 1 */
  readonly seed?: number;
}

/** One figure of several runs. */
export interface Spread {
  /** One run in ten is below. */
  readonly low: number;
  readonly mean: number;
  /** One run in ten is above. */
  readonly high: number;
}

/** What became of one pool, per month of 730 hours. */
export interface PoolForecast {
  readonly pool: string;
  readonly nodeHours: Spread;
  readonly serverHours: Spread;
  readonly peakNodes: Spread;
  /** Part of the servers that waited for a node to start, 0 to 1. */
  readonly waitedShare: number;
  /** Part of the servers that found no room, 0 to 1. */
  readonly refusedShare: number;
  /** Part of the nodes' memory that servers had asked for, 0 to 1. */
  readonly memoryShare: number;
  /** Part of the memory asked for by the servers of each hub; sums to 1 where there are any. */
  readonly hubShares: Readonly<Record<string, number>>;
}

/** What became of a cluster. */
export interface ClusterForecast {
  readonly pools: readonly PoolForecast[];
  readonly weeks: number;
  readonly runs: number;
  readonly seed: number;
}

const HOURS_PER_MONTH = 730;

/** Lets the users of all hubs of a cluster come and go for some weeks, several times. Pure: same seed, same result. */
export function simulateCluster(
  hubs: readonly HubUse[],
  pools: readonly PoolSetup[],
  options: SimulationOptions = {},
): ClusterForecast {
  const { weeks = 4, runs = 10, seed = 1 } = options;
  const byPool = pools.map((): PoolUse[] => []);
  const asked = pools.map(() => new Map<string, number>());
  for (let run = 0; run < runs; run++) {
    const drawn = hubs.map((hub, index) =>
      drawServerRuns(hub, weeks, createRandom(seedOfRun(seed + index * 7919, run))),
    );
    for (const [index, pool] of pools.entries()) {
      const { merged, demands } = ofPool(hubs, drawn, pool.name, asked[index] as Map<string, number>);
      byPool[index]?.push(simulatePool(merged, demands, pool, weeks * MINUTES_PER_WEEK));
    }
  }
  const perMonth = HOURS_PER_MONTH / (weeks * 168);
  return {
    pools: pools.map(({ name }, index) =>
      forecast(name, byPool[index] ?? [], perMonth, asked[index] as Map<string, number>),
    ),
    weeks,
    runs,
    seed,
  };
}

/** The servers of all hubs that run in one pool. */
function ofPool(hubs: readonly HubUse[], drawn: readonly ServerRuns[], pool: string, asked: Map<string, number>) {
  const demands: Demand[] = [];
  const starts: number[] = [];
  const stops: number[] = [];
  const kinds: number[] = [];
  for (const [index, hub] of hubs.entries()) {
    const runs = drawn[index] as ServerRuns;
    let byteMinutes = asked.get(hub.name) ?? 0;
    const offers = [...hub.profiles, ...(hub.dask ? [hub.dask] : [])];
    const kindOf = offers.map((offer) => (offer.pool === pool ? demands.push(offer) - 1 : -1));
    for (const [server, kind] of runs.kind.entries()) {
      const own = kindOf[kind] ?? -1;
      if (own < 0) continue;
      starts.push(runs.start[server] as number);
      stops.push(runs.stop[server] as number);
      kinds.push(own);
      const minutes = (runs.stop[server] as number) - (runs.start[server] as number);
      byteMinutes += minutes * (demands[own] as Demand).bytes;
    }
    asked.set(hub.name, byteMinutes);
  }
  const merged = { start: Float64Array.from(starts), stop: Float64Array.from(stops), kind: Uint16Array.from(kinds) };
  return { merged, demands };
}

function forecast(
  pool: string,
  uses: readonly PoolUse[],
  perMonth: number,
  byHub: ReadonlyMap<string, number>,
): PoolForecast {
  const bytes = [...byHub.values()].reduce((sum, share) => sum + share, 0);
  const total = (key: 'servers' | 'waited' | 'refused') => uses.reduce((sum, use) => sum + use[key], 0);
  const asked = Math.max(1, total('servers') + total('refused'));
  return {
    pool,
    nodeHours: spread(uses.map((use) => use.nodeHours * perMonth)),
    serverHours: spread(uses.map((use) => use.serverHours * perMonth)),
    peakNodes: spread(uses.map((use) => use.peakNodes)),
    waitedShare: total('waited') / asked,
    refusedShare: total('refused') / asked,
    memoryShare: uses.reduce((sum, use) => sum + use.memoryShare, 0) / Math.max(1, uses.length),
    hubShares: Object.fromEntries([...byHub].map(([hub, share]) => [hub, bytes > 0 ? share / bytes : 0])),
  };
}

/** Mean, and the figures that one run in ten is below and above. */
function spread(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const mean = sorted.reduce((sum, figure) => sum + figure, 0) / Math.max(1, sorted.length);
  return { low: Math.min(at(0.1), mean), mean, high: Math.max(at(0.9), mean) };
}
