import { dayOf } from '../check/policy-options.ts';
import { affectedStacks, type StackVersion } from '../delivery/affected/affected-stack.ts';
import { stackVersions } from '../delivery/affected/base-stacks.ts';
import { firstEntries } from '../delivery/rollout/first-entries.ts';
import { expiredHolds } from '../delivery/rollout/hold.ts';
import type { RolloutRecord, RolloutSelection } from '../delivery/rollout/record.ts';
import { type RolloutStack, rolloutStack } from '../delivery/rollout/rollout-stack.ts';
import { planWaves } from '../delivery/rollout/waves.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { RolloutPlan } from '../render/rollout-waves.ts';
import { stacksOfFleet } from '../stacks/layer.ts';
import { selectStacks } from '../stacks/selection.ts';
import { CliError, type Context, type ExitCode } from './command.ts';
import { readBase } from './read-base.ts';
import { type RolloutOptions, settingsOf } from './rollout-options.ts';
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

/** Chooses the stacks and puts them into waves. What is wrong is printed, and the exit code returned. */
export async function planRollout(
  options: RolloutOptions,
  args: readonly string[],
  context: Context,
  resumed: RolloutRecord | undefined,
): Promise<PlannedRollout | ExitCode> {
  const selection = resumed?.what.selection ?? selectionOf(options, args);
  const { cluster, hub, stack, base: baseName } = selection;
  const whole = { ...options, cluster: [], hub: [] };
  // With a base, what is gone can only be told from the whole fleet.
  const synthesized =
    baseName !== undefined || resumed
      ? await synthesizeFleet(whole, context)
      : await synthesizeFleet({ ...options, cluster, hub }, context, stack);
  if (typeof synthesized === 'number') return synthesized;
  const { fleet, outdir } = synthesized;
  const base = resumed || baseName === undefined ? undefined : await readBase({ ...options, base: baseName }, context);
  const changes = base && affectedStacks(base.stacks, await stackVersions(fleet, synthesized.stacks));
  const touched = new Set(changes?.map((each) => each.stack));
  const selected = new Set(selectStacks(fleet, { cluster, hub, stack }).map(({ name }) => name));
  const isPart = resumed
    ? (name: string) => resumed.stacks.some((each) => each.stack === name)
    : (name: string, dependsOn: readonly string[]) =>
        selected.has(name) && (!changes || touched.has(name) || dependsOn.some((each) => touched.has(each)));
  const today = dayOf(context.now());
  const places = new Map(stacksOfFleet(fleet).map((place) => [place.name, place]));
  const chosen = synthesized.stacks.filter(({ name, dependsOn }) => isPart(name, dependsOn));
  const stacks = await Promise.all(
    chosen.map(async (each) => {
      const place = places.get(each.name);
      if (!place) throw new CliError(`${each.name}: is in no cluster of the fleet`);
      return await rolloutStack(each, place, today);
    }),
  );
  const settings = settingsOf(options, fleet.rollout, resumed?.settings);
  const waves = planWaves(
    stacks.filter(({ hold }) => !hold),
    settings.batches,
  );
  return {
    fleet,
    outdir,
    stacks,
    selection,
    settings,
    waves,
    base: new Map(base?.stacks.map((each) => [each.name, each])),
    entries: firstEntries(
      waves,
      stacks.filter(({ hold }) => hold),
      resumed?.stacks,
    ),
    expired: expiredHolds(
      stacks.flatMap(({ name }) => places.get(name) ?? []),
      today,
    ),
    removed: (changes ?? []).filter(({ kind }) => kind === 'removed').map((each) => each.stack),
  };
}

function selectionOf({ cluster, hub, base }: RolloutOptions, stack: readonly string[]): RolloutSelection {
  return { cluster, hub, stack, ...(base !== undefined && { base }) };
}
