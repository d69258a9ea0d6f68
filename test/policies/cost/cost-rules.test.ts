import { check, readSynthesized, rules } from '@hubfleet/policies';
import { describe, expect, test } from 'vitest';

type Blocks = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** What a rule says of some stacks. */
function judge(id: string, stacks: Readonly<Record<string, Blocks>>): string[] {
  const resources = Object.entries(stacks).flatMap(([stack, resource]) => readSynthesized({ resource }, { stack }));
  const own = rules.filter((rule) => rule.id === id);
  return check(resources, { stage: 'synth', today: '2026-11-22', rules: own }).findings.map(({ message }) => message);
}

const cluster = { aws_eks_cluster: { main: { version: '1.36', upgrade_policy: { support_type: 'STANDARD' } } } };
const budget = (amount: unknown) => ({ aws_budgets_budget: { main: { limit_amount: amount, limit_unit: 'USD' } } });

describe('cost/budget-floor', () => {
  test.each([
    ['73', []],
    ['72.99', ['the cluster costs $73.00 a month with nobody logged in, the budget is $72.99']],
    ['${var.limit}', ['limit_amount cannot be checked: it is ${var.limit}, which is known only when Terraform runs']],
  ])('compares a budget of %s with a control plane of $73', (amount, messages) => {
    expect(judge('cost/budget-floor', { atlas: { ...cluster, ...budget(amount) } })).toEqual(messages);
  });

  test('counts storage and support services of the cluster, and no other cluster', () => {
    const homes = { aws_ebs_volume: { homes: { size: 1000, type: 'gp3' } } };
    const stacks = { atlas: { ...cluster, ...budget('100') }, 'atlas-data': homes };
    expect(judge('cost/budget-floor', stacks)).toEqual([
      'the cluster costs $153.00 a month with nobody logged in, the budget is $100.00',
    ]);
    expect(judge('cost/budget-floor', { atlas: { ...cluster, ...budget('100') }, 'atlas-west-data': homes })).toEqual(
      [],
    );
  });
});

describe('cost/budget-ceiling', () => {
  const users = (max: number) => ({
    aws_eks_node_group: {
      users: { instance_types: ['r5.xlarge'], disk_size: 20, scaling_config: { min_size: 0, max_size: max } },
    },
  });

  // 80 nodes cost 80 × 185.56 = 14,844.80, with the control plane 14,917.80 a month: two days cost 980.90.
  test.each([
    ['981', []],
    [
      '980',
      ['all pools at their most cost $14,917.80 a month: they use up the budget of $980.00 in 1.9 days, less than 2'],
    ],
  ])('asks that a budget of %s lasts a weekend', (amount, messages) => {
    expect(judge('cost/budget-ceiling', { atlas: { ...cluster, ...users(80), ...budget(amount) } })).toEqual(messages);
  });
});

describe('a budget of a cluster with a part that has no price', () => {
  const odd = {
    aws_eks_node_group: { odd: { instance_types: ['x99.large'], scaling_config: { min_size: 0, max_size: 1 } } },
  };
  const stacks = (amount: string) => ({ atlas: { ...cluster, ...odd, ...budget(amount) } });
  const UNSEEN = 'the budget cannot be compared: 1 thing has no price: 0 to 1 × x99.large, on demand';

  test('is never passed in silence', () => {
    expect(judge('cost/budget-floor', stacks('100'))).toEqual([UNSEEN]);
    expect(judge('cost/budget-ceiling', stacks('100'))).toEqual([UNSEEN]);
  });

  test('is not compared where the cluster is made elsewhere', () => {
    expect(judge('cost/budget-floor', { 'atlas-data': { ...odd, ...budget('1') } })).toEqual([]);
    expect(judge('cost/budget-ceiling', { 'atlas-data': { ...odd, ...budget('1') } })).toEqual([]);
  });

  test('fails when what is known exceeds it', () => {
    expect(judge('cost/budget-floor', stacks('72'))).toEqual([
      'the cluster costs $73.00 a month with nobody logged in, the budget is $72.00',
    ]);
    expect(judge('cost/budget-ceiling', stacks('2'))).toEqual([
      'all pools at their most cost $74.60 a month: they use up the budget of $2.00 in 0.8 days, less than 2; 1 thing has no price: 0 to 1 × x99.large, on demand',
    ]);
  });
});

describe('cost/budget-thresholds', () => {
  const google = (...percents: number[]) => ({
    google_billing_budget: {
      main: { threshold_rules: percents.map((percent) => ({ threshold_percent: percent / 100 })) },
    },
  });
  const aws = (...percents: number[]) => ({
    aws_budgets_budget: {
      main: {
        notification: percents.map((threshold) => ({
          threshold,
          threshold_type: 'PERCENTAGE',
          notification_type: 'ACTUAL',
        })),
      },
    },
  });

  test.each([
    [[50, 80, 100, 120], []],
    [[99, 100], []],
    [[80, 80, 100], ['thresholds are 80, 80, 100 %, each must be above the one before']],
    [[100, 120], ['thresholds are 100, 120 %, none is below 100 %: the first alarm comes when the budget is used up']],
    [[50, 99], ['thresholds are 50, 99 %, none is at 100 % or above: nobody hears that the budget is used up']],
  ])('judges %j alike on both clouds', (percents, messages) => {
    expect(judge('cost/budget-thresholds', { s: google(...percents) })).toEqual(messages);
    expect(judge('cost/budget-thresholds', { s: aws(...percents) })).toEqual(messages);
  });

  test('judges the order of a list on Google Cloud, but not of a set on AWS', () => {
    expect(judge('cost/budget-thresholds', { s: google(80, 50, 100) })).toEqual([
      'thresholds are 80, 50, 100 %, each must be above the one before',
    ]);
    expect(judge('cost/budget-thresholds', { s: aws(80, 50, 100) })).toEqual([]);
  });
});

