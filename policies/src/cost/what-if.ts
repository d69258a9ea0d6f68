import { type MicroUsd, times } from '../prices/money';
import { type ClusterForecast, type SimulationOptions, simulateCluster } from './simulation/simulate-cluster';
import type { HubUse, PoolSetup } from './simulation/usage-model';

/** A cluster under one choice of settings. */
export interface Scenario {
  readonly hubs: readonly HubUse[];
  readonly pools: readonly PoolSetup[];
  /** Price of a node for an hour, with its disk and GPUs, by pool. Pools without one are left out of the sum. */
  readonly hourly: Readonly<Record<string, MicroUsd>>;
}

/** A scenario that differs from another by one setting. */
export interface Variation {
  /** What is changed, for example `research: culling after 30 instead of 60 minutes`. */
  readonly change: string;
  readonly scenario: Scenario;
}

/** What a change does to the cost of nodes. */
export interface ChangeEffect {
  readonly change: string;
  /** Expected cost of the nodes in a month. */
  readonly monthly: MicroUsd;
  readonly difference: MicroUsd;
  /** Part of the servers that find no room, 0 to 1. */
  readonly refusedShare: number;
}

/** Runs the same visits under each variation; the cheapest comes first. */
export function whatIf(
  base: Scenario,
  variations: readonly Variation[],
  options: SimulationOptions = {},
): ChangeEffect[] {
  const before = costOf(base, options).monthly;
  return variations
    .map(({ change, scenario }) => {
      const { monthly, refusedShare } = costOf(scenario, options);
      return { change, monthly, difference: monthly - before, refusedShare };
    })
    .sort((a, b) => a.difference - b.difference || (a.change < b.change ? -1 : 1));
}

function costOf({ hubs, pools, hourly }: Scenario, options: SimulationOptions) {
  const forecast = simulateCluster(hubs, pools, options);
  return { monthly: nodesCost(forecast, hourly), refusedShare: worstRefusal(forecast) };
}

/** Expected cost of the nodes of a forecast. */
function nodesCost(forecast: ClusterForecast, hourly: Scenario['hourly']): MicroUsd {
  return forecast.pools.reduce((sum, { pool, nodeHours }) => sum + times(hourly[pool] ?? 0, nodeHours.mean), 0);
}

function worstRefusal({ pools }: ClusterForecast): number {
  return Math.max(0, ...pools.map(({ refusedShare }) => refusedShare));
}
