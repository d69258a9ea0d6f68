import type { RolloutEntry } from './record.ts';
import type { RolloutStack } from './rollout-stack.ts';
import { type Wave, waveOf } from './waves.ts';

/**
 * What a record says before anything is done. What the resumed rollout has finished with the same Terraform JSON stays
 * finished, and what it has applied but not checked is only checked.
 */
export function firstEntries(
  waves: readonly Wave<RolloutStack>[],
  held: readonly RolloutStack[],
  resumed: readonly RolloutEntry[] = [],
): RolloutEntry[] {
  const rolled = waves.flatMap(({ batches }) =>
    batches.flatMap((batch, index) => batch.map((stack) => ({ stack, batch: index + 1 }))),
  );
  return [
    ...rolled.map(({ stack, batch }): RolloutEntry => {
      const before = resumed.find((each) => each.stack === stack.name && each.hash === stack.hash);
      const own = { ...placeOf(stack), batch };
      if (before?.outcome === 'done') return { ...before, ...own, earlier: true };
      if (before?.outcome === 'unverified') return { ...before, ...own };
      return { ...own, outcome: 'waiting' };
    }),
    ...held.map((stack): RolloutEntry => {
      const { of, reason, until } = stack.hold ?? { of: stack.name, reason: '', until: '' };
      return { ...placeOf(stack), outcome: 'held', cause: `hold of ${of} until ${until}: ${reason}` };
    }),
  ];
}

function placeOf(stack: RolloutStack) {
  const { name, cluster, hub, layer, hash } = stack;
  return { stack: name, cluster, ...(hub !== undefined && { hub }), layer, wave: waveOf(stack), hash };
}
