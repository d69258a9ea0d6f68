import {
  check,
  fail,
  type Level,
  type PolicySettings,
  type Resource,
  type Rule,
  type RuleSet,
  readSynthesized,
  rules,
  unknown,
} from '@hubfleet/policies';
import { describe, expect, test } from 'vitest';

const today = '2026-11-22';
const rule = (overrides: Partial<Rule> = {}): Rule => ({
  id: 'security/example',
  title: 'Nothing is wrong',
  why: 'It matters.',
  severity: 'high',
  category: 'security',
  stages: ['synth'],
  remedy: 'Mend it.',
  references: [],
  examples: { pass: { terraform: {} }, fail: { terraform: {} } },
  checks: { aws_vpc: () => fail('it is wrong', 'cidr_block') },
  ...overrides,
});
const vpcs = (...names: string[]) =>
  readSynthesized({ resource: { aws_vpc: Object.fromEntries(names.map((name) => [name, {}])) } }, { stack: 's' });

describe('a finding', () => {
  test('says which rule found what where', () => {
    expect(check(vpcs('main'), { stage: 'synth', today, rules: [rule()] })).toEqual({
      findings: [
        {
          rule: 'security/example',
          severity: 'high',
          category: 'security',
          stack: 's',
          address: 'aws_vpc.main',
          attribute: 'cidr_block',
          message: 'it is wrong',
          remedy: 'Mend it.',
          verdict: 'fail',
          fingerprint: '2e302bb213ed84af',
          level: 'error',
        },
      ],
      waived: [],
      unusedWaivers: [],
      expiredWaivers: [],
      expiringWaivers: [],
      rulesRun: 1,
      resources: 1,
    });
  });

  test('is made of a rule that breaks, and is an error whatever the level', () => {
    const broken = rule({
      severity: 'low',
      checks: {
        aws_vpc: () => {
          throw new Error('no such thing');
        },
      },
    });
    const [finding] = check(vpcs('main'), { stage: 'synth', today, rules: [broken] }).findings;
    expect(finding).toMatchObject({ verdict: 'error', level: 'error', message: 'the rule broke: no such thing' });
  });

  test('is given once per attribute, a failure before what cannot be seen', () => {
    const twice = rule({
      checks: { aws_vpc: () => [...unknown('who knows', 'cidr_block'), ...fail('it is wrong', 'cidr_block')] },
    });
    const { findings } = check(vpcs('main'), { stage: 'synth', today, rules: [twice] });
    expect(findings.map(({ verdict }) => verdict)).toEqual(['fail']);
  });

  test('stands in the same order whatever the order of the resources', () => {
    const low = rule({ id: 'security/a', severity: 'low' });
    const run = (resources: Resource[]) => check(resources, { stage: 'synth', today, rules: [low, rule()] }).findings;
    const resources = vpcs('b', 'a');
    expect(run(resources).map((finding) => `${finding.severity} ${finding.address}`)).toEqual([
      'high aws_vpc.a',
      'high aws_vpc.b',
      'low aws_vpc.a',
      'low aws_vpc.b',
    ]);
    expect(run([...resources].reverse())).toEqual(run(resources));
  });
});

