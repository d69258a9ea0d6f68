import {
  type CostComponent,
  type CostRange,
  decimalUsd,
  HOURS_PER_MONTH,
  type MicroUsd,
  type ResourceCost,
} from '@hubfleet/policies';
import type { ClusterCost, CostReport } from '../cost/cost-report.ts';
import { renderJson } from './json.ts';

/** Which of the three cases goes into the figures that the format has room for. */
export type InfracostCase = keyof CostRange;

/**
 * An estimate in the shape of infracost's JSON output, version 0.2, so that policies written for it run on ours: one
 * project per cluster, money as decimal text. `monthlyCost` is what is expected; all three cases are in `metadata`.
 */
export function renderCostInfracost(
  report: CostReport,
  timeGenerated: string,
  which: InfracostCase = 'expected',
): string {
  const projects = report.clusters.map((cluster) => project(cluster, which));
  const total = report.clusters.reduce((sum, { monthly }) => sum + monthly[which], 0);
  const usage = report.clusters
    .flatMap(({ resources }) => resources)
    .reduce((sum, resource) => sum + usageOf(resource, which), 0);
  return renderJson({
    version: '0.2',
    currency: 'USD',
    projects,
    totalHourlyCost: hourly(total),
    totalMonthlyCost: decimalUsd(total),
    totalMonthlyUsageCost: decimalUsd(usage),
    timeGenerated,
    summary: summaryOf(report.clusters),
  });
}

function project(cluster: ClusterCost, which: InfracostCase) {
  const { name, where, monthly, resources, budget } = cluster;
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
    breakdown: {
      resources: resources.map((resource) => breakdown(resource, which)),
      totalHourlyCost: hourly(monthly[which]),
      totalMonthlyCost: decimalUsd(monthly[which]),
    },
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

function usageOf({ components }: ResourceCost, which: InfracostCase): MicroUsd {
  return components.filter(({ usageBased }) => usageBased).reduce((sum, { monthly }) => sum + monthly[which], 0);
}

function summaryOf(clusters: readonly ClusterCost[]) {
  const resources = clusters.flatMap((cluster) => cluster.resources);
  const isUnpriced = (resource: ResourceCost) => resource.components.every(({ unpriced }) => unpriced !== undefined);
  return {
    totalDetectedResources: resources.length,
    totalSupportedResources: resources.filter((resource) => !isUnpriced(resource)).length,
    totalUnsupportedResources: resources.filter(isUnpriced).length,
  };
}

function hourly(monthly: MicroUsd): string {
  return (monthly / 1_000_000 / HOURS_PER_MONTH).toFixed(6);
}

function quantityText(units: number): string {
  return String(Math.round(units * 1e6) / 1e6);
}
