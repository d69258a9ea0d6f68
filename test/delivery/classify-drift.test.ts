import { builtInPrices, PriceBook } from '@hubfleet/policies';
import { describe, expect, test } from 'vitest';
import { classifyDrift } from '../../src/delivery/classify-drift.ts';
import type { DriftPlan } from '../../src/delivery/drift-plan.ts';
import { planJson, planned } from '../terraform/support/plan.ts';

const book = new PriceBook(builtInPrices);
const US_WEST = {
  provider_config: { aws: { expressions: { region: { constant_value: 'us-west-2' } } } },
  root_module: {},
};

const classify = (drift: object[], changes: object[]) =>
  classifyDrift(JSON.parse(planJson(changes, { resource_drift: drift, configuration: US_WEST })) as DriftPlan, {
    stack: 'sea',
    book,
    today: '2026-11-22',
  });

const summary = (drift: object[], changes: object[]) =>
  classify(drift, changes).map(({ class: found, why, outside, wouldDo }) => [found, why, outside, wouldDo]);

const efs = { address: 'aws_efs_file_system.homes', type: 'aws_efs_file_system', name: 'homes' };
const pool = { address: 'aws_eks_node_group.small', type: 'aws_eks_node_group', name: 'small' };
const vpc = { tags: { Name: 'sea' } };
const group = (max: number, desired = 1) => ({
  node_group_name: 'small',
  instance_types: ['r5.xlarge'],
  capacity_type: 'ON_DEMAND',
  scaling_config: [{ min_size: 0, max_size: max, desired_size: desired }],
});
const update = (before: object, after: object, of: Record<string, unknown> = {}) =>
  planned(['update'], { before, after }, of);
const stays = (value: object, of: Record<string, unknown> = {}) =>
  planned(['no-op'], { before: value, after: value }, of);

