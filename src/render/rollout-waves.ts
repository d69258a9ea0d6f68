import type { PlacedHold } from '../delivery/rollout/hold.ts';
import type { RolloutEntry, RolloutSettings } from '../delivery/rollout/record.ts';
import type { RolloutStack } from '../delivery/rollout/rollout-stack.ts';
import type { Wave } from '../delivery/rollout/waves.ts';
import type { Colors } from './findings-text.ts';
import { renderJson } from './json.ts';
import { count } from './problems-text.ts';

/** What a rollout is about to do. */
export interface RolloutPlan {
  readonly waves: readonly Wave<RolloutStack>[];
  readonly entries: readonly RolloutEntry[];
  readonly expired: readonly PlacedHold[];
  /** Stacks that the base has and the fleet no longer has. */
  readonly removed: readonly string[];
  readonly settings: RolloutSettings;
}

/** The waves with their batches, what is left out and why, and what happens to a failed hub. */
export function renderWaves({ waves, entries, expired, removed, settings }: RolloutPlan, colors: Colors): string {
  const isOpen = (stack: RolloutStack): boolean =>
    entries.find((each) => each.stack === stack.name)?.outcome !== 'done';
  const blocks = waves.flatMap(({ name, batches }) => [
    colors.bold(`wave ${name}`),
    ...batches.map((batch, index) => {
      const open = batch.filter(isOpen).map((stack) => stack.name);
      return `  batch ${index + 1} of ${batches.length}: ${open.join(', ') || 'done earlier'}`;
    }),
  ]);
  const done = entries.filter(({ earlier }) => earlier).length;
  const notes = [
    ...(done > 0 ? [`${count(done, 'stack')} done earlier`] : []),
    ...entries
      .filter(({ outcome }) => outcome === 'held')
      .map(({ stack, cause }) => colors.yellow(`held: ${stack}, ${cause}`)),
    ...renderExpired(expired).map((line) => colors.yellow(line)),
    ...(removed.length > 0
      ? [colors.yellow(`removed from the fleet, and not destroyed by a rollout: ${removed.join(', ')}`)]
      : []),
  ];
  const last = waves.length === 0 ? 'nothing to roll out' : sentence(settings);
  return `${[...blocks, ...notes, last].join('\n')}\n`;
}

/** Holds that are over, a line each. */
function renderExpired(expired: readonly PlacedHold[]): string[] {
  return expired.map(
    ({ of, until, reason }) => `the hold of ${of} ended on ${until}, take it out of the file: ${reason}`,
  );
}

/** The same for programs: `{ version, waves: [{ name, batches: [[stack]] }], stacks, expiredHolds, removed, settings }`. */
export function renderWavesJson({ waves, entries, expired, removed, settings }: RolloutPlan): string {
  const named = waves.map(({ name, batches }) => ({
    name,
    batches: batches.map((batch) => batch.map((each) => each.name)),
  }));
  return renderJson({ version: 1, waves: named, stacks: entries, expiredHolds: expired, removed, settings });
}

function sentence({ haltAt, rollback, verify }: RolloutSettings): string {
  const checks = verify ? 'hubs are checked after each batch' : 'hubs are not checked';
  const back = rollback === 'none' ? 'stays as it is' : 'is taken back';
  return `${checks}; a failed hub ${back}; the rollout halts at ${haltAt} failed`;
}
