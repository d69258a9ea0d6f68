import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inOrderOfDependencies, runStacks } from '../../src/terraform/run-stacks.ts';

const stack = (name: string, ...dependsOn: string[]) => ({ name, dependsOn });

const stacks = [
  stack('sea-hub', 'sea', 'sea-data'),
  stack('sea-data', 'sea'),
  stack('lake'),
  stack('sea'),
  stack('lake-hub', 'lake', 'lake-data'),
];

interface Behaviour {
  readonly parallel?: number;
  readonly failing?: readonly string[];
  readonly throwing?: readonly string[];
  /** Given the names that have begun. */
  isOver?(begun: readonly string[]): boolean;
  /** Ticks of the event loop that a stack takes. */
  readonly takes?: Readonly<Record<string, number>>;
}

/** What began and ended in which order, and what came of it. */
async function run({ parallel = 1, failing = [], throwing = [], isOver = () => false, takes = {} }: Behaviour = {}) {
  const begun: string[] = [];
  const events: string[] = [];
  let [running, most] = [0, 0];
  const results = runStacks(stacks, {
    parallel,
    work: async ({ name }) => {
      begun.push(name);
      events.push(`+${name}`);
      most = Math.max(most, ++running);
      for (let tick = takes[name] ?? 1; tick > 0; tick--) await turn();
      running--;
      events.push(`-${name}`);
      if (throwing.includes(name)) throw new Error(`${name} is unusable`);
      return { stack: name, outcome: failing.includes(name) ? 'failed' : 'done' };
    },
    lets: ({ outcome }) => outcome === 'done',
    isOver: () => isOver(begun),
  });
  return { begun, events, most: () => most, results };
}

async function outcomes(behaviour: Behaviour = {}) {
  const results = await (await run(behaviour)).results;
  return results.map((result) => ('because' in result ? [result.stack, ...result.because] : result.stack));
}

test('works on what a stack depends on before it, otherwise as given', async () => {
  const { begun, results } = await run();
  await results;
  expect(begun).toEqual(['sea', 'sea-data', 'sea-hub', 'lake', 'lake-hub']);
});

test('works on several stacks at a time, and on a dependant as soon as it may', async () => {
  const { events, results } = await run({ parallel: 2, takes: { lake: 9 } });
  await results;
  expect(events).toEqual([
    ...['+sea', '+lake', '-sea', '+sea-data', '-sea-data', '+sea-hub', '-sea-hub'],
    ...['-lake', '+lake-hub', '-lake-hub'],
  ]);
});

test.each([
  [1, 1],
  [2, 2],
  [9, 2],
])('with %i at a time at most %i run, as no more are free of dependencies', async (parallel, expected) => {
  const { most, results } = await run({ parallel });
  await results;
  expect(most()).toBe(expected);
});

test('results keep their order, whichever ended first', async () => {
  expect(await outcomes({ parallel: 9, takes: { sea: 7 } })).toEqual([
    'sea',
    'sea-data',
    'sea-hub',
    'lake',
    'lake-hub',
  ]);
});

test.each([1, 2])('a stack that does not get through stops all that depend on it, %i at a time', async (parallel) => {
  expect(await outcomes({ parallel, failing: ['sea'] })).toEqual([
    'sea',
    ['sea-data', 'sea'],
    ['sea-hub', 'sea', 'sea-data'],
    'lake',
    'lake-hub',
  ]);
});

test('nothing is begun once the run is over', async () => {
  expect(await outcomes({ isOver: (begun) => begun.length === 2 })).toEqual([
    'sea',
    'sea-data',
    ['sea-hub'],
    ['lake'],
    ['lake-hub', 'lake'],
  ]);
});

test('what has begun is finished when the run is over', async () => {
  const { events, results } = await run({ parallel: 2, isOver: (begun) => begun.length === 2, takes: { lake: 5 } });
  expect((await results).map((result) => result.outcome)).toEqual(['done', 'skipped', 'skipped', 'done', 'skipped']);
  expect(events).toEqual(['+sea', '+lake', '-sea', '-lake']);
});

test('an error ends the run once what has begun is finished', async () => {
  const { events, results } = await run({ parallel: 2, throwing: ['sea', 'lake'], takes: { lake: 5 } });
  await expect(results).rejects.toThrow('sea is unusable');
  expect(events).toEqual(['+sea', '+lake', '-sea', '-lake']);
});

test('stacks that need each other are an error, not a wait without end', () => {
  const circle = [stack('a', 'c'), stack('b', 'a'), stack('c', 'b')];
  expect(() => inOrderOfDependencies(circle)).toThrow(
    'a needs c needs b needs a: stacks that depend on each other in a circle',
  );
});
