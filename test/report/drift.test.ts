import { expect, test } from 'vitest';
import { driftFile } from '../../src/report/drift.ts';
import { HOSTILE, troubledDrift } from '../support/reported-fleet.ts';

test('reads what the drift command prints, stack by stack', () => {
  expect(driftFile.parse(JSON.parse(troubledDrift))).toEqual({
    checkedAt: '2026-11-21T05:00:00.000Z',
    stacks: [
      { stack: 'atlas', state: 'clean', changes: [] },
      {
        stack: 'atlas-data',
        state: 'drifted',
        changes: [
          {
            address: 'aws_efs_file_system.a',
            class: 'destructive',
            why: 'it is gone, and it held what cannot be made again',
            outside: 'deleted',
            wouldDo: 'create',
          },
        ],
      },
      {
        stack: 'lyra-support',
        state: 'drifted',
        changes: [
          {
            address: HOSTILE,
            class: 'harmless',
            why: 'an application would put it back',
            outside: 'changed',
            wouldDo: 'update',
          },
        ],
      },
      { stack: 'lyra-teaching', state: 'failed', changes: [], cause: HOSTILE },
      { stack: 'lyra', state: 'failed', changes: [], cause: 'the check was ended before it' },
    ],
  });
});

test.each([
  { what: 'a file of another kind', file: { stacks: [] }, says: 'is not what `hubfleet drift --format json` prints' },
  { what: 'a later version', file: { version: 2 }, says: 'is not what `hubfleet drift --format json` prints' },
])('refuses $what', ({ file, says }) => {
  expect(driftFile.safeParse(file).error?.issues[0]?.message).toBe(says);
});
