import type { Layer } from '../../stacks/layer.ts';
import { inOrderOfDependencies } from '../../terraform/run-stacks.ts';

/** The waves of a rollout, in order. `support` has the stacks of the clusters themselves. */
export const waveNames = ['support', 'staging', 'canary', 'production'] as const;
export type WaveName = (typeof waveNames)[number];

/** Sizes of the batches of each wave, one after the other; the last one repeats. */
export type BatchSizes = Readonly<Record<WaveName, readonly number[]>>;

/** What the waves are made of; a stack has more than this. */
export interface WavedStack {
  readonly name: string;
  readonly cluster: string;
  readonly layer: Layer;
  /** Stage of a hub. */
  readonly stage?: Exclude<WaveName, 'support'>;
  readonly dependsOn: readonly string[];
}

/** Stacks that are rolled out one batch after the other. */
export interface Wave<Stack> {
  readonly name: WaveName;
  /** In a batch, what a stack depends on stands before it. */
  readonly batches: readonly (readonly Stack[])[];
}

/**
 * Puts each stack into a wave and each wave into batches. A batch of the support wave holds whole clusters, and its
 * size counts these; clusters with few production hubs come first, because there a fault hurts few. Waves without
 * stacks are left out.
 */
export function planWaves<Stack extends WavedStack>(stacks: readonly Stack[], sizes: BatchSizes): Wave<Stack>[] {
  return waveNames
    .map((name): Wave<Stack> => {
      const own = stacks.filter((stack) => waveOf(stack) === name);
      const units = name === 'support' ? byCluster(own, stacks) : own.map((stack) => [stack]);
      return { name, batches: cut(units, sizes[name]).map((batch) => batch.flat()) };
    })
    .filter(({ batches }) => batches.length > 0);
}

/** The wave of a stack. */
export function waveOf({ layer, stage = 'production' }: Pick<WavedStack, 'layer' | 'stage'>): WaveName {
  return layer === 'hub' ? stage : 'support';
}

function byCluster<Stack extends WavedStack>(own: readonly Stack[], all: readonly Stack[]): Stack[][] {
  const exposed = (cluster: string): number =>
    all.filter((stack) => stack.cluster === cluster && waveOf(stack) === 'production').length;
  const clusters = [...new Set(own.map(({ cluster }) => cluster))];
  return clusters
    .map((cluster) => ({ cluster, exposed: exposed(cluster) }))
    .sort((a, b) => a.exposed - b.exposed)
    .map(({ cluster }) => inOrderOfDependencies(own.filter((stack) => stack.cluster === cluster)));
}

function cut<T>(items: readonly T[], sizes: readonly number[]): T[][] {
  const batches: T[][] = [];
  for (let from = 0; from < items.length; ) {
    const size = Math.max(1, sizes[Math.min(batches.length, sizes.length - 1)] ?? 1);
    batches.push(items.slice(from, from + size));
    from += size;
  }
  return batches;
}
