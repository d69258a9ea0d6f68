import { describe, expect, test } from 'vitest';
import { type EventPlace, type EventWish, planEvent } from '../../../policies/src/cost/event-plan.ts';
import { usd } from '../../../policies/src/prices/money.ts';

const GIB = 2 ** 30;

const place = (overrides: Partial<EventPlace> = {}): EventPlace => ({
  pool: { name: 'small', milliCpus: 4000, bytes: 32 * GIB, gpus: 0, minNodes: 0, maxNodes: 20, bootMinutes: 10 },
  demand: { bytes: 8 * GIB, milliCpus: 500, gpus: 0 },
  cpusPerNode: 4,
  hourly: usd(0.5),
  ...overrides,
});

const wish = (overrides: Partial<EventWish> = {}): EventWish => ({
  seats: 60,
  arrivalMinutes: 30,
  hours: 2,
  idleMinutes: 60,
  ...overrides,
});

describe('an event', () => {
  test.each([
    // 60 people in 3 minutes and 10 minutes for a node would be 200 seats; there are but 60 people.
    [60, 3, 60, 15],
    [60, 30, 20, 5],
    [61, 30, 21, 6],
    [4, 60, 1, 1],
  ])(
    'of %i people within %i minutes holds %i seats ready on %i nodes',
    (seats, arrivalMinutes, placeholders, warmNodes) => {
      expect(planEvent(wish({ seats, arrivalMinutes }), place())).toMatchObject({ placeholders, warmNodes });
    },
  );

  test('needs nodes, quota and money by the hand-checked sum', () => {
    const plan = planEvent(wish(), place());
    // 5 warm nodes for an hour, 15 nodes for 30 + 120 + 60 + 10 minutes.
    expect(plan).toMatchObject({
      serversPerNode: 4,
      nodes: 15,
      isTooSmall: false,
      quota: { cpus: 60, gpus: 0, addresses: 15 },
      nodeHours: 60,
      cost: usd(30),
    });
  });

  test('makes nobody wait when seats are held ready, and some when they are not', () => {
    const { waiting } = planEvent(wish(), place());
    expect(waiting.prepared).toBeLessThan(0.1);
    expect(waiting.unprepared).toBeGreaterThan(waiting.prepared);
  });

  test('says when the pool is too small, the profile too large, or the price unknown', () => {
    expect(planEvent(wish({ seats: 81 }), place())).toMatchObject({ nodes: 21, isTooSmall: true });
    const large = { bytes: 40 * GIB, milliCpus: 500, gpus: 0 };
    expect(planEvent(wish(), place({ demand: large }))).toMatchObject({ serversPerNode: 0, nodes: 0 });
    expect(planEvent(wish(), place({ hourly: undefined })).cost).toBeUndefined();
  });
});
