import { expect, test } from 'vitest';
import { type HelmStep, helmStep } from '../../../src/delivery/rollout/helm-rollback.ts';

const revision = (number: number, hour: number, status: string, description = 'Upgrade complete') => ({
  revision: number,
  updated: `2026-11-22T${String(hour).padStart(2, '0')}:00:00.123456789Z`,
  status,
  description,
});

const start = new Date('2026-11-22T12:00:00Z');

test.each<[string, ReturnType<typeof revision>[], HelmStep]>([
  [
    'an upgrade that Helm takes for good goes back to the revision before',
    [revision(3, 8, 'superseded'), revision(4, 13, 'deployed')],
    { kind: 'roll-back', revision: 3 },
  ],
  [
    'a failed revision before the rollout is no place to go back to',
    [revision(2, 7, 'superseded'), revision(3, 8, 'failed'), revision(4, 13, 'deployed')],
    { kind: 'roll-back', revision: 2 },
  ],
  [
    'two upgrades in the rollout go back to before both',
    [revision(3, 8, 'superseded'), revision(4, 13, 'superseded'), revision(5, 14, 'deployed')],
    { kind: 'roll-back', revision: 3 },
  ],
  [
    'what an atomic upgrade has rolled back itself is left alone, not rolled forward to the broken one',
    [revision(3, 8, 'superseded'), revision(4, 13, 'failed'), revision(5, 13, 'deployed', 'Rollback to 3')],
    { kind: 'nothing', revision: 3 },
  ],
  ['an upgrade that never came to Helm is left alone', [revision(3, 8, 'deployed')], { kind: 'nothing', revision: 3 }],
  [
    'an upgrade that failed and stayed so is rolled back although Helm calls the one before deployed',
    [revision(3, 8, 'deployed'), revision(4, 13, 'failed')],
    { kind: 'roll-back', revision: 3 },
  ],
  [
    'an upgrade that hangs is rolled back',
    [revision(3, 8, 'deployed'), revision(4, 13, 'pending-upgrade')],
    { kind: 'roll-back', revision: 3 },
  ],
  ['a first installation has nothing to go back to', [revision(1, 13, 'deployed')], { kind: 'impossible' }],
  ['no history has nothing to go back to', [], { kind: 'impossible' }],
])('%s', (_, revisions, step) => {
  expect(helmStep(revisions, start)).toEqual(step);
});
