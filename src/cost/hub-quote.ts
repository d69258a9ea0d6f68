import { type MicroUsd, times } from '@hubfleet/policies';
import type { ClusterCost } from './cost-report.ts';

/** What a hub would cost its community in a month, as expected. */
export interface HubQuote {
  readonly cluster: string;
  readonly hub: string;
  /** Resources that are the hub's alone. */
  readonly own: MicroUsd;
  /** Its share of user and dask nodes, by the memory its servers ask for. */
  readonly nodes: MicroUsd;
  /** Its share of what runs for all hubs of the cluster, in the same proportion as the nodes. */
  readonly shared: MicroUsd;
  readonly total: MicroUsd;
  /** The same when use is as in the lowest and highest tenth of the simulated months. */
  readonly low: MicroUsd;
  readonly high: MicroUsd;
  readonly profiles: ClusterCost['hubs'][number]['profiles'];
  readonly unpriced: number;
  readonly notes: readonly string[];
}

/** Splits the expected cost of a cluster; the quotes of all hubs add up to it. Hubs without any use share evenly. */
export function hubQuote(cluster: ClusterCost, name: string): HubQuote | undefined {
  const { hubs, monthly, unpriced, notes } = cluster;
  const hub = hubs.find((each) => each.name === name);
  if (!hub) return undefined;
  const used = hubs.reduce((sum, { nodes }) => sum + nodes, 0);
  const ofHubs = hubs.reduce((sum, { own, nodes }) => sum + own + nodes, 0);
  const share = used > 0 ? hub.nodes / used : 1 / hubs.length;
  const shared = times(monthly.expected - ofHubs, share);
  const total = hub.own + hub.nodes + shared;
  return {
    cluster: cluster.name,
    hub: name,
    own: hub.own,
    nodes: hub.nodes,
    shared,
    total,
    low: total - times(monthly.expected - monthly.expectedLow, share),
    high: total + times(monthly.expectedHigh - monthly.expected, share),
    profiles: hub.profiles,
    unpriced: unpriced.length,
    notes,
  };
}
