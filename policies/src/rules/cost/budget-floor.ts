import { budgetAmount, pricedCluster, unpricedText } from '../../cost/priced-cluster';
import { formatUsd, usd } from '../../prices/money';
import type { Resource } from '../../resource';
import type { Rule, RuleContext } from '../../rule';
import { fail, pass, unknown, type Verdict } from '../../verdict';

function judgeFloor(budget: Resource, context: RuleContext): Verdict {
  const amount = budgetAmount(budget);
  // A budget without an amount is the matter of cost/budget-recipients.
  if (typeof amount === 'object') return amount.hidden === '' ? pass : unknown(amount.hidden);
  const { monthly, unpriced } = pricedCluster(budget, context);
  if (monthly.floor <= usd(amount)) {
    return unpriced.length === 0 ? pass : unknown(`the budget cannot be compared: ${unpricedText(unpriced)}`);
  }
  return fail(
    `the cluster costs ${formatUsd(monthly.floor)} a month with nobody logged in, the budget is ${formatUsd(usd(amount))}`,
  );
}

const cluster = (price: string) => ({
  resource: {
    aws_eks_cluster: { main: { version: '1.36', upgrade_policy: { support_type: 'STANDARD' } } },
    aws_budgets_budget: { main: { limit_amount: price, limit_unit: 'USD' } },
  },
});

/** A budget is not used up by an empty cluster. */
export const budgetFloor: Rule = {
  id: 'cost/budget-floor',
  title: 'A cluster with nobody logged in costs less than its budget',
  why: 'What runs day and night is billed in full. When that alone exceeds the budget, its alarms say nothing about use.',
  severity: 'high',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy:
    'Raise budget.monthlyUsd in cluster.yaml, or lower minNodes and what else always runs; hubfleet cost names it. In Terraform change limit_amount or amount.specified_amount.',
  references: [],
  examples: { pass: { terraform: cluster('100') }, fail: { terraform: cluster('50') } },
  checks: { aws_budgets_budget: judgeFloor, google_billing_budget: judgeFloor },
};
