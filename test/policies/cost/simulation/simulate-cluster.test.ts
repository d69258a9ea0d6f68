import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../policies/src/cost/simulation/random.ts';
import { drawServerRuns } from '../../../../policies/src/cost/simulation/server-runs.ts';
import { simulateCluster } from '../../../../policies/src/cost/simulation/simulate-cluster.ts';
import type { HubUse, PoolSetup } from '../../../../policies/src/cost/simulation/usage-model.ts';

const GIB = 2 ** 30;

const hub = (overrides: Partial<HubUse> = {}): HubUse => ({
  name: 'research',
  usage: { users: 40, sessionsPerWeek: 4, hoursPerSession: 2, arrivals: 'workday' },
  culling: { idleMinutes: 60, maxAgeHours: 168 },
  profiles: [{ slug: 'small', pool: 'users', share: 1, milliCpus: 400, bytes: 3.6 * GIB, gpus: 0 }],
  ...overrides,
});

const users = (overrides: Partial<PoolSetup> = {}): PoolSetup => ({
  name: 'users',
  milliCpus: 3725,
  bytes: 29 * GIB,
  gpus: 0,
  minNodes: 0,
  maxNodes: 50,
  ...overrides,
});

const nodeHours = (use: HubUse, pool = users(), seed = 1, runs = 4) =>
  simulateCluster([use], [pool], { seed, runs }).pools[0]?.nodeHours.mean ?? 0;

describe('a simulated month', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(nodeHours(hub())).toBe(nodeHours(hub()));
    expect(nodeHours(hub(), users(), 2)).not.toBe(nodeHours(hub()));
  });

  test('has as many server-hours as users, visits and idle time make, by the law of Little', () => {
    // Steady visits far apart: each runs 2 h, 1 h idle, and 5 minutes on average until the culler looks.
    const usage = { users: 2000, sessionsPerWeek: 0.2, hoursPerSession: 2, arrivals: 'steady', varied: false } as const;
    const [pool] = simulateCluster([hub({ usage })], [users({ maxNodes: 1000 })], { runs: 4 }).pools;
    const expected = (2000 * 0.2 * (2 + 1 + 5 / 60) * 730) / 168;
    expect(Math.abs((pool?.serverHours.mean ?? 0) / expected - 1)).toBeLessThan(0.03);
  });

  test('tells a range around the mean', () => {
    const [pool] = simulateCluster([hub()], [users()], { runs: 10 }).pools;
    expect(pool?.nodeHours.low).toBeLessThanOrEqual(pool?.nodeHours.mean ?? 0);
    expect(pool?.nodeHours.high).toBeGreaterThanOrEqual(pool?.nodeHours.mean ?? 0);
  });

  test('adds up the hubs that share a pool', () => {
    const both = simulateCluster([hub(), hub({ name: 'teaching' })], [users()], { runs: 4 }).pools[0];
    const one = simulateCluster([hub()], [users()], { runs: 4 }).pools[0];
    expect(both?.serverHours.mean).toBeGreaterThan((one?.serverHours.mean ?? 0) * 1.8);
    // Sharing packs better than two pools would.
    expect(both?.nodeHours.mean).toBeLessThan((one?.nodeHours.mean ?? 0) * 2);
  });

  test('runs Dask workers in their own pool', () => {
    const dask = { pool: 'dask', share: 0.5, workers: 10, hours: 1, milliCpus: 900, bytes: 7 * GIB, gpus: 0 };
    const pools = simulateCluster([hub({ dask })], [users(), users({ name: 'dask' })], { runs: 2 }).pools;
    expect(pools[1]?.nodeHours.mean).toBeGreaterThan(100);
    expect(pools[0]?.nodeHours.mean).toBe(
      simulateCluster([hub({ dask })], [users()], { runs: 2 }).pools[0]?.nodeHours.mean,
    );
  });

  test('of a semester with 1,000 users takes a few seconds at most', () => {
    const usage = { users: 1000, sessionsPerWeek: 4, hoursPerSession: 2, arrivals: 'class' } as const;
    const before = performance.now();
    const forecast = simulateCluster([hub({ usage })], [users({ maxNodes: 100 })], { weeks: 16, runs: 1 });
    expect(forecast.pools[0]?.serverHours.mean).toBeGreaterThan(10_000);
    expect(performance.now() - before).toBeLessThan(5000);
  });
});

