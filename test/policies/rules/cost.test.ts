import { describe, expect, test } from 'vitest';
import { judged } from './support.ts';

const hidden = 'is ${var.x}, which is known only when Terraform runs';

describe('cost/node-pool-ceiling', () => {
  const pool = (autoscaling: object | undefined, rest: object = {}) => ({
    location: 'europe-west1',
    ...(autoscaling && { autoscaling }),
    ...rest,
  });
  test.each([
    { when: 'the total is at the limit', body: pool({ total_max_node_count: 100 }), found: [] },
    {
      when: 'the total is above',
      body: pool({ total_max_node_count: 101 }),
      found: ['fail: autoscaling.total_max_node_count lets the pool grow to 101 nodes, the limit is 100'],
    },
    {
      when: 'a region multiplies the count',
      body: pool({ max_node_count: 34 }),
      found: [
        'fail: autoscaling.max_node_count lets the pool grow to 102 nodes (34 in each of 3 zones), the limit is 100',
      ],
    },
    { when: 'a region stays below', body: pool({ max_node_count: 33 }), found: [] },
    { when: 'it is in one zone', body: pool({ max_node_count: 100 }, { location: 'europe-west1-b' }), found: [] },
    { when: 'it lists two zones', body: pool({ max_node_count: 50 }, { node_locations: ['a', 'b'] }), found: [] },
    { when: 'it does not scale', body: pool(undefined, { node_count: 3 }), found: [] },
    {
      when: 'nothing bounds it',
      body: pool({ min_node_count: 0 }),
      found: ['fail: autoscaling sets no max_node_count: the pool has no upper bound'],
    },
    {
      when: 'it is a variable',
      body: pool({ max_node_count: '${var.x}' }),
      found: [`unknown: autoscaling.max_node_count cannot be checked: it ${hidden}`],
    },
    {
      when: 'the zones are a variable',
      body: pool({ max_node_count: 1 }, { location: '${var.x}' }),
      found: ['unknown: node_locations cannot be checked, and autoscaling.max_node_count counts per zone'],
    },
  ])('on GKE, when $when', ({ body, found }) => {
    expect(judged('cost/node-pool-ceiling', 'google_container_node_pool', body)).toEqual(found);
  });

  test.each([
    { max: 100, found: [] },
    { max: 101, found: ['fail: scaling_config.max_size lets the pool grow to 101 nodes, the limit is 100'] },
    { max: null, found: ['fail: scaling_config.max_size is unset: the pool has no upper bound'] },
  ])('on EKS with $max nodes', ({ max, found }) => {
    expect(judged('cost/node-pool-ceiling', 'aws_eks_node_group', { scaling_config: { max_size: max } })).toEqual(
      found,
    );
  });
});

describe('cost/user-pool-scales-to-zero', () => {
  const group = (purpose: string, min: unknown) => ({
    labels: { 'hub.jupyter.org/node-purpose': purpose },
    scaling_config: { min_size: min },
  });
  const awake = 'so nodes for users run when nobody is logged in';
  test.each([
    { when: 'users start from zero', body: group('user', 0), found: [] },
    { when: 'users start from one', body: group('user', 1), found: [`fail: scaling_config.min_size is 1, ${awake}`] },
    { when: 'it is for the core', body: group('core', 1), found: [] },
    {
      when: 'workers start from one',
      body: { labels: { 'k8s.dask.org/node-purpose': 'worker' }, scaling_config: { min_size: 1 } },
      found: [`fail: scaling_config.min_size is 1, ${awake}`],
    },
    {
      when: 'the labels are a variable',
      body: { labels: '${var.x}' },
      found: [`unknown: labels cannot be checked: it ${hidden}`],
    },
  ])('when $when', ({ body, found }) => {
    expect(judged('cost/user-pool-scales-to-zero', 'aws_eks_node_group', body)).toEqual(found);
  });
});