describe('cost/storage-minimum', () => {
  const filestore = (tier: string, capacity: number) => ({
    google_filestore_instance: { homes: { tier, file_shares: { name: 'homes', capacity_gb: capacity } } },
  });

  test.each([
    ['BASIC_HDD', 1024, []],
    ['BASIC_HDD', 1023, ['file_shares.capacity_gb is 1023, but tier BASIC_HDD bills at least 1024 GiB']],
    ['BASIC_SSD', 2560, []],
    ['BASIC_SSD', 2559, ['file_shares.capacity_gb is 2559, but tier BASIC_SSD bills at least 2560 GiB']],
  ])('%s with %i GiB', (tier, capacity, messages) => {
    expect(judge('cost/storage-minimum', { s: filestore(tier, capacity) })).toEqual(messages);
  });

  test('warns of throughput that is paid for day and night', () => {
    expect(
      judge('cost/storage-minimum', { s: { aws_efs_file_system: { homes: { throughput_mode: 'elastic' } } } }),
    ).toEqual([]);
    expect(
      judge('cost/storage-minimum', { s: { aws_efs_file_system: { homes: { throughput_mode: 'provisioned' } } } }),
    ).toEqual(['throughput_mode is provisioned, which costs $6.00 a month for each MiB/s, used or not']);
  });
});

describe('cost/cross-zone-traffic', () => {
  const group = (subnets: string[], more: object = {}) => ({
    aws_eks_node_group: { users: { subnet_ids: subnets, labels: { 'hub.jupyter.org/node-purpose': 'user' }, ...more } },
  });
  const TWO =
    'user nodes run in 2 zones: homes and packages cross between them at $0.01 a GB, and disks of one zone do not attach in another';

  test.each([
    ['one zone passes', ['subnet-a'], {}, []],
    ['two zones fail', ['subnet-a', 'subnet-b'], {}, [TWO]],
    ['core pools may be spread', ['subnet-a', 'subnet-b'], { labels: { 'hub.jupyter.org/node-purpose': 'core' } }, []],
    ['pools with GPUs may be spread', ['subnet-a', 'subnet-b'], { instance_types: ['g4dn.xlarge'] }, []],
  ])('%s', (_, subnets, more, messages) => {
    expect(judge('cost/cross-zone-traffic', { s: group(subnets, more) })).toEqual(messages);
  });
});

describe('cost/stranded-capacity', () => {
  const nodes = {
    aws_eks_node_group: {
      small: { node_group_name: 'small', instance_types: ['r5.xlarge'], labels: { 'hubfleet.dev/pool': 'small' } },
    },
  };
  const hub = (memory: string, cpu = 0.1, selector: object = { 'hubfleet.dev/pool': 'small' }) => ({
    helm_release: {
      hub: {
        chart: 'jupyterhub',
        values: [
          JSON.stringify({
            singleuser: {
              profileList: [
                {
                  slug: 'm',
                  kubespawner_override: { mem_guarantee: memory, cpu_guarantee: cpu, node_selector: selector },
                },
              ],
            },
          }),
        ],
      },
    },
  });

  // An r5.xlarge leaves about 29.6 GiB and 3.725 CPUs for servers.
  test.each([
    ['a profile of a quarter node passes', '7.2G', 0.1, []],
    ['a profile of four fifths passes', '24G', 0.1, []],
    [
      'a profile of less strands more than a fifth',
      '23G',
      0.1,
      ['profile m leaves 22 % of the memory of a r5.xlarge empty: 1 fit on a node of pool small'],
    ],
    [
      'CPUs that run out first are named',
      '3.6G',
      1.5,
      [
        'profile m leaves 76 % of the memory of a r5.xlarge empty: 2 fit on a node of pool small, because CPUs run out first',
      ],
    ],
    [
      'a profile that fits no node is refused',
      '30G',
      0.1,
      ['profile m asks for more than a r5.xlarge of pool small has: its servers never start'],
    ],
  ])('%s', (_, memory, cpu, messages) => {
    expect(judge('cost/stranded-capacity', { atlas: nodes, 'atlas-research': hub(memory, cpu) })).toEqual(messages);
  });

  test('finds nodes by their machine type, and looks at no other cluster', () => {
    const byType = hub('20G', 0.1, { 'node.kubernetes.io/instance-type': 'r5.xlarge' });
    expect(judge('cost/stranded-capacity', { atlas: nodes, 'atlas-research': byType })).toHaveLength(1);
    expect(judge('cost/stranded-capacity', { boreas: nodes, 'atlas-research': byType })).toEqual([]);
  });
});
