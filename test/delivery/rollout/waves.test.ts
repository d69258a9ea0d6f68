import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BatchSizes,
  planWaves,
  type WavedStack,
  type WaveName,
  waveNames,
  waveOf,
} from '../../../src/delivery/rollout/waves.ts';

const hub = (name: string, stage?: WavedStack['stage'], cluster = name.split('-')[0] ?? ''): WavedStack => ({
  name,
  cluster,
  layer: 'hub',
  ...(stage && { stage }),
  dependsOn: [cluster, `${cluster}-data`, `${cluster}-support`],
});

const layersOf = (cluster: string): WavedStack[] => [
  { name: `${cluster}-support`, cluster, layer: 'support', dependsOn: [cluster, `${cluster}-data`] },
  { name: cluster, cluster, layer: 'cluster', dependsOn: [] },
  { name: `${cluster}-data`, cluster, layer: 'data', dependsOn: [cluster] },
];

const ones: BatchSizes = { support: [1], staging: [1], canary: [1], production: [1] };

const shown = (stacks: readonly WavedStack[], sizes: Partial<BatchSizes> = {}) =>
  planWaves(stacks, { ...ones, ...sizes }).map(
    ({ name, batches }) => `${name}: ${batches.map((batch) => batch.map((each) => each.name).join(' ')).join(' | ')}`,
  );

describe('waves', () => {
  test.each<[string, WavedStack[], Partial<BatchSizes>, string[]]>([
    ['nothing', [], {}, []],
    [
      'each stage into its wave, in their order whatever that of the stacks is',
      [hub('a-p', 'production'), hub('a-c', 'canary'), hub('a-s', 'staging'), ...layersOf('a')],
      {},
      ['support: a a-data a-support', 'staging: a-s', 'canary: a-c', 'production: a-p'],
    ],
    ['a hub without a stage into production', [hub('a-p')], {}, ['production: a-p']],
    ['no wave without stacks', [hub('a-c', 'canary')], {}, ['canary: a-c']],
    [
      'batches of the sizes given, the last of which repeats',
      ['1', '2', '3', '4', '5', '6', '7'].map((name) => hub(`a-${name}`)),
      { production: [1, 2] },
      ['production: a-1 | a-2 a-3 | a-4 a-5 | a-6 a-7'],
    ],
    [
      'one batch when the size is exactly that of the wave',
      [hub('a-1'), hub('a-2')],
      { production: [2] },
      ['production: a-1 a-2'],
    ],
    [
      'a second batch for one more',
      [hub('a-1'), hub('a-2'), hub('a-3')],
      { production: [2] },
      ['production: a-1 a-2 | a-3'],
    ],
    [
      'whole clusters into a batch of the support wave, whose size counts clusters',
      [...layersOf('a'), ...layersOf('b'), ...layersOf('c')],
      { support: [1, 2] },
      ['support: a a-data a-support | b b-data b-support c c-data c-support'],
    ],
    [
      'clusters with few production hubs first',
      [...layersOf('a'), hub('a-1'), hub('a-2'), ...layersOf('b'), hub('b-1'), ...layersOf('c'), hub('c-s', 'staging')],
      { staging: [9], production: [9] },
      [
        'support: c c-data c-support | b b-data b-support | a a-data a-support',
        'staging: c-s',
        'production: a-1 a-2 b-1',
      ],
    ],
  ])('put %s', (_, stacks, sizes, waves) => {
    expect(shown(stacks, sizes)).toEqual(waves);
  });

  const stage = fc.constantFrom('staging', 'canary', 'production') as fc.Arbitrary<Exclude<WaveName, 'support'>>;
  const size = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 });
  const sizes = fc.record({ support: size, staging: size, canary: size, production: size });
  const cluster = fc.record({ own: fc.boolean(), stages: fc.array(stage, { maxLength: 8 }) });

  test('have each stack exactly once, after all that it depends on, in batches within their size', () => {
    fc.assert(
      fc.property(fc.array(cluster, { maxLength: 6 }), sizes, fc.infiniteStream(fc.nat()), (clusters, given, order) => {
        const stacks = clusters
          .flatMap(({ own, stages }, index) => [
            ...(own ? layersOf(`c${index}`) : []),
            ...stages.map((each, number) => hub(`c${index}-h${number}`, each)),
          ])
          .map((each) => ({ each, rank: order.next().value ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ each }) => each);
        const waves = planWaves(stacks, given);
        const flat = waves.flatMap(({ batches }) => batches.flat());
        expect(flat.map(({ name }) => name).sort()).toEqual(stacks.map(({ name }) => name).sort());
        for (const [index, { dependsOn }] of flat.entries()) {
          const before = new Set(flat.slice(0, index).map(({ name }) => name));
          expect(dependsOn.filter((name) => stacks.some((other) => other.name === name) && !before.has(name))).toEqual(
            [],
          );
        }
        expect(waves.map(({ name }) => name)).toEqual(
          waveNames.filter((name) => waves.some((each) => each.name === name)),
        );
        for (const { name, batches } of waves) {
          for (const [index, batch] of batches.entries()) {
            const units = new Set(batch.map((stack) => (name === 'support' ? stack.cluster : stack.name)));
            const most = given[name][Math.min(index, given[name].length - 1)] ?? 0;
            expect(units.size).toBeGreaterThan(0);
            expect(units.size).toBeLessThanOrEqual(most);
            expect(batch.every((stack) => waveOf(stack) === name)).toBe(true);
          }
        }
      }),
    );
  });
});
