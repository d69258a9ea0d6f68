import { describe, expect, test } from 'vitest';
import type { ServerRuns } from '../../../../policies/src/cost/simulation/server-runs.ts';
import { simulatePool } from '../../../../policies/src/cost/simulation/simulate-pool.ts';
import type { Demand, PoolSetup } from '../../../../policies/src/cost/simulation/usage-model.ts';

const GIB = 2 ** 30;
const demand = (gib: number): Demand => ({ bytes: gib * GIB, milliCpus: 100, gpus: 0 });

/** Nodes with room for four servers of 8 GiB. */
const pool = (overrides: Partial<PoolSetup> = {}): PoolSetup => ({
  name: 'users',
  milliCpus: 3900,
  bytes: 32 * GIB,
  gpus: 0,
  minNodes: 0,
  maxNodes: 100,
  ...overrides,
});

/** Servers as [start, stop] in minutes. */
const runs = (list: readonly (readonly [number, number, number?])[]): ServerRuns => ({
  start: Float64Array.from(list, ([start]) => start),
  stop: Float64Array.from(list, ([, stop]) => stop),
  kind: Uint16Array.from(list, ([, , kind = 0]) => kind),
});

const WEEK = 7 * 24 * 60;
const play = (
  list: readonly (readonly [number, number, number?])[],
  overrides: Partial<PoolSetup> = {},
  demands = [demand(8)],
) => simulatePool(runs(list), demands, pool(overrides), WEEK);

describe('closed forms', () => {
  test.each([
    [1, 1],
    [4, 1],
    [5, 2],
    [40, 10],
  ])('a constant load of %i servers, four to a node, keeps %i nodes all week', (servers, nodes) => {
    const use = play(Array.from({ length: servers }, () => [0, WEEK]));
    expect(use).toMatchObject({ nodeHours: nodes * 168, serverHours: servers * 168, peakNodes: nodes, refused: 0 });
  });

  test('a single user costs the visit and the time until the empty node is given back', () => {
    expect(play([[600, 720]]).nodeHours).toBe((120 + 10) / 60);
    expect(play([[600, 720]], { scaleDownMinutes: 30 }).nodeHours).toBe((120 + 30) / 60);
  });

  test.each([
    [30, 8],
    [32, 8],
    [33, 9],
  ])('%i users who come and go at once need %i nodes for that time', (users, nodes) => {
    const use = play(Array.from({ length: users }, () => [600, 720]));
    expect(use).toMatchObject({ nodeHours: (nodes * 130) / 60, peakNodes: nodes, waited: users });
  });

  test('visits one after the other on a node that is not yet given back need it once', () => {
    expect(
      play([
        [0, 60],
        [65, 125],
      ]).nodeHours,
    ).toBe(135 / 60);
    expect(
      play([
        [0, 60],
        [75, 135],
      ]).nodeHours,
    ).toBe((70 + 70) / 60);
  });

  test('nobody needs nothing but the least nodes', () => {
    expect(play([]).nodeHours).toBe(0);
    expect(play([], { minNodes: 2 }).nodeHours).toBe(2 * 168);
  });

  test('what is still running at the end is counted until the end', () => {
    expect(play([[WEEK - 60, WEEK + 600]]).nodeHours).toBe(1);
  });
});

describe('the scheduler', () => {
  test('packs servers on the fullest node, or spreads them over the emptiest', () => {
    // Four fill a node and three begin a second one; those that come later choose between the two.
    const late = [
      [0, 100],
      [0, 100],
      [0, 100],
      [0, 600],
      [0, 600],
      [150, 600],
    ] as const;
    expect(play(late, { packs: true }).nodeHours).toBeLessThanOrEqual(play(late, { packs: false }).nodeHours);
    const two = [
      [0, 60],
      [0, 60],
      [0, 60],
      [0, 60],
      [0, 300],
      [20, 300],
      [30, 300],
    ] as const;
    expect(play(two, { packs: true }).nodeHours).toBe((70 + 310) / 60);
  });

  test('refuses servers when the pool is at its most, and those that fit no node', () => {
    expect(
      play(
        Array.from({ length: 9 }, () => [0, 60]),
        { maxNodes: 2 },
      ),
    ).toMatchObject({ servers: 8, refused: 1 });
    expect(play([[0, 60]], {}, [demand(33)])).toMatchObject({ servers: 0, refused: 1, nodeHours: 0 });
  });

  test('counts CPUs and GPUs as well as memory', () => {
    const cpuBound = [{ ...demand(1), milliCpus: 2000 }];
    expect(
      play(
        [
          [0, 60],
          [0, 60],
        ],
        {},
        cpuBound,
      ).peakNodes,
    ).toBe(2);
    const gpuBound = [{ ...demand(1), gpus: 1 }];
    expect(
      play(
        [
          [0, 60],
          [0, 60],
        ],
        { gpus: 1 },
        gpuBound,
      ).peakNodes,
    ).toBe(2);
    expect(play([[0, 60]], { gpus: 0 }, gpuBound).refused).toBe(1);
  });

  test('counts the pods that a node may run', () => {
    const small = [{ ...demand(0.1), milliCpus: 10 }];
    const many = Array.from({ length: 100 }, () => [0, 60] as const);
    expect(play(many, {}, small).peakNodes).toBe(1);
    expect(play(many, { pods: 48 }, small).peakNodes).toBe(3);
  });

  test('makes servers wait for a node that starts, and for that time only', () => {
    expect(
      play(
        [
          [0, 60],
          [4, 60],
          [5, 60],
        ],
        { bootMinutes: 5 },
      ).waited,
    ).toBe(2);
    expect(play([[0, 60]], { minNodes: 1 }).waited).toBe(0);
  });
});

describe('placeholders', () => {
  const placeholders = { ...demand(8), count: 4 };

  test('hold a node when nobody is there', () => {
    expect(play([], { placeholders }).nodeHours).toBe(168);
  });

  test('start the next node as soon as a server takes their room', () => {
    expect(play([[600, 720]], { placeholders })).toMatchObject({ peakNodes: 2, waited: 0 });
  });

  test('let a node go when the others have room for them', () => {
    // From 600 to 720 two nodes, then ten minutes until the second is given back.
    expect(play([[600, 720]], { placeholders }).nodeHours).toBe(168 + 130 / 60);
  });
});
