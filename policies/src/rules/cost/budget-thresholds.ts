import type { Block, Resource } from '../../resource';
import type { Rule } from '../../rule';
import { asNumber, fail, pass, see, unknown, type Verdict } from '../../verdict';

function awsThresholds(budget: Resource): Verdict {
  const blocks = budget.blocks('notification');
  const seen = blind(blocks, ['threshold', 'threshold_type', 'notification_type'], 'notification');
  if (seen) return seen;
  const actual = blocks.filter(
    (block) => text(block, 'threshold_type') === 'PERCENTAGE' && text(block, 'notification_type') !== 'FORECASTED',
  );
  // A set has no order: Terraform sorts its elements in plans.
  const ascending = actual.map((block) => asNumber(valueAt(block, 'threshold'))).sort((a = 0, b = 0) => a - b);
  return judge(ascending, 'notification');
}

function googleThresholds(budget: Resource): Verdict {
  const blocks = budget.blocks('threshold_rules');
  const seen = blind(blocks, ['threshold_percent', 'spend_basis'], 'threshold_rules');
  if (seen) return seen;
  const percents = blocks
    .filter((block) => text(block, 'spend_basis') !== 'FORECASTED_SPEND')
    .map((block) => asNumber(valueAt(block, 'threshold_percent')))
    .map((share) => (share === undefined ? undefined : Math.round(share * 1000) / 10));
  return judge(percents, 'threshold_rules');
}

/** A verdict when one of the values cannot be seen. */
function blind(blocks: readonly Block[], paths: readonly string[], attribute: string): Verdict | undefined {
  for (const block of blocks) {
    for (const path of paths) {
      const sight = see(block.get(path));
      if (!sight.seen) return unknown(`${path} cannot be checked: it ${sight.reason}`, attribute);
    }
  }
  return undefined;
}

function judge(percents: readonly (number | undefined)[], attribute: string): Verdict {
  const seen = percents.filter((percent) => percent !== undefined);
  if (seen.length === 0) return pass;
  const list = `${seen.join(', ')} %`;
  const falling = seen.some((percent, index) => index > 0 && percent <= (seen[index - 1] as number));
  if (falling) return fail(`thresholds are ${list}, each must be above the one before`, attribute);
  if (!seen.some((percent) => percent < 100)) {
    return fail(
      `thresholds are ${list}, none is below 100 %: the first alarm comes when the budget is used up`,
      attribute,
    );
  }
  return seen.some((percent) => percent >= 100)
    ? pass
    : fail(`thresholds are ${list}, none is at 100 % or above: nobody hears that the budget is used up`, attribute);
}

function valueAt(block: Block, path: string) {
  const sight = see(block.get(path));
  return sight.seen ? sight.value : undefined;
}

function text(block: Block, path: string): string | undefined {
  const value = valueAt(block, path);
  return typeof value === 'string' ? value : undefined;
}

const budget = (...percents: number[]) => ({
  resource: {
    google_billing_budget: {
      main: { threshold_rules: percents.map((percent) => ({ threshold_percent: percent / 100 })) },
    },
  },
});

/** Alarms come before the budget is used up, and when it is. */
export const budgetThresholds: Rule = {
  id: 'cost/budget-thresholds',
  title: 'Budget thresholds ascend, from below to 100 % or above',
  why: 'Google returns thresholds in order, so an unsorted list is a change in every plan. The first alarm must leave time to act.',
  severity: 'medium',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy:
    'Write budget.thresholdsPercent in cluster.yaml in ascending order, for example [50, 80, 100, 120]. In Terraform sort threshold_rules or notification.',
  references: [],
  examples: { pass: { terraform: budget(80, 100) }, fail: { terraform: budget(100, 80) } },
  checks: { aws_budgets_budget: awsThresholds, google_billing_budget: googleThresholds },
};