describe('cost/log-retention', () => {
  test.each([
    { days: undefined, found: ['fail: retention_in_days is not set, so events are kept and paid for without end'] },
    { days: 0, found: ['fail: retention_in_days is 0, so events are kept and paid for without end'] },
    { days: 400, found: [] },
    { days: 731, found: ['fail: retention_in_days is 731, the limit is 400'] },
  ])('with $days days', ({ days, found }) => {
    expect(judged('cost/log-retention', 'aws_cloudwatch_log_group', { retention_in_days: days })).toEqual(found);
  });

  test.each([
    { group: '/aws/eks/main/cluster', found: [] },
    {
      group: '/aws/eks/other/cluster',
      found: [
        'fail: enabled_cluster_log_types is set, but no log group /aws/eks/main/cluster says how long events are kept',
      ],
    },
  ])('of a control plane beside $group', ({ group, found }) => {
    const rest = { resource: { aws_cloudwatch_log_group: { g: { name: group } } } };
    expect(
      judged('cost/log-retention', 'aws_eks_cluster', { name: 'main', enabled_cluster_log_types: ['audit'] }, rest),
    ).toEqual(found);
  });
});

describe('cost/eks-extended-support', () => {
  const standard = { upgrade_policy: { support_type: 'STANDARD' } };
  test.each([
    { version: '1.34', found: [] },
    {
      version: '1.33',
      found: ['fail: version "1.33" left standard support on 2026-07-29, the control plane costs six times as much'],
    },
    { version: '1.20', found: ['fail: version "1.20" has left all support'] },
    { version: '1.99', found: ['unknown: version "1.99" is not in the table of support dates of 2026-02-15'] },
  ])('of version $version', ({ version, found }) => {
    expect(judged('cost/eks-extended-support', 'aws_eks_cluster', { version, ...standard })).toEqual(found);
  });

  test('without an upgrade policy', () => {
    expect(judged('cost/eks-extended-support', 'aws_eks_cluster', { version: '1.35' })).toEqual([
      'fail: upgrade_policy.support_type is not set and defaults to EXTENDED: after standard support the control plane costs $0.60 instead of $0.10 per hour',
    ]);
  });
});

describe('cost/budget-recipients', () => {
  const notification = [{ subscriber_email_addresses: ['ops@example.org'] }];
  test.each([
    { when: 'all is there', body: { limit_amount: '10', notification }, found: [] },
    {
      when: 'the amount is zero',
      body: { limit_amount: '0', notification },
      found: ['fail: the amount is "0", it must be above zero'],
    },
    {
      when: 'there is no notification',
      body: { limit_amount: '10' },
      found: ['fail: there is no notification, so nobody hears of the budget'],
    },
    {
      when: 'one threshold has no recipient',
      body: { limit_amount: '10', notification: [...notification, { subscriber_email_addresses: [] }] },
      found: ['fail: notification[1].subscriber_email_addresses is empty, so nobody hears of this threshold'],
    },
  ])('on AWS, when $when', ({ body, found }) => {
    expect(judged('cost/budget-recipients', 'aws_budgets_budget', body)).toEqual(found);
  });

  const amount = { specified_amount: { units: '2000' } };
  test.each([
    {
      when: 'the billing administrators hear',
      body: { amount, threshold_rules: [{ threshold_percent: 0.8 }] },
      found: [],
    },
    {
      when: 'there is no threshold',
      body: { amount },
      found: ['fail: there are no threshold_rules, so nobody hears of the budget'],
    },
    {
      when: 'nobody is named',
      body: { amount, threshold_rules: [{}], all_updates_rule: { disable_default_iam_recipients: true } },
      found: ['fail: the mail to billing administrators is off and all_updates_rule names nobody else'],
    },
  ])('on Google Cloud, when $when', ({ body, found }) => {
    expect(judged('cost/budget-recipients', 'google_billing_budget', body)).toEqual(found);
  });
});
