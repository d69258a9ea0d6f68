import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EventPlace, type EventWish, planEvent, playEvent } from '../../../policies/src/cost/event-plan.ts';
import { usd } from '../../../policies/src/prices/money.ts';

const GIB = 2 ** 30;

const place = (overrides: Partial<EventPlace> = {}): EventPlace => ({
  pool: { name: 'small', milliCpus: 4000, bytes: 32 * GIB, gpus: 0, minNodes: 0, maxNodes: 20, bootMinutes: 10 },
  demand: { bytes: 8 * GIB, milliCpus: 500, gpus: 0 },
  cpusPerNode: 4,
  hourly: usd(0.5),
  mostPlaceholders: 0,
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
    [60, 15],
    [61, 16],
    [4, 1],
  ])('of %i people, four to a node, holds %i nodes ready where no seats may be held', (seats, nodes) => {
    expect(planEvent(wish({ seats }), place())).toMatchObject({
      nodes,
      warmNodes: nodes,
      preparation: { kind: 'nodes', count: nodes },
    });
  });

  test('needs nodes, quota and money by the hand-checked sum', () => {
    // 15 nodes for an hour before, 30 minutes of arrival, 120 + 60 minutes and 10 until they are given back.
    expect(planEvent(wish(), place())).toMatchObject({
      serversPerNode: 4,
      nodes: 15,
      quota: { cpus: 60, gpus: 0, addresses: 15 },
      nodeHours: 70,
      cost: usd(35),
    });
  });

  test('holds seats instead where people come one after the other, which is cheaper', () => {
    // One person in four minutes: three come while a node starts.
    const slow = wish({ arrivalMinutes: 240 });
    const [nodes, seats] = [planEvent(slow, place()), planEvent(slow, place({ mostPlaceholders: 10 }))];
    expect(seats).toMatchObject({ preparation: { kind: 'seats', count: 3 }, warmNodes: 1 });
    expect(seats.nodeHours).toBeLessThan(nodes.nodeHours);
    // Sixty people within half an hour need twenty seats, and more than that may not be held.
    const quick = planEvent(wish(), place({ mostPlaceholders: 19 }));
    expect(quick.preparation.kind).toBe('nodes');
  });

  test('says when the profile is too large, or the price unknown', () => {
    const large = { bytes: 40 * GIB, milliCpus: 500, gpus: 0 };
    expect(planEvent(wish(), place({ demand: large }))).toMatchObject({ serversPerNode: 0, nodes: 0 });
    expect(planEvent(wish(), place({ hourly: undefined })).cost).toBeUndefined();
  });

  test('counts GPUs in places and quota', () => {
    const pool = { ...place().pool, gpus: 2 };
    const plan = planEvent(wish({ seats: 5 }), place({ pool, demand: { bytes: GIB, milliCpus: 100, gpus: 1 } }));
    expect(plan).toMatchObject({ serversPerNode: 2, nodes: 3, quota: { cpus: 12, gpus: 6 } });
  });

  test('holds what it promises, whatever the wish: nobody is refused and hardly anybody waits', () => {
    fc.assert(
      fc.property(
        fc.record({
          seats: fc.integer({ min: 1, max: 500 }),
          arrivalMinutes: fc.integer({ min: 1, max: 240 }),
          hours: fc.integer({ min: 1, max: 8 }),
          idleMinutes: fc.integer({ min: 10, max: 120 }),
        }),
        fc.integer({ min: 0, max: 50 }),
        (drawn, mostPlaceholders) => {
          const plan = planEvent(drawn, place({ mostPlaceholders }));
          const { kind, count } = plan.preparation;
          const { pool, demand } = place();
          const use = playEvent(drawn, demand, {
            ...pool,
            maxNodes: plan.nodes,
            ...(kind === 'nodes' ? { minNodes: count } : { placeholders: { ...demand, count } }),
          });
          expect(use.refused).toBe(0);
          expect(use.waited).toBeLessThanOrEqual(drawn.seats * 0.05);
          expect(use.nodeHours).toBeLessThanOrEqual(plan.nodeHours + 1e-9);
        },
      ),
      { numRuns: 100 },
    );
  });
});
