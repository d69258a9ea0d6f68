import { describe, expect, test } from 'vitest';
import { type HaltAt, haltReason } from '../../../src/delivery/rollout/halt.ts';
import type { RolloutEntry } from '../../../src/delivery/rollout/record.ts';
import { tallyOf } from '../../../src/delivery/rollout/tally.ts';

test.each<[number, number, HaltAt, string | undefined]>([
  [0, 0, 1, undefined],
  [5, 0, 1, undefined],
  [5, 1, 1, '1 of 5 failed, and it halts at 1'],
  [5, 1, 2, undefined],
  [5, 2, 2, '2 of 5 failed, and it halts at 2'],
  [5, 0, '1%', undefined],
  [11, 1, '10%', undefined],
  [10, 1, '10%', '1 of 10 failed, and it halts at 10%'],
  [3, 2, '100%', undefined],
  [3, 3, '100%', '3 of 3 failed, and it halts at 100%'],
])('of %i begun, %i failed: halting at %s gives %s', (begun, failed, haltAt, reason) => {
  expect(haltReason({ begun, failed }, haltAt)).toBe(reason);
});

const entry = (stack: string, outcome: RolloutEntry['outcome'], rest: Partial<RolloutEntry> = {}): RolloutEntry => ({
  stack,
  cluster: 'a',
  layer: 'hub',
  wave: 'production',
  hash: 'h',
  startedAt: '2026-11-22T00:00:00Z',
  outcome,
  ...rest,
});

const layer = (stack: string, outcome: RolloutEntry['outcome']) =>
  entry(stack, outcome, { layer: 'support', wave: 'support' });

describe('what counts', () => {
  test.each<[string, RolloutEntry[], { begun: number; failed: number }]>([
    ['a hub that works', [entry('a-1', 'done')], { begun: 1, failed: 0 }],
    [
      'a hub that does not work, or that Terraform failed at',
      [entry('a-1', 'unhealthy'), entry('a-2', 'failed')],
      { begun: 2, failed: 2 },
    ],
    [
      'a cluster once, however many of its stacks fail',
      [layer('a', 'failed'), layer('a-data', 'failed'), layer('a-support', 'done')],
      { begun: 1, failed: 1 },
    ],
    [
      'not what was never begun',
      [entry('a-1', 'waiting', { startedAt: undefined }), entry('a-2', 'skipped', { startedAt: undefined })],
      { begun: 0, failed: 0 },
    ],
    ['not what the policies refused, where nothing was changed', [entry('a-1', 'refused')], { begun: 0, failed: 0 }],
    ['not what an earlier run finished', [entry('a-1', 'done', { earlier: true })], { begun: 0, failed: 0 }],
  ])('is %s', (_, entries, tally) => {
    expect(tallyOf(entries)).toEqual(tally);
  });
});
