import { expect, test } from 'vitest';
import { inOrder } from '../../src/terraform/in-order.ts';

const stack = (name: string, ...dependsOn: string[]) => ({ name, cluster: 'sea', directory: '', file: '', dependsOn });

const stacks = [
  stack('sea-hub', 'sea', 'sea-data'),
  stack('sea-data', 'sea'),
  stack('lake'),
  stack('sea'),
  stack('lake-hub', 'lake', 'lake-data'),
];

async function outcomes(failing: string[] = [], isOver: (done: string[]) => boolean = () => false) {
  const done: string[] = [];
  const results = await inOrder(stacks, {
    work: async ({ name }) => {
      done.push(name);
      return { stack: name, outcome: failing.includes(name) ? 'failed' : 'done' };
    },
    lets: ({ outcome }) => outcome === 'done',
    isOver: () => isOver(done),
  });
  return results.map((result) => ('because' in result ? [result.stack, ...result.because] : result.stack));
}

test('works on what a stack depends on before it, otherwise as given', async () => {
  expect(await outcomes()).toEqual(['sea', 'sea-data', 'sea-hub', 'lake', 'lake-hub']);
});

test('a stack that does not get through stops all that depend on it, and nothing else', async () => {
  expect(await outcomes(['sea'])).toEqual([
    'sea',
    ['sea-data', 'sea'],
    ['sea-hub', 'sea', 'sea-data'],
    'lake',
    'lake-hub',
  ]);
});

test('nothing is begun once the run is over', async () => {
  expect(await outcomes([], (done) => done.length === 2)).toEqual([
    'sea',
    'sea-data',
    ['sea-hub'],
    ['lake'],
    ['lake-hub', 'lake'],
  ]);
});