describe('the level of a finding', () => {
  test.each([
    { severity: 'critical', level: 'error' },
    { severity: 'high', level: 'error' },
    { severity: 'medium', level: 'warning' },
    { severity: 'low', level: 'warning' },
  ] as const)('follows from the severity: $severity is $level', ({ severity, level }) => {
    const { findings } = check(vpcs('main'), { stage: 'synth', today, rules: [rule({ severity })] });
    expect(findings.map((finding) => finding.level)).toEqual([level]);
  });

  test.each([
    {
      by: 'the rule',
      levels: { 'security/example': 'warning', strict: 'error', security: 'error' },
      level: ['warning'],
    },
    { by: 'the set', levels: { strict: 'warning', security: 'error' }, level: ['warning'] },
    { by: 'the strictest set', levels: { strict: 'off', cis: 'warning' }, level: ['warning'] },
    { by: 'the category', levels: { security: 'warning' }, level: ['warning'] },
    { by: 'the rule, which is off', levels: { 'security/example': 'off', security: 'error' }, level: [] },
  ] as { by: string; levels: Record<string, Level>; level: string[] }[])('is set by $by', ({ levels, level }) => {
    const catalogue = [rule({ sets: ['strict', 'cis'] })];
    const settings = { levels, sets: ['strict'] as const };
    const { findings } = check(vpcs('main'), { stage: 'synth', today, rules: catalogue, settings });
    expect(findings.map((finding) => finding.level)).toEqual(level);
  });

  test.each([
    { severity: 'critical', onUnknown: undefined, level: 'warning' },
    { severity: 'critical', onUnknown: 'error', level: 'error' },
    { severity: 'low', onUnknown: 'error', level: 'warning' },
    { severity: 'critical', onUnknown: 'off', level: undefined },
  ] as const)(
    'of what cannot be seen is $level for $severity when unknown is $onUnknown',
    ({ severity, onUnknown, level }) => {
      const blind = rule({ severity, checks: { aws_vpc: () => unknown('who knows') } });
      const settings = onUnknown ? { onUnknown } : {};
      expect(
        check(vpcs('main'), { stage: 'synth', today, rules: [blind], settings }).findings.map((each) => each.level),
      ).toEqual(level === undefined ? [] : [level]);
    },
  );

  test.each([
    { key: 'cost/imds-v2', correct: 'Write security/imds-v2' },
    { key: 'security/imds-v1', correct: 'Write security/imds-v2' },
    { key: 'securty', correct: 'Write security' },
    { key: 'entirely/elsewhere-and-gone', correct: 'Correct the name' },
  ])('for the name $key, which is no rule, is itself a finding', ({ key, correct }) => {
    const { findings } = check([], { stage: 'synth', today, settings: { levels: { [key]: 'off' } } });
    expect(findings.map(({ level, message, remedy }) => `${level}: ${message}; ${remedy}`)).toEqual([
      `error: policies.levels: "${key}" is not a rule, a set or a category; ${correct}, or remove it from the levels; hubfleet explain --list names all rules.`,
    ]);
  });
});

describe('the chosen sets', () => {
  const cis = { source: 'CIS EKS 1.8.0', id: '5.4.1' };
  const catalogue = [
    rule({ id: 'security/base' }),
    rule({ id: 'security/base-cis', references: [cis] }),
    rule({ id: 'security/careful', sets: ['strict'] }),
    rule({ id: 'security/benchmark', sets: ['cis'] }),
  ];
  const ran = (settings: PolicySettings) =>
    check(vpcs('main'), { stage: 'synth', today, rules: catalogue, settings }).findings.map((found) => found.rule);

  test.each([
    { sets: undefined, rules: ['security/base', 'security/base-cis'] },
    { sets: ['baseline'], rules: ['security/base', 'security/base-cis'] },
    { sets: ['strict'], rules: ['security/base', 'security/base-cis', 'security/careful'] },
    { sets: ['cis'], rules: ['security/base-cis', 'security/benchmark'] },
    {
      sets: ['cis', 'strict'],
      rules: ['security/base', 'security/base-cis', 'security/benchmark', 'security/careful'],
    },
    { sets: [], rules: [] },
  ] as { sets: RuleSet[] | undefined; rules: string[] }[])('$sets run $rules', ({ sets, rules: expected }) => {
    expect(ran(sets ? { sets } : {})).toEqual(expected);
  });

  test('leave a rule in that is given a level by its id or its set, not by its category', () => {
    expect(ran({ sets: [], levels: { 'security/careful': 'error', cis: 'warning', security: 'error' } })).toEqual([
      'security/base-cis',
      'security/benchmark',
      'security/careful',
    ]);
  });
});

test('a rule runs only at its stages', () => {
  expect(check(vpcs('main'), { stage: 'plan', today, rules: [rule()] })).toMatchObject({ findings: [], rulesRun: 0 });
});

test('limits reach the rules', () => {
  const pool = { scaling_config: { max_size: 101 } };
  const resources = readSynthesized({ resource: { aws_eks_node_group: { users: pool } } }, { stack: 's' });
  const ceiling = rules.filter(({ id }) => id === 'cost/node-pool-ceiling');
  const run = (limits: object) =>
    check(resources, { stage: 'synth', today, rules: ceiling, settings: { limits } }).findings.length;
  expect([run({}), run({ maxNodesPerPool: 101 })]).toEqual([1, 0]);
});

test('a stack of a thousand resources is read and checked within 300 ms', () => {
  const ingress = Array.from({ length: 3 }, (_, port) => ({
    from_port: port,
    to_port: port,
    protocol: 'tcp',
    cidr_blocks: ['10.0.0.0/8'],
  }));
  const groups = Array.from({ length: 1000 }, (_, index) => [`g${index}`, { vpc_id: '${aws_vpc.main.id}', ingress }]);
  const json = { resource: { aws_security_group: Object.fromEntries(groups), aws_vpc: { main: {} } } };
  // The best of some runs, because other work on the machine is no fault of the rules.
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    check(readSynthesized(json, { stack: 's' }), { stage: 'synth', today });
    return performance.now() - start;
  });
  expect(Math.min(...times)).toBeLessThan(300);
});
