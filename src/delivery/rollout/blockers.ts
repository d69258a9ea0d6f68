import type { RolloutEntry } from './record.ts';
import { waveNames } from './waves.ts';

const passed: ReadonlySet<RolloutEntry['outcome']> = new Set(['done', 'held', 'unverified']);

/**
 * Stacks that stand in the way of a stack: those it depends on that did not get through, and, of hubs, those of its
 * cluster in an earlier wave that did not: they are there to fail first.
 */
export function blockersOf(
  stack: { readonly name: string; readonly dependsOn: readonly string[] },
  entries: readonly RolloutEntry[],
): string[] {
  const own = entries.find((each) => each.stack === stack.name);
  const stuck = entries.filter(({ outcome }) => !passed.has(outcome));
  const isEarlier = ({ wave }: RolloutEntry): boolean =>
    own !== undefined && waveNames.indexOf(wave) < waveNames.indexOf(own.wave);
  return stuck
    .filter(
      (each) =>
        stack.dependsOn.includes(each.stack) ||
        (own?.layer === 'hub' && each.layer === 'hub' && each.cluster === own.cluster && isEarlier(each)),
    )
    .map((each) => each.stack);
}
