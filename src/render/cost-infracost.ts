import {
  type CostComponent,
  type CostRange,
  decimalUsd,
  HOURS_PER_MONTH,
  type MicroUsd,
  type ResourceCost,
  usd,
} from '@hubfleet/policies';
import type { CostDocument } from '../cost/cost-document.ts';
import type { ClusterCost, CostReport } from '../cost/cost-report.ts';
import { renderJson } from './json.ts';

/** Which of the three cases goes into the figures that the format has room for. */
export type InfracostCase = keyof CostRange;

/**
 * An estimate in the shape of infracost's JSON output, version 0.2, so that policies written for it run on ours: one
 * project per cluster, money as decimal text. `monthlyCost` is what is expected; all three cases are in `metadata`. The
 * past is the estimate to compare with, of which only sums are known.
 */
export function renderCostInfracost(
  report: CostReport,
  timeGenerated: string,
  base?: CostDocument,
  which: InfracostCase = 'expected',
): string {
  const { clusters } = report;
  const total = clusters.reduce((sum, { monthly }) => sum + monthly[which], 0);
  const past = usd(base?.monthly[which] ?? 0);
  const usage = usageOfAll(clusters, which);
  return renderJson({
    version: '0.2',
    currency: 'USD',
    projects: clusters.map((cluster) => project(cluster, base, which)),
    ...totals('total', total),
    totalMonthlyUsageCost: decimalUsd(usage),
    ...totals('pastTotal', past),
    ...totals('diffTotal', total - past),
    // A saved estimate does not tell what part of it follows from use.
    ...(base === undefined && { pastTotalMonthlyUsageCost: '0', diffTotalMonthlyUsageCost: decimalUsd(usage) }),
    timeGenerated,
    summary: summaryOf(clusters),
  });
}

function totals(prefix: string, monthly: MicroUsd): Record<string, string> {
  return { [`${prefix}HourlyCost`]: hourly(monthly), [`${prefix}MonthlyCost`]: decimalUsd(monthly) };
}

function project(cluster: ClusterCost, base: CostDocument | undefined, which: InfracostCase) {
  const { name, where, monthly, resources, freeResources, budget } = cluster;
  const past = usd(base?.clusters.find((each) => each.name === name)?.monthly[which] ?? 0);
  return {
    name,
    metadata: {
      path: name,
      type: 'hubfleet',
      where,
      floor: decimalUsd(monthly.floor),
      expected: decimalUsd(monthly.expected),
      ceiling: decimalUsd(monthly.ceiling),
      ...(budget !== undefined && { budget: decimalUsd(budget) }),
    },
    pastBreakdown: { resources: [], freeResources: [], ...totals('total', past) },
    breakdown: {
      resources: resources.map((resource) => breakdown(resource, which)),
      freeResources: freeResources.map(({ address, type, stack }) => ({
        name: address,
        resourceType: type,
        tags: { stack },
        metadata: {},
        hourlyCost: '0',
        monthlyCost: '0',
      })),
      ...totals('total', monthly[which]),
    },
    diff: { resources: [], freeResources: [], ...totals('total', monthly[which] - past) },
    summary: summaryOf([cluster]),
  };
}

function breakdown({ address, type, stack, components, monthly }: ResourceCost, which: InfracostCase) {
  return {
    name: address,
    resourceType: type,
    tags: { stack },
    metadata: {
      floor: decimalUsd(monthly.floor),
      expected: decimalUsd(monthly.expected),
      ceiling: decimalUsd(monthly.ceiling),
    },
    hourlyCost: hourly(monthly[which]),
    monthlyCost: decimalUsd(monthly[which]),
    costComponents: components.map((component) => line(component, which)),
    subresources: [],
  };
}

function line({ name, price, quantity, monthly, usageBased, unpriced }: CostComponent, which: InfracostCase) {
  const units = quantity?.[which];
  return {
    name,
    unit: price?.unit ?? '',
    hourlyQuantity: units === undefined ? null : quantityText(units / HOURS_PER_MONTH),
    monthlyQuantity: units === undefined ? null : quantityText(units),
    price: price ? (price.rate / 1_000_000).toString() : '0',
    hourlyCost: unpriced === undefined ? hourly(monthly[which]) : null,
    monthlyCost: unpriced === undefined ? decimalUsd(monthly[which]) : null,
    usageBased,
    priceNotFound: unpriced !== undefined,
  };
}

function usageOfAll(clusters: readonly ClusterCost[], which: InfracostCase): MicroUsd {
  return clusters
    .flatMap(({ resources }) => resources)
    .flatMap(({ components }) => components)
    .filter(({ usageBased }) => usageBased)
    .reduce((sum, { monthly }) => sum + monthly[which], 0);
}

function summaryOf(clusters: readonly ClusterCost[]) {
  const priced = clusters.flatMap((cluster) => cluster.resources);
  const free = clusters.reduce((sum, { freeResources }) => sum + freeResources.length, 0);
  const isUnpriced = ({ components }: ResourceCost) => components.every(({ unpriced }) => unpriced !== undefined);
  const unsupported = priced.filter(isUnpriced).length;
  return {
    totalDetectedResources: priced.length + free,
    totalSupportedResources: priced.length - unsupported,
    totalUnsupportedResources: unsupported,
    totalUsageBasedResources: priced.filter(({ components }) => components.some(({ usageBased }) => usageBased)).length,
    totalNoPriceResources: free,
  };
}

function hourly(monthly: MicroUsd): string {
  return (monthly / 1_000_000 / HOURS_PER_MONTH).toFixed(6);
}

function quantityText(units: number): string {
  return String(Math.round(units * 1e6) / 1e6);
}
