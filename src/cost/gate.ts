import { formatUsd } from '@hubfleet/policies';
import type { CostReport } from './cost-report.ts';

/** Which of the three sums may not exceed the budget. */
export type GateCase = 'floor' | 'expected' | 'ceiling';

/** Clusters that cost more than their budget, as sentences. */
export function overBudget({ clusters }: CostReport, gate: GateCase): string[] {
  return clusters.flatMap(({ name, budget, monthly, unpriced }) => {
    if (budget === undefined || monthly[gate] <= budget) return [];
    const more = unpriced.length > 0 ? `, and ${unpriced.length} things have no price` : '';
    const sum = formatUsd(monthly[gate]);
    return [
      `${name}: the ${gate} cost is ${sum} a month, the budget ${formatUsd(budget)}${more}; lower maxNodes or stop idle servers sooner, or raise budget.monthlyUsd`,
    ];
  });
}
