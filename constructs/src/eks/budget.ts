import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget';
import { Construct } from 'constructs';
import type { BudgetOptions } from '../budget';

/** A monthly budget of the account, with mails as it fills. */
export class EksBudget extends Construct {
  constructor(scope: Construct, id: string, options: BudgetOptions) {
    super(scope, id);
    const {
      budgetName,
      monthlyUsd,
      recipients,
      thresholdsPercent = [50, 80, 100, 120],
      forecastPercent = [100],
    } = options;
    new BudgetsBudget(this, 'Resource', {
      name: budgetName,
      budgetType: 'COST',
      limitAmount: String(monthlyUsd),
      limitUnit: 'USD',
      timeUnit: 'MONTHLY',
      notification: [
        ...thresholdsPercent.map((threshold) => notification(threshold, 'ACTUAL', recipients)),
        ...forecastPercent.map((threshold) => notification(threshold, 'FORECASTED', recipients)),
      ],
    });
  }
}

function notification(threshold: number, notificationType: string, subscriberEmailAddresses: string[]) {
  return {
    comparisonOperator: 'GREATER_THAN',
    threshold,
    thresholdType: 'PERCENTAGE',
    notificationType,
    subscriberEmailAddresses,
  };
}
