import { type CostRange, cents, type MicroUsd } from '@hubfleet/policies';
import { z } from 'zod';
import type { ClusterCost, CostReport } from './cost-report.ts';

const amount = z.number();
const range = z.object({ floor: amount, expected: amount, ceiling: amount });
const part = z.object({ name: z.string(), monthly: range });

/** An estimate as it is saved and compared: US dollars with two decimals. Unknown keys of later versions are left out. */
export const costDocument = z.object({
  version: z.literal(1),
  currency: z.literal('USD'),
  today: z.string(),
  monthly: range,
  clusters: z.array(
    z.object({
      name: z.string(),
      where: z.string(),
      budgetUsd: amount.nullable(),
      monthly: range.extend({ expectedLow: amount, expectedHigh: amount }),
      groups: z.array(part),
      pools: z.array(part.extend({ nodes: z.string() })),
      stacks: z.array(part),
      hubs: z.array(z.object({ name: z.string(), own: amount, nodes: amount })),
      unpriced: z.array(z.object({ stack: z.string(), address: z.string(), name: z.string(), reason: z.string() })),
      approximate: z.array(z.string()),
      notes: z.array(z.string()),
    }),
  ),
});

export type CostDocument = z.output<typeof costDocument>;
type DocumentedCluster = CostDocument['clusters'][number];

/** Turns an estimate into the document that is saved. */
export function toDocument({ today, clusters }: CostReport): CostDocument {
  const documented = clusters.map(toCluster);
  const total = (key: keyof CostRange) => inUsd(clusters.reduce((sum, { monthly }) => sum + monthly[key], 0));
  return {
    version: 1,
    currency: 'USD',
    today,
    monthly: { floor: total('floor'), expected: total('expected'), ceiling: total('ceiling') },
    clusters: documented,
  };
}

function toCluster(cluster: ClusterCost): DocumentedCluster {
  const { name, where, budget, monthly, groups, pools, stacks, hubs, unpriced, approximate, notes } = cluster;
  return {
    name,
    where,
    budgetUsd: budget === undefined ? null : inUsd(budget),
    monthly: {
      ...toRange(monthly),
      expectedLow: inUsd(monthly.expectedLow),
      expectedHigh: inUsd(monthly.expectedHigh),
    },
    groups: groups.map(toPart),
    pools: pools.map((pool) => ({ ...toPart(pool), nodes: pool.nodes })),
    stacks: stacks.map(toPart),
    hubs: hubs.map((hub) => ({ name: hub.name, own: inUsd(hub.own), nodes: inUsd(hub.nodes) })),
    unpriced: [...unpriced],
    approximate: [...approximate],
    notes: [...notes],
  };
}

function toPart({ name, monthly }: { readonly name: string; readonly monthly: CostRange }) {
  return { name, monthly: toRange(monthly) };
}

function toRange({ floor, expected, ceiling }: CostRange) {
  return { floor: inUsd(floor), expected: inUsd(expected), ceiling: inUsd(ceiling) };
}

function inUsd(sum: MicroUsd): number {
  return cents(sum) / 100;
}
