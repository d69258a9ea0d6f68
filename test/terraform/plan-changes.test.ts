import { describe, expect, test } from 'vitest';
import { attributeChanges } from '../../src/terraform/attribute-changes.ts';
import { readChanges, summarize } from '../../src/terraform/plan-changes.ts';
import type { PlanJson } from '../../src/terraform/plan-json.ts';
import { planJson, planned } from './support/plan.ts';

const parse = (...changes: object[]): PlanJson => JSON.parse(planJson(changes));

describe('readChanges', () => {
  test.each([
    [['create'], {}, {}, 'create'],
    [['update'], {}, {}, 'update'],
    [['delete'], {}, {}, 'delete'],
    [['delete', 'create'], {}, {}, 'replace'],
    [['create', 'delete'], {}, {}, 'replace'],
    [['forget'], {}, {}, 'forget'],
    [['create', 'forget'], {}, {}, 'replace'],
    [['read'], {}, { mode: 'data' }, 'read'],
    [['no-op'], { importing: { id: 'vpc-1' } }, {}, 'import'],
    [['no-op'], {}, { previous_address: 'aws_vpc.old' }, 'move'],
    [['update'], { importing: { id: 'vpc-1' } }, {}, 'update'],
  ])('%j with %j and %j is %s', (actions, change, overrides, kind) => {
    const changes = readChanges(parse(planned(actions, change, overrides)), () => undefined);
    expect(changes.map((each) => each.kind)).toEqual([kind]);
    expect(Object.values(summarize(changes)).reduce((a, b) => a + b)).toBe(1);
  });

  test('leaves out what does not change', () => {
    expect(readChanges(parse(planned(['no-op'])), () => undefined)).toEqual([]);
  });

  test('names the construct, the reason and the address before', () => {
    const change = planned(['update'], {}, { previous_address: 'aws_vpc.old', action_reason: 'because' });
    expect(readChanges(parse(change), (address) => `path of ${address}`)).toMatchObject([
      { path: 'path of aws_vpc.net', previousAddress: 'aws_vpc.old', reason: 'because', importing: false },
    ]);
  });

  test('puts what destroys first, then goes by construct', () => {
    const kinds = ['create', 'read', 'update', 'forget', 'delete'];
    const changes = readChanges(
      parse(...kinds.map((kind) => planned([kind])), planned(['delete'], {}, { address: 'aws_a.a' })),
      () => undefined,
    );
    expect(changes.map(({ kind, address }) => `${kind} ${address}`)).toEqual([
      'delete aws_a.a',
      'delete aws_vpc.net',
      'forget aws_vpc.net',
      'update aws_vpc.net',
      'create aws_vpc.net',
      'read aws_vpc.net',
    ]);
  });
});

describe('attributeChanges', () => {
  const scalar = (value: unknown) => ({ kind: 'scalar', value });
  const hidden = { kind: 'sensitive' };
  const unknown = { kind: 'unknown' };
  const changesOf = (change: object, actions = ['update']) =>
    attributeChanges({ actions, ...change }).map(({ path, before, after, forcesReplacement }) => [
      path,
      before,
      after,
      ...(forcesReplacement ? ['forces'] : []),
    ]);

  test.each([
    ['nothing when nothing differs', { before: { a: { b: [1] } }, after: { a: { b: [1] } } }, []],
    ['nothing when a list is empty or not there', { before: { a: [], t: {} }, after: { a: null } }, []],
    ['a scalar', { before: { a: 1 }, after: { a: 2 } }, [['a', scalar(1), scalar(2)]]],
    ['a new one', { before: {}, after: { a: 2 } }, [['a', scalar(null), scalar(2)]]],
    [
      'a scalar inside blocks and maps',
      { before: { a: [{ b: 1, c: 1 }], t: { k: 'x' } }, after: { a: [{ b: 2, c: 1 }], t: { k: 'y' } } },
      [
        ['a[0].b', scalar(1), scalar(2)],
        ['t.k', scalar('x'), scalar('y')],
      ],
    ],
    [
      'a list of another length as a whole',
      { before: { a: [1] }, after: { a: [1, 2] } },
      [['a', { kind: 'elements', count: 1 }, { kind: 'elements', count: 2 }]],
    ],
    [
      'a value known only after apply',
      { before: { a: 1 }, after: {}, after_unknown: { a: true } },
      [['a', scalar(1), unknown]],
    ],
    [
      'a secret, hidden on both sides',
      { before: { a: 'x' }, after: { a: 'y' }, after_sensitive: { a: true } },
      [['a', hidden, hidden]],
    ],
    [
      'a former secret, hidden on both sides',
      { before: { a: 'x' }, after: { a: 'y' }, before_sensitive: { a: true } },
      [['a', hidden, hidden]],
    ],
    [
      'a secret that is known only after apply',
      { before: { a: 'x' }, after: {}, after_unknown: { a: true }, before_sensitive: { a: true } },
      [['a', hidden, unknown]],
    ],
    [
      'a secret block as a whole',
      { before: { a: { b: 'x' } }, after: { a: { b: 'y' } }, after_sensitive: { a: true } },
      [['a', hidden, hidden]],
    ],
  ])('%s', (_, change, expected) => {
    expect(changesOf(change)).toEqual(expected);
  });

  test('marks what forces a replacement and leaves out what only follows from it', () => {
    const change = {
      before: { encrypted: false, id: 'fs-1', vpc: [{ subnets: ['a'] }] },
      after: { encrypted: true, vpc: [{ subnets: ['b', 'c'] }] },
      after_unknown: { id: true },
      replace_paths: [['encrypted'], ['vpc', 0, 'subnets']],
    };
    expect(changesOf(change, ['delete', 'create'])).toEqual([
      ['encrypted', scalar(false), scalar(true), 'forces'],
      ['vpc[0].subnets', { kind: 'elements', count: 1 }, { kind: 'elements', count: 2 }, 'forces'],
    ]);
  });
});