describe('invariants', () => {
  const anyHub = fc.record({
    people: fc.integer({ min: 1, max: 60 }),
    visits: fc.integer({ min: 1, max: 10 }),
    hours: fc.integer({ min: 1, max: 6 }),
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
    arrivals: fc.constantFrom('steady' as const, 'workday' as const, 'class' as const, 'evening' as const),
  });
  type Drawn = { people: number; visits: number; hours: number; arrivals: 'steady' | 'workday' | 'class' | 'evening' };
  const usageOf = ({ people, visits, hours, arrivals }: Drawn) => ({
    users: people,
    sessionsPerWeek: visits,
    hoursPerSession: hours,
    arrivals,
  });

  test('a shorter idle time never makes a server run longer', () => {
    fc.assert(
      fc.property(anyHub, fc.integer({ min: 5, max: 120 }), fc.integer({ min: 1, max: 240 }), (drawn, idle, more) => {
        const hours = (idleMinutes: number) => {
          const runs = drawServerRuns(
            hub({ usage: usageOf(drawn), culling: { idleMinutes, maxAgeHours: 0 } }),
            2,
            createRandom(drawn.seed),
          );
          return runs.start.reduce((sum, start, index) => sum + (runs.stop[index] ?? 0) - start, 0);
        };
        expect(hours(idle)).toBeLessThanOrEqual(hours(idle + more));
      }),
      { numRuns: 60 },
    );
  });

  test('more culling never costs more where each server has a node, and no wait for its end', () => {
    const whole = [{ slug: 'whole', pool: 'users', share: 1, milliCpus: 3000, bytes: 28 * GIB, gpus: 0 }];
    fc.assert(
      fc.property(anyHub, fc.integer({ min: 5, max: 120 }), fc.integer({ min: 1, max: 240 }), (drawn, idle, more) => {
        const cost = (idleMinutes: number) =>
          nodeHours(
            hub({ usage: usageOf(drawn), profiles: whole, culling: { idleMinutes, maxAgeHours: 0 } }),
            users({ maxNodes: 200, scaleDownMinutes: 0 }),
            drawn.seed,
            1,
          );
        expect(cost(idle)).toBeLessThanOrEqual(cost(idle + more) + 1e-6);
      }),
      { numRuns: 30 },
    );
  });

  test('more culling never costs more on shared nodes, on the mean of the runs', () => {
    const costs = [10, 30, 60, 120, 240].map((idleMinutes) =>
      nodeHours(hub({ culling: { idleMinutes, maxAgeHours: 0 } }), users(), 1, 10),
    );
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
  });

  test('node-hours stay between the least and the most nodes', () => {
    fc.assert(
      fc.property(anyHub, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 10 }), (drawn, min, more) => {
        const pool = users({ minNodes: min, maxNodes: Math.max(1, min + more) });
        const hours = nodeHours(hub({ usage: usageOf(drawn) }), pool, drawn.seed, 1);
        expect(hours).toBeGreaterThanOrEqual(pool.minNodes * 730 - 1e-6);
        expect(hours).toBeLessThanOrEqual(pool.maxNodes * 730 + 1e-6);
      }),
      { numRuns: 60 },
    );
  });

  test('a server is never stopped before its user stops, but by age', () => {
    const runs = drawServerRuns(hub({ culling: { idleMinutes: 10, maxAgeHours: 1 } }), 4, createRandom(7));
    const longest = runs.start.reduce((most, start, index) => Math.max(most, (runs.stop[index] ?? 0) - start), 0);
    expect(longest).toBeLessThanOrEqual(70);
  });
});
