import type { Resource } from '../../resource';
import type { Rule, RuleContext } from '../../rule';
import { asNumber, fail, judge, pass, see, type Verdict } from '../../verdict';

const RETENTION = 'retention_in_days';

function logGroup(group: Resource, { limits }: RuleContext): Verdict {
  return judge(group.get(RETENTION), RETENTION, (value, isDefault) => {
    const days = asNumber(value) ?? 0;
    if (days === 0)
      return `${RETENTION} is ${isDefault ? 'not set' : '0'}, so events are kept and paid for without end`;
    return days > limits.maxLogRetentionDays
      ? `${RETENTION} is ${days}, the limit is ${limits.maxLogRetentionDays}`
      : undefined;
  });
}

/** EKS makes the group for its own logs, without an end, unless it is declared. */
function controlPlane(cluster: Resource, { resources }: RuleContext): Verdict {
  const [name, types] = [see(cluster.get('name')), see(cluster.get('enabled_cluster_log_types'))];
  if (types.seen && (!Array.isArray(types.value) || types.value.length === 0)) return pass;
  const names = resources.ofType('aws_cloudwatch_log_group', cluster.stack).map((group) => see(group.get('name')));
  const isDeclared = names.some(
    (group) => !group.seen || !name.seen || group.value === `/aws/eks/${name.value}/cluster`,
  );
  if (isDeclared) return pass;
  const expected = name.seen ? `/aws/eks/${name.value}/cluster` : '/aws/eks/<name>/cluster';
  return fail(
    `enabled_cluster_log_types is set, but no log group ${expected} says how long events are kept`,
    'enabled_cluster_log_types',
  );
}

/** Logs end. */
export const logRetention: Rule = {
  id: 'cost/log-retention',
  title: 'Log groups keep their events for a limited time',
  why: 'CloudWatch keeps events for ever unless told otherwise; the bill grows each month, and so does what a leak would show.',
  severity: 'medium',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy:
    'Clusters made by hubfleet declare their log group with a retention. In Terraform set retention_in_days, and declare aws_cloudwatch_log_group "/aws/eks/<cluster>/cluster" beside the cluster.',
  references: [
    { source: 'checkov', id: 'CKV_AWS_66' },
    { source: 'checkov', id: 'CKV_AWS_338' },
  ],
  examples: {
    pass: {
      terraform: {
        resource: { aws_cloudwatch_log_group: { cluster: { name: '/aws/eks/main/cluster', retention_in_days: 90 } } },
      },
    },
    fail: { terraform: { resource: { aws_cloudwatch_log_group: { cluster: { name: '/aws/eks/main/cluster' } } } } },
  },
  checks: { aws_cloudwatch_log_group: logGroup, aws_eks_cluster: controlPlane },
};
