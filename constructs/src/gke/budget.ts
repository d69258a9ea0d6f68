import { BillingBudget } from '@cdktf/provider-google/lib/billing-budget';
import { MonitoringNotificationChannel } from '@cdktf/provider-google/lib/monitoring-notification-channel';
import { Construct } from 'constructs';
import type { BudgetOptions } from '../budget';

/** A monthly budget of one project, with mails as it fills. */
export class GkeBudget extends Construct {
  constructor(scope: Construct, id: string, billingAccount: string, project: string, options: BudgetOptions) {
    super(scope, id);
    const {
      budgetName,
      monthlyUsd,
      recipients,
      thresholdsPercent = [50, 80, 100, 120],
      forecastPercent = [100],
    } = options;
    const channels = recipients.map(
      (recipient) =>
        new MonitoringNotificationChannel(this, `Recipient-${recipient}`, {
          project,
          displayName: `${budgetName}: ${recipient}`,
          type: 'email',
          labels: { email_address: recipient },
        }),
    );
    new BillingBudget(this, 'Resource', {
      billingAccount,
      displayName: budgetName,
      budgetFilter: { projects: [`projects/${project}`], calendarPeriod: 'MONTH' },
      amount: { specifiedAmount: { currencyCode: 'USD', units: String(monthlyUsd) } },
      thresholdRules: [
        ...thresholdsPercent.map((percent) => ({ thresholdPercent: percent / 100 })),
        ...forecastPercent.map((percent) => ({ thresholdPercent: percent / 100, spendBasis: 'FORECASTED_SPEND' })),
      ],
      allUpdatesRule: {
        monitoringNotificationChannels: channels.map((channel) => channel.id),
        disableDefaultIamRecipients: true,
      },
    });
  }
}
