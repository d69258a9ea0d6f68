import { EKS_SUPPORT_READ, eksSupport } from '../../eks-versions';
import type { Resource } from '../../resource';
import type { Rule, RuleContext } from '../../rule';
import { all, fail, judge, pass, see, show, unknown, type Verdict } from '../../verdict';
import { dayNumber } from '../../waiver';

const TYPE = 'upgrade_policy.support_type';

function judgeVersion(cluster: Resource, { today, limits }: RuleContext): Verdict {
  const version = see(cluster.get('version'));
  if (!version.seen) return unknown(`version cannot be checked: it ${version.reason}`, 'version');
  // Without a version EKS takes the newest it offers by default.
  if (version.value === undefined) return pass;
  const support = eksSupport(String(version.value));
  if (support === undefined)
    return unknown(
      `version ${show(version.value)} is not in the table of support dates of ${EKS_SUPPORT_READ}`,
      'version',
    );
  if (support === 'ended') return fail(`version ${show(version.value)} has left all support`, 'version');
  const left = (dayNumber(support.standard) ?? 0) - (dayNumber(today) ?? 0);
  if (left >= limits.eksSupportLeadDays) return pass;
  return left < 0
    ? fail(
        `version ${show(version.value)} left standard support on ${support.standard}, the control plane costs six times as much`,
        'version',
      )
    : fail(`version ${show(version.value)} leaves standard support on ${support.standard}, in ${left} days`, 'version');
}

function judgePolicy(cluster: Resource): Verdict {
  return judge(cluster.get(TYPE), TYPE, (value, isDefault) =>
    value === 'STANDARD'
      ? undefined
      : `${TYPE} is ${isDefault ? 'not set and defaults to EXTENDED' : show(value)}: after standard support the control plane costs $0.60 instead of $0.10 per hour`,
  );
}

/** A cluster does not slide into extended support. */
export const eksExtendedSupport: Rule = {
  id: 'cost/eks-extended-support',
  title: 'An EKS cluster stays in standard support',
  why: 'EKS keeps a version for 14 months and then bills six times the fee, by itself. With STANDARD it upgrades the control plane instead.',
  severity: 'high',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy:
    'Raise kubernetesVersion in cluster.yaml one minor version at a time. In Terraform raise version and set upgrade_policy { support_type = "STANDARD" }.',
  references: [
    { source: 'checkov', id: 'CKV_AWS_339' },
    {
      source: 'EKS user guide',
      id: 'version lifecycle',
      url: 'https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html',
    },
  ],
  examples: {
    pass: {
      terraform: {
        resource: { aws_eks_cluster: { main: { version: '1.36', upgrade_policy: { support_type: 'STANDARD' } } } },
      },
    },
    fail: { terraform: { resource: { aws_eks_cluster: { main: { version: '1.31' } } } } },
  },
  checks: { aws_eks_cluster: (cluster, context) => all(judgePolicy(cluster), judgeVersion(cluster, context)) },
};
