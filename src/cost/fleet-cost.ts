import {
  type Assumptions,
  creditsOf,
  leftAfter,
  type MicroUsd,
  type OpenCredit,
  type Places,
  type PoolForecast,
  type PriceBook,
  readPlaces,
  readSynthesized,
  type Spread,
  simulateCluster,
  times,
  usd,
  whatIf,
} from '@hubfleet/policies';
import { type AccountCluster, isInAccount } from '../fleet/account-cluster.ts';
import { choicePrices, poolRate } from '../fleet/choice-prices.ts';
import { cloudOf } from '../fleet/clouds/registry.ts';
import type { Cluster } from '../fleet/fleet.ts';
import { variationsOf } from './advice.ts';
import { clusterCost, type NodeHours } from './cluster-cost.ts';
import { type ClusterUse, clusterUse, storageAssumptions, usageOf } from './cluster-use.ts';
import type { ClusterCost, CostReport, HubCost, PoolCost } from './cost-report.ts';
import type { UsageFile } from './usage-file.ts';
import { usedPrices } from './used-prices.ts';

/** A stack's Terraform JSON and what it belongs to. */
export interface CostedStack {
  readonly name: string;
  readonly cluster: string;
  readonly hub?: string | undefined;
  readonly json: unknown;
}

export interface CostSettings {
  readonly usage: UsageFile;
  readonly book: PriceBook;
  /** The day of the estimate, `YYYY-MM-DD`. */
  readonly today: string;
  /** Also find out what other settings would cost. @default false */
  readonly withChanges?: boolean;
}

/** What the stacks of a fleet cost. */
export function fleetCost(
  clusters: readonly Cluster[],
  stacks: readonly CostedStack[],
  settings: CostSettings,
): CostReport {
  // Nobody knows what nodes cost that are in no account of a cloud.
  const named = clusters.filter(isInAccount).filter(({ name }) => stacks.some(({ cluster }) => cluster === name));
  let credits: readonly OpenCredit[] = settings.book.credits;
  const priced = named.map((cluster) => {
    const own = stacks.filter((stack) => stack.cluster === cluster.name);
    const cost = costOfCluster(cluster, own, settings, creditsOf(cluster.name, credits));
    credits = leftAfter(cluster.name, credits, cost.credits);
    return cost;
  });
  return { today: settings.today, clusters: priced, prices: usedPrices(priced, settings.today) };
}

function costOfCluster(
  cluster: AccountCluster,
  stacks: readonly CostedStack[],
  settings: CostSettings,
  credits: readonly OpenCredit[],
): ClusterCost {
  const { usage, book, today } = settings;
  const use = clusterUse(cluster, usage);
  const region = cloudOf(cluster).region(cluster);
  const forecasts = simulateCluster(use.hubs, use.pools, usage.simulation).pools;
  const cost = clusterCost(
    {
      name: cluster.name,
      where: `${cluster.provider} ${region}`,
      resources: stacks.flatMap(({ name, json }) => readSynthesized(json, { stack: name })),
      places: placesOf(stacks, cluster, region),
      nodeHours: nodeHoursOf(cluster, forecasts, usage),
      heldNodes: { [cluster.name]: use.heldNodes },
      forecasts,
      assumptions: assumptionsOf(cluster, usage),
      stackAssumptions: bucketsOf(cluster, usage),
      credits,
    },
    book,
    today,
  );
  const hourly = Object.fromEntries(
    Object.entries(cluster.pools).map(([name, pool]) => [name, poolRate(pool, cluster, region, book)]),
  );
  const scenario = { hubs: use.hubs, pools: use.pools, hourly: known(hourly) };
  const changes = settings.withChanges
    ? whatIf(scenario, variationsOf(cluster, scenario, region, book), {
        ...usage.simulation,
        runs: Math.min(4, usage.simulation.runs),
      })
    : [];
  return {
    ...cost,
    budget: usd(cluster.budget.monthlyUsd),
    hubs: cluster.hubs
      .filter(({ name }) => stacks.some(({ hub }) => hub === name))
      .map((hub) => hubCost(hub, cluster, cost, book)),
    notes: notesOf(use),
    changes,
  };
}

/** A stack in the cluster names no region where its provider needs none; it is that of the cluster. */
function placesOf(stacks: readonly CostedStack[], cluster: Cluster, region: string): Record<string, Places> {
  return Object.fromEntries(
    stacks.map(({ name, json }) => [name, { [cluster.provider]: region, ...readPlaces(json) }]),
  );
}

function nodeHoursOf(cluster: Cluster, forecasts: readonly PoolForecast[], usage: UsageFile): NodeHours {
  const given = Object.entries(usage.nodeHours[cluster.name] ?? {}).map(([pool, hours]): [string, Spread] => [
    pool,
    { low: hours, mean: hours, high: hours },
  ]);
  const simulated = forecasts.map(({ pool, nodeHours }): [string, Spread] => [pool, nodeHours]);
  return { [cluster.name]: Object.fromEntries([...simulated, ...given]) };
}

function assumptionsOf(cluster: Cluster, usage: UsageFile): Partial<Assumptions> {
  return defined({
    ...storageAssumptions(cluster, usage),
    ...usage.assumptions,
    ...usage.clusters[cluster.name]?.assumptions,
  });
}

function bucketsOf(cluster: Cluster, usage: UsageFile): Record<string, Partial<Assumptions>> {
  return Object.fromEntries(
    cluster.hubs.flatMap((hub) => {
      const { bucketGiB } = usageOf(hub, cluster, usage);
      return bucketGiB === undefined ? [] : [[`${cluster.name}-${hub.name}`, { bucketGiB }]];
    }),
  );
}

type Hourly = Readonly<Record<string, MicroUsd | undefined>>;

function hubCost(
  hub: Cluster['hubs'][number],
  cluster: Cluster,
  { stacks, pools }: Pick<ClusterCost, 'stacks' | 'pools'>,
  book: PriceBook,
): HubCost {
  const own = stacks.find(({ name }) => name === `${cluster.name}-${hub.name}`)?.monthly.expected ?? 0;
  return {
    name: hub.name,
    own,
    nodes: pools.reduce((sum, pool) => sum + shareOf(pool, hub.name), 0),
    profiles: choicePrices(hub, cluster, book),
  };
}

function shareOf({ monthly, forecast }: PoolCost, hub: string): MicroUsd {
  return times(monthly.expected, forecast?.hubShares[hub] ?? 0);
}

function notesOf({ assumed, unknownPools, ownDisks, heldNodes }: ClusterUse): string[] {
  const held = Object.entries(heldNodes).filter(([, nodes]) => nodes > 0);
  return [
    ...held.map(
      ([pool, nodes]) =>
        `placeholders keep ${nodes} ${nodes === 1 ? 'node' : 'nodes'} of pool ${pool} started when nobody is logged in`,
    ),
    ...(assumed.length > 0 ? [`the use of ${assumed.join(', ')} is assumed; tell it in a usage file`] : []),
    ...(ownDisks.length > 0
      ? [`disks of the users of ${ownDisks.join(', ')} are made by the hub and are in no sum`]
      : []),
    ...unknownPools.map((pool) => `pool ${pool} is not simulated: the size of its machine type is not known`),
  ];
}

function known(hourly: Hourly): Record<string, MicroUsd> {
  return defined(hourly) as Record<string, MicroUsd>;
}

function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
