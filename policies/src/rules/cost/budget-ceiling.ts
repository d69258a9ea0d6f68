import { budgetAmount, pricedCluster, unpricedText } from '../../cost/priced-cluster';
import { formatUsd, usd } from '../../prices/money';
import type { Resource } from '../../resource';
import type { Rule, RuleContext } from '../../rule';
import { fail, pass, unknown, type Verdict } from '../../verdict';

const DAYS_PER_MONTH = 730 / 24;
/** An alarm is read on a working day: a budget that a weekend can use up is no protection. */
const LEAST_DAYS = 2;

function judgeCeiling(budget: Resource, context: RuleContext): Verdict {
  const amount = budgetAmount(budget);
  if (typeof amount === 'object') return amount.hidden === '' ? pass : unknown(amount.hidden);
  const { monthly, unpriced } = pricedCluster(budget, context);
  const days = monthly.ceiling > 0 ? (usd(amount) / monthly.ceiling) * DAYS_PER_MONTH : Number.POSITIVE_INFINITY;
  if (days >= LEAST_DAYS) {
    return unpriced.length === 0 ? pass : unknown(`the budget cannot be compared: ${unpricedText(unpriced)}`);
  }
  const more = unpriced.length > 0 ? `; ${unpricedText(unpriced)}` : '';
  return fail(
    `all pools at their most cost ${formatUsd(monthly.ceiling)} a month: they use up the budget of ${formatUsd(usd(amount))} in ${(Math.floor(days * 10) / 10).toFixed(1)} days, less than ${LEAST_DAYS}${more}`,
  );
}

const cluster = (maxNodes: number) => ({
  resource: {
    aws_eks_cluster: { main: { version: '1.36', upgrade_policy: { support_type: 'STANDARD' } } },
    aws_eks_node_group: {
      users: { instance_types: ['r5.xlarge'], scaling_config: { min_size: 0, max_size: maxNodes } },
    },
    aws_budgets_budget: { main: { limit_amount: '1000', limit_unit: 'USD' } },
  },
});

/** A runaway cannot use up a month's budget before somebody reads the alarm. */
export const budgetCeiling: Rule = {
  id: 'cost/budget-ceiling',
  title: `All pools at their most do not use up the monthly budget in less than ${LEAST_DAYS} days`,
  why: 'Pools are bounded for the busiest hour, so a month at that bound costs more than any budget. What counts is the time to react: over a weekend nobody reads the alarm.',
  severity: 'medium',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy:
    'Lower maxNodes of the largest pools in cluster.yaml, or raise budget.monthlyUsd; hubfleet cost shows the ceiling of each pool. In Terraform lower max_size or total_max_node_count.',
  references: [],
  examples: { pass: { terraform: cluster(20) }, fail: { terraform: cluster(100) } },
  checks: { aws_budgets_budget: judgeCeiling, google_billing_budget: judgeCeiling },
};