describe('classifyDrift', () => {
  test('finds nothing in a plan without changes', () => {
    expect(classify([], [stays(vpc)])).toEqual([]);
  });

  test('does not tell nothing from an empty map', () => {
    expect(classify([update({ tags: null }, { tags: {} })], [stays({ tags: {} })])).toEqual([]);
  });

  test('does not count data sources that are read', () => {
    expect(classify([], [planned(['read'], {}, { mode: 'data', address: 'data.aws_vpc.net' })])).toEqual([]);
  });

  test.each([
    {
      when: 'a tag was changed by hand',
      drift: [update(vpc, { tags: { Name: 'lake' } })],
      changes: [update({ tags: { Name: 'lake' } }, vpc)],
      found: ['harmless', 'an application would put it back', 'changed', 'update'],
    },
    {
      when: 'a tag was changed that the files leave open',
      drift: [update(vpc, { tags: { Name: 'lake' } })],
      changes: [stays({ tags: { Name: 'lake' } })],
      found: ['harmless', 'Terraform leaves it as it is', 'changed', undefined],
    },
    {
      when: 'the files were changed and nobody applied them',
      drift: [],
      changes: [update(vpc, { tags: { Name: 'lake' } })],
      found: ['harmless', 'the files say something that is not applied', undefined, 'update'],
    },
    {
      when: 'something without data was deleted by hand',
      drift: [planned(['delete'], { before: vpc, after: null })],
      changes: [planned(['create'], { before: null, after: vpc })],
      found: ['harmless', 'an application would put it back', 'deleted', 'create'],
    },
    {
      when: 'homes were deleted by hand',
      drift: [planned(['delete'], { before: { encrypted: true }, after: null }, efs)],
      changes: [planned(['create'], { before: null, after: { encrypted: true } }, efs)],
      found: ['destructive', 'it is gone, and it held what cannot be made again', 'deleted', 'create'],
    },
    {
      when: 'an apply would replace homes',
      drift: [],
      changes: [planned(['delete', 'create'], { before: { encrypted: false }, after: { encrypted: true } }, efs)],
      found: [
        'destructive',
        'an application would replace it, and it holds what cannot be made again',
        undefined,
        'replace',
      ],
    },
    {
      when: 'an apply would delete homes',
      drift: [],
      changes: [planned(['delete'], { before: {}, after: null }, efs)],
      found: [
        'destructive',
        'an application would delete it, and it holds what cannot be made again',
        undefined,
        'delete',
      ],
    },
    {
      when: 'an apply would forget homes',
      drift: [],
      changes: [planned(['forget'], { before: {}, after: null }, efs)],
      found: [
        'destructive',
        'an application would forget it, and it holds what cannot be made again',
        undefined,
        'forget',
      ],
    },
    {
      when: 'a pool was made larger by hand',
      drift: [update(group(20), group(50), pool)],
      changes: [update(group(50), group(20), pool)],
      found: ['cost', 'it does not cost what it should', 'changed', 'update'],
    },
    {
      when: 'a pool was made larger by hand and the files leave it open',
      drift: [update(group(20), group(50), pool)],
      changes: [stays(group(50), pool)],
      found: ['cost', 'it does not cost what it should', 'changed', undefined],
    },
    {
      when: 'the autoscaler started nodes',
      drift: [update(group(20, 1), group(20, 7), pool)],
      changes: [stays(group(20, 7), pool)],
      found: ['harmless', 'Terraform leaves it as it is', 'changed', undefined],
    },
    {
      when: 'a pool was deleted by hand',
      drift: [planned(['delete'], { before: group(20), after: null }, pool)],
      changes: [planned(['create'], { before: null, after: group(20) }, pool)],
      found: ['cost', 'it does not cost what it should', 'deleted', 'create'],
    },
  ])('$found.0 when $when', ({ drift, changes, found }) => {
    expect(summary(drift, changes)).toEqual([found]);
  });

  test('says what a pool costs and what it should', () => {
    const [{ monthly } = {}] = classify([update(group(20), group(40), pool)], [update(group(40), group(20), pool)]);
    expect(monthly?.now.ceiling).toBe((monthly?.wanted.ceiling ?? 0) * 2);
    expect(monthly?.wanted.ceiling).toBeGreaterThan(0);
  });

  test('puts the worst first, then by place', () => {
    const other = { ...efs, address: 'aws_vpc.a', type: 'aws_vpc' };
    const changes = [update(vpc, {}), update(vpc, {}, other), planned(['delete'], { before: {}, after: null }, efs)];
    expect(classify([], changes).map(({ address }) => address)).toEqual([efs.address, 'aws_vpc.a', 'aws_vpc.net']);
  });

  test('tells what changed outside, from what was applied to what is there', () => {
    const [{ attributes } = {}] = classify([update(vpc, { tags: {} })], [update({ tags: {} }, vpc)]);
    expect(attributes).toEqual([
      {
        path: 'tags.Name',
        before: { kind: 'scalar', value: 'sea' },
        after: { kind: 'scalar', value: null },
        forcesReplacement: false,
      },
    ]);
  });

  test('does not tell secrets', () => {
    const change = { before: { password: 'a' }, after: { password: 'hunter2' } };
    const sensitive = { before_sensitive: { password: true }, after_sensitive: { password: true } };
    const found = classify([planned(['update'], { ...change, ...sensitive })], [stays({ password: 'hunter2' })]);
    expect(found[0]?.attributes.map(({ after }) => after)).toEqual([{ kind: 'sensitive' }]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });
});

test('a launch template that was changed by hand costs, although it has no price of its own', () => {
  const template = { address: 'aws_launch_template.small', type: 'aws_launch_template', name: 'small' };
  const lt = (type: string) => ({ id: 'lt-1', name: 'small', instance_type: type });
  const ofTemplate = { node_group_name: 'small', launch_template: [{ id: 'lt-1' }], scaling_config: [{ max_size: 9 }] };
  const expressions = {
    launch_template: [{ id: { references: ['aws_launch_template.small.id', 'aws_launch_template.small'] } }],
  };
  const resources = [
    { ...pool, mode: 'managed', expressions },
    { ...template, mode: 'managed', expressions: {} },
  ];
  const plan = planJson([update(lt('r5.4xlarge'), lt('r5.xlarge'), template), stays(ofTemplate, pool)], {
    resource_drift: [update(lt('r5.xlarge'), lt('r5.4xlarge'), template)],
    configuration: { ...US_WEST, root_module: { resources } },
  });
  const found = classifyDrift(JSON.parse(plan) as DriftPlan, { stack: 'sea', book, today: '2026-11-22' });
  expect(found).toMatchObject([{ class: 'cost', why: 'it says what machines cost that are started from it' }]);
});
