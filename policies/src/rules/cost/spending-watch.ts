import type { Resource } from '../../resource';
import type { ResourceIndex } from '../../resource-index';
import type { RuleCheck } from '../../rule';
import type { Value } from '../../value';
import { fail, pass, unknown } from '../../verdict';
import { isGiven } from '../attribute-rule';
import { cloudRule } from '../cloud-rule';

const EKS = 'aws_eks_cluster';
const cluster = { [EKS]: { main: { name: 'main' } } };

/** Requires something of a type in any stack of the check; `decides` are the values by which it counts. */
function watched(
  types: readonly string[],
  decides: (found: Resource) => readonly Value[],
  counts: (value: Value) => boolean,
  missing: string,
): RuleCheck {
  const cache = new WeakMap<ResourceIndex, readonly Value[]>();
  return (_, { resources }) => {
    const values = cache.get(resources) ?? types.flatMap((type) => resources.ofType(type)).flatMap(decides);
    cache.set(resources, values);
    if (values.some(counts)) return pass;
    return values.some(({ state }) => state === 'unknown')
      ? unknown(`${missing}, as far as can be seen`)
      : fail(missing);
  };
}

const amounts = (budget: Resource) =>
  ['amount.specified_amount.units', 'amount.last_period_amount'].map((path) => budget.get(path));
const NO_BUDGET = 'no budget watches what the cluster costs';

/** Somebody hears when it gets dear. */
export const budgetExists = cloudRule(
  {
    id: 'cost/budget-exists',
    title: 'Every cluster has a budget',
    why: 'Clouds stop nothing by themselves; without a budget the first message is the bill.',
    severity: 'high',
    remedy:
      'Clusters of hubfleet have one, by budget in cluster.yaml. In Terraform add aws_budgets_budget or google_billing_budget.',
  },
  { pass: { ...cluster, aws_budgets_budget: { main: { limit_amount: '2000' } } }, fail: cluster },
  {
    [EKS]: watched(['aws_budgets_budget'], (budget) => [budget.get('limit_amount')], isGiven, NO_BUDGET),
    google_container_cluster: watched(['google_billing_budget'], amounts, isGiven, NO_BUDGET),
  },
);

const SUBSCRIPTION = 'aws_ce_anomaly_subscription';

/** Somebody hears when it jumps. */
export const anomalyMonitor = cloudRule(
  {
    id: 'cost/anomaly-monitor',
    title: 'Somebody hears when the costs of an AWS account jump',
    why: 'A budget speaks when half of it is gone; the detection of anomalies, which is free, after a day.',
    severity: 'medium',
    strict: true,
    remedy: `In Terraform add aws_ce_anomaly_monitor and ${SUBSCRIPTION} with a subscriber, once per account.`,
  },
  {
    pass: { ...cluster, [SUBSCRIPTION]: { all: { subscriber: [{ type: 'EMAIL', address: 'ops@example.org' }] } } },
    fail: cluster,
  },
  {
    [EKS]: watched(
      [SUBSCRIPTION],
      (found) => found.blocks('subscriber').map((block) => block.get('address')),
      isGiven,
      'nobody is told of jumps in the costs of the account',
    ),
  },
);

const TAG = 'aws_ce_cost_allocation_tag';

/** The bill names the hub. */
export const costAllocationTags = cloudRule(
  {
    id: 'cost/cost-allocation-tags',
    title: 'The bill of an AWS account is split by tags',
    why: 'Tags reach the bill only after they were activated, and not for the time before.',
    severity: 'low',
    strict: true,
    remedy: `In Terraform add ${TAG} { tag_key = "hubfleet:cluster", status = "Active" }, once per organization.`,
  },
  { pass: { ...cluster, [TAG]: { cluster: { tag_key: 'hubfleet:cluster', status: 'Active' } } }, fail: cluster },
  {
    [EKS]: watched(
      [TAG],
      (found) => [found.get('status')],
      (status) => status.state === 'known' && status.value === 'Active',
      'no tag is active for the split of costs',
    ),
  },
);
