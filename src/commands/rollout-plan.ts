import { dayOf } from '../check/policy-options.ts';
import type { StackVersion } from '../delivery/affected/affected-stack.ts';
import { firstEntries } from '../delivery/rollout/first-entries.ts';
import { expiredHolds } from '../delivery/rollout/hold.ts';
import type { RolloutRecord, RolloutSelection } from '../delivery/rollout/record.ts';
import type { RecordFolder } from '../delivery/rollout/record-folder.ts';
import { type RolloutStack, rolloutStack } from '../delivery/rollout/rollout-stack.ts';
import { planWaves } from '../delivery/rollout/waves.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { RolloutPlan } from '../render/rollout-waves.ts';
import { stacksOfFleet } from '../stacks/layer.ts';
import type { Context, ExitCode } from './command.ts';
import { type RolloutOptions, settingsOf } from './rollout-options.ts';
import { chooseStacks, selectionOf } from './rollout-selection.ts';
import { synthesizeFleet } from './synthesized-fleet.ts';

/** A rollout before anything is done. */
export interface PlannedRollout extends RolloutPlan {
  readonly fleet: Fleet;
  readonly outdir: string;
  /** All stacks that are part of it, those on hold among them. */
  readonly stacks: readonly RolloutStack[];
  readonly selection: RolloutSelection;
  /** The versions to compare with, by stack. */
  readonly base: ReadonlyMap<string, StackVersion>;
}

/** Where a rollout begins. */
interface Beginning {
  /** Names of stacks; globs. */
  readonly args: readonly string[];
  readonly records: RecordFolder;
  readonly resumed: RolloutRecord | undefined;
}

/** Chooses the stacks and puts them into waves. What is wrong is printed, and the exit code returned. */
export async function planRollout(
  options: RolloutOptions,
  { args, records, resumed }: Beginning,
  context: Context,
): Promise<PlannedRollout | ExitCode> {
  const selection = resumed?.what.selection ?? selectionOf(options, args);
  // The whole fleet: what differs, and what is gone, can be told of no part.
  const written = await synthesizeFleet({ ...options, cluster: [], hub: [] }, context);
  if (typeof written === 'number') return written;
  const { fleet, outdir, stacks: synthesized } = written;
  const today = dayOf(context.now());
  const places = stacksOfFleet(fleet);
  const all = await Promise.all(
    places.flatMap((place) => {
      const own = synthesized.find(({ name }) => name === place.name);
      return own ? [rolloutStack(own, place, today)] : [];
    }),
  );
  const choice = { fleet, synthesized, stacks: all, selection, resumed, records };
  const { stacks, removed, base } = await chooseStacks(choice, options, context);
  const settings = settingsOf(options, fleet.rollout, resumed?.settings);
  const [rolled, held] = [stacks.filter(({ hold }) => !hold), stacks.filter(({ hold }) => hold)];
  const waves = planWaves(rolled, settings.batches);
  const names = new Set(stacks.map(({ name }) => name));
  const part = places.filter(({ name }) => names.has(name));
  return {
    fleet,
    outdir,
    stacks,
    selection,
    settings,
    waves,
    base,
    removed,
    entries: firstEntries(waves, held, resumed?.stacks),
    expired: expiredHolds(part, today),
  };
}
