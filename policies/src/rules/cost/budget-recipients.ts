import type { Block, Resource } from '../../resource';
import type { Rule } from '../../rule';
import type { Value } from '../../value';
import { all, asBoolean, asNumber, fail, judge, pass, show, type Verdict, within } from '../../verdict';

function awsBudget(budget: Resource): Verdict {
  const notifications = budget.blocks('notification');
  return all(
    judge(budget.get('limit_amount'), 'limit_amount', amountProblem),
    notifications.length === 0 ? fail('there is no notification, so nobody hears of the budget', 'notification') : pass,
    ...notifications.map(recipients),
  );
}

function amountProblem(value: Parameters<typeof show>[0]): string | undefined {
  return (asNumber(value) ?? 0) > 0 ? undefined : `the amount is ${show(value)}, it must be above zero`;
}

function recipients(notification: Block): Verdict {
  const lists = ['subscriber_email_addresses', 'subscriber_sns_topic_arns'].map((path) => notification.get(path));
  if (lists.some(isFilled)) return pass;
  const attribute = within(notification, 'subscriber_email_addresses');
  const hidden = lists.find((value) => value.state === 'unknown');
  return hidden
    ? judge(hidden, attribute, () => undefined)
    : fail(`${attribute} is empty, so nobody hears of this threshold`, attribute);
}

function isFilled(value: Value): boolean {
  if (value.state === 'known')
    return value.sensitive === true || (Array.isArray(value.value) ? value.value.length > 0 : value.value !== null);
  return value.state === 'reference';
}

function googleBudget(budget: Resource): Verdict {
  const amount = budget.get('amount.specified_amount.units');
  const isRelative = budget.get('amount.last_period_amount').state !== 'default';
  const thresholds = budget.blocks('threshold_rules').length;
  return all(
    isRelative ? pass : judge(amount, 'amount.specified_amount.units', amountProblem),
    thresholds === 0 ? fail('there are no threshold_rules, so nobody hears of the budget', 'threshold_rules') : pass,
    googleRecipients(budget),
  );
}

/** Unless told otherwise Google writes to the billing administrators, who are rarely those who run the hubs. */
function googleRecipients(budget: Resource): Verdict {
  const lists = ['all_updates_rule.monitoring_notification_channels', 'all_updates_rule.pubsub_topic'];
  if (lists.some((path) => isFilled(budget.get(path)))) return pass;
  const disabled = budget.get('all_updates_rule.disable_default_iam_recipients');
  return judge(disabled, 'all_updates_rule.disable_default_iam_recipients', (value) =>
    asBoolean(value) === true
      ? 'the mail to billing administrators is off and all_updates_rule names nobody else'
      : undefined,
  );
}

/** A budget reaches somebody. */
export const budgetRecipients: Rule = {
  id: 'cost/budget-recipients',
  title: 'A budget has an amount, a threshold and somebody who hears of it',
  why: 'A budget stops nothing by itself. Its only use is the message, so one without recipients is a false comfort.',
  severity: 'high',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy:
    'Set budget: { monthlyUsd, recipients, thresholdsPercent } in cluster.yaml. In Terraform give every notification subscriber_email_addresses, or all_updates_rule monitoring_notification_channels.',
  references: [],
  examples: {
    pass: {
      terraform: {
        resource: {
          aws_budgets_budget: {
            cluster: {
              limit_amount: '2000',
              limit_unit: 'USD',
              notification: [
                { threshold: 80, threshold_type: 'PERCENTAGE', subscriber_email_addresses: ['ops@example.org'] },
              ],
            },
          },
        },
      },
    },
    fail: { terraform: { resource: { aws_budgets_budget: { cluster: { limit_amount: '2000', limit_unit: 'USD' } } } } },
  },
  checks: { aws_budgets_budget: awsBudget, google_billing_budget: googleBudget },
};
