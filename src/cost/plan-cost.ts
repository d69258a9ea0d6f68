import {
  creditsOf,
  leftAfter,
  type OpenCredit,
  type Places,
  type PriceBook,
  readPlaces,
  readPlan,
  readSynthesized,
  type Spread,
} from '@hubfleet/policies';
import { clusterCost } from './cluster-cost.ts';
import type { CostReport } from './cost-report.ts';
import type { UsageFile } from './usage-file.ts';
import { usedPrices } from './used-prices.ts';

/** Terraform JSON of any origin: a configuration or a plan. */
export interface TerraformDocument {
  readonly stack: string;
  readonly json: unknown;
}

export interface PlanCostSettings {
  readonly usage: UsageFile;
  readonly book: PriceBook;
  readonly today: string;
  /** Region for stacks whose provider does not tell one. */
  readonly region?: string | undefined;
}

/** What Terraform files cost that need not be ours: nothing is simulated, expected are the node-hours of the usage file. */
export function planCost(documents: readonly TerraformDocument[], settings: PlanCostSettings): CostReport {
  const { usage, book, today, region } = settings;
  const fallback: Places = region === undefined ? {} : { aws: region, google: region };
  const { clusters: _, ...assumed } = usage;
  let credits: readonly OpenCredit[] = book.credits;
  const clusters = documents.map(({ stack, json }) => {
    const resources = isPlan(json) ? readPlan(json, { stack }) : readSynthesized(json, { stack });
    const given = Object.entries(usage.nodeHours[stack] ?? {});
    const hours = Object.fromEntries(
      given.map(([pool, mean]): [string, Spread] => [pool, { low: mean, mean, high: mean }]),
    );
    const cost = clusterCost(
      {
        name: stack,
        where: isPlan(json) ? 'plan' : 'Terraform JSON',
        resources,
        places: { [stack]: { ...fallback, ...readPlaces(json) } },
        nodeHours: { [stack]: hours },
        forecasts: [],
        credits: creditsOf(stack, credits),
        assumptions: Object.fromEntries(Object.entries(assumed.assumptions).filter(([, value]) => value !== undefined)),
      },
      book,
      today,
    );
    credits = leftAfter(stack, credits, cost.credits);
    const notes =
      given.length > 0 ? [] : ['no usage is known: pools are expected at their least; give nodeHours in a usage file'];
    return { ...cost, hubs: [], changes: [], notes };
  });
  return { today, clusters, prices: usedPrices(clusters, today) };
}

function isPlan(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'format_version' in json;
}
