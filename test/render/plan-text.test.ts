import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import { renderPlanReport } from '../../src/render/plan-report.ts';
import { renderCounts, renderOutcomes, renderPlanText } from '../../src/render/plan-text.ts';
import { TerraformFailure } from '../../src/terraform/failure.ts';
import { readChanges, summarize } from '../../src/terraform/plan-changes.ts';
import { failedPlan, type StackPlan } from '../../src/terraform/plan-stack.ts';
import { finding, nothingFound, planJson, planned } from '../terraform/support/plan.ts';

const colors = pc.createColors(false);

function planOf(changes: object[], overrides: Partial<StackPlan> = {}): StackPlan {
  const read = readChanges(JSON.parse(planJson(changes)), (address) =>
    address === 'aws_vpc.net' ? 'sea/Net/Vpc' : undefined,
  );
  return { stack: 'sea', outcome: 'changes', ...nothingFound, summary: summarize(read), changes: read, ...overrides };
}

const text = (plan: StackPlan, maxLines = 60): string => renderPlanText(plan, { colors, maxLines });

describe('renderPlanText', () => {
  test('shows counts, then each change by its construct or address, with its attributes', () => {
    const plan = planOf([
      planned(['update'], { before: { a: 1, s: 'x' }, after: { a: 2, s: 'y' }, after_sensitive: { s: true } }),
      planned(
        ['delete', 'create'],
        { before: { e: false }, after: { e: true }, replace_paths: [['e']] },
        { address: 'aws_efs.b' },
      ),
      planned(['create'], {}, { address: 'aws_eip.c', change: { actions: ['create'], importing: {} } }),
    ]);
    expect(text(plan)).toBe(
      [
        'sea  +1 ~1 -/+1 -0',
        '  -/+ aws_efs.b',
        '        e: false -> true  forces replacement',
        '    ~ sea/Net/Vpc (aws_vpc)',
        '        a: 1 -> 2',
        '        s: (sensitive)',
        '    + aws_eip.c  imported',
        '',
        '',
      ].join('\n'),
    );
  });

  test.each([
    [{ before: { a: 'x' }, after: {}, after_unknown: { a: true } }, 'a: "x" -> (known after apply)'],
    [{ before: { a: [1] }, after: { a: [1, 2] } }, 'a: (1 element) -> (2 elements)'],
    [{ before: { a: null }, after: { a: 'x'.repeat(70) } }, `a: null -> "${'x'.repeat(59)}… (70 characters)`],
    [{ before: { a: 'one\ntwo' }, after: { a: '' } }, 'a: "one\\ntwo" -> ""'],
  ])('%j is %s', (change, line) => {
    expect(text(planOf([planned(['update'], change)]))).toContain(`        ${line}\n`);
  });

  test.each([
    [2, '    ~ sea/Net/Vpc (aws_vpc)\n        a: 1 -> 2\n  … 1 more line; see all with --lines 0\n'],
    [3, '        b: 1 -> 2\n\n'],
    [0, '        b: 1 -> 2\n\n'],
  ])('shows at most %i lines of changes', (maxLines, expected) => {
    const plan = planOf([planned(['update'], { before: { a: 1, b: 1 }, after: { a: 2, b: 2 } })]);
    expect(text(plan, maxLines)).toContain(expected);
  });

  test.each([
    [planOf([], { outcome: 'no-changes' }), 'sea  no changes\n'],
    [planOf([]), 'sea  only outputs change\n'],
    [
      failedPlan('sea', new TerraformFailure('sea: it failed', 'Error: x')),
      'sea  failed\n\nsea: it failed\n  Error: x\n',
    ],
  ])('says so when there is nothing to list: %#', (plan, expected) => {
    expect(text(plan)).toBe(`${expected}\n`);
  });

  test('shows what the policies found', () => {
    const shown = text(planOf([planned(['delete'])], { findings: [finding({ message: 'would be deleted' })] }));
    expect(shown).toContain('critical (1)');
    expect(shown).toContain('would be deleted');
  });
});

test('rare changes are counted only when there are any', () => {
  const counts = { create: 3, update: 1, replace: 1, delete: 0, forget: 0, import: 0, move: 0, read: 0 };
  expect(renderCounts(counts)).toBe('+3 ~1 -/+1 -0');
  expect(renderCounts({ ...counts, forget: 1, read: 2 })).toBe('+3 ~1 -/+1 -0 forget 1 read 2');
});

test('outcomes are one line per stack', () => {
  const results = [
    planOf([planned(['delete'])], { findings: [finding()] }),
    { stack: 'sea-data', outcome: 'skipped', because: ['sea'] } as const,
    { stack: 'lake', outcome: 'skipped', because: [] } as const,
  ];
  expect(renderOutcomes(results, colors)).toBe(
    [
      'sea       refused  +0 ~0 -/+0 -1, 1 error',
      'sea-data  skipped  because of sea',
      'lake      skipped  because the run was ended',
      '',
    ].join('\n'),
  );
});

test('the report names a plan file only while it is kept', () => {
  const plan = planOf([planned(['create'])], { planFile: '/out/plans/sea.tfplan' });
  const entryOf = (result: Parameters<typeof renderPlanReport>[0][number]) =>
    JSON.parse(renderPlanReport([result], 0)).stacks[0];
  expect(entryOf(plan).planFile).toBe('/out/plans/sea.tfplan');
  expect(entryOf({ stack: 'sea', outcome: 'applied', plan }).planFile).toBeUndefined();
});
