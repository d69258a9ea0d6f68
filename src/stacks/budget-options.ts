import type { BudgetOptions } from '@hubfleet/constructs';
import type { AccountCluster } from '../fleet/account-cluster.ts';

/** The budget of a cluster file in the words of the constructs. */
export function budgetOptions({ name, budget }: AccountCluster): BudgetOptions {
  const { monthlyUsd, recipients, thresholdsPercent, forecastPercent } = budget;
  return { budgetName: `hubfleet-${name}`, monthlyUsd, recipients, thresholdsPercent, forecastPercent };
}
