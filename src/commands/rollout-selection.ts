import { affectedStacks, type StackVersion } from '../delivery/affected/affected-stack.ts';
import { stackVersions } from '../delivery/affected/base-stacks.ts';
import type { RolloutRecord, RolloutSelection } from '../delivery/rollout/record.ts';
import type { RecordFolder } from '../delivery/rollout/record-folder.ts';
import type { RolloutStack } from '../delivery/rollout/rollout-stack.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { selectStacks, unmatchedGlobs } from '../stacks/selection.ts';
import type { SynthesizedStack } from '../stacks/synthesize.ts';
import { CliError, type Context } from './command.ts';
import { readBase } from './read-base.ts';
import type { RolloutOptions } from './rollout-options.ts';

/** What the selection is made from. */
interface Choice {
  readonly fleet: Fleet;
  /** The whole fleet as it was written. */
  readonly synthesized: readonly SynthesizedStack[];
  readonly stacks: readonly RolloutStack[];
  readonly selection: RolloutSelection;
  readonly resumed: RolloutRecord | undefined;
  readonly records: RecordFolder;
}

/** The stacks of a rollout, and what the version to compare with tells of them. */
interface Chosen {
  readonly stacks: readonly RolloutStack[];
  /** Stacks that are no longer in the fleet. */
  readonly removed: readonly string[];
  readonly base: ReadonlyMap<string, StackVersion>;
}

/** The selection that the command line asks for. */
export function selectionOf(options: RolloutOptions, stack: readonly string[]): RolloutSelection {
  const { cluster, hub, base, pending } = options;
  if (base !== undefined && pending) throw new CliError('--pending: stands beside --base; keep one of them');
  return { cluster, hub, stack, ...(base !== undefined && { base }), ...(pending && { pending }) };
}

/**
 * Chooses the stacks of a rollout: those of the resumed one; else those that the globs name and that differ, with what
 * depends on them.
 * @throws CliError
 */
export async function chooseStacks(choice: Choice, options: RolloutOptions, context: Context): Promise<Chosen> {
  const { fleet, stacks, selection, resumed } = choice;
  const nothing = { removed: [], base: new Map<string, StackVersion>() };
  if (resumed) {
    const names = new Set(resumed.stacks.map(({ stack }) => stack));
    const own = stacks.filter(({ name }) => names.has(name));
    const present = new Set(own.map(({ name }) => name));
    return { ...nothing, stacks: own, removed: [...names].filter((name) => !present.has(name)) };
  }
  for (const { option, glob, known } of unmatchedGlobs(fleet, selection)) {
    throw new CliError(`${option} '${glob}' is not in ${options.fleet}; choose from ${known.join(', ')}`);
  }
  const named = new Set(selectStacks(fleet, selection).map(({ name }) => name));
  const selected = stacks.filter(({ name }) => named.has(name));
  if (selection.base !== undefined) {
    const base = await readBase({ ...options, base: selection.base }, context);
    const changes = affectedStacks(base.stacks, await stackVersions(fleet, choice.synthesized));
    return {
      stacks: withDependants(selected, new Set(changes.map(({ stack }) => stack))),
      removed: changes.filter(({ kind }) => kind === 'removed').map(({ stack }) => stack),
      base: new Map(base.stacks.map((each) => [each.name, each])),
    };
  }
  if (!selection.pending) return { ...nothing, stacks: selected };
  const last = await choice.records.lastEntries();
  const isFinished = ({ name, hash }: RolloutStack): boolean => {
    const entry = last.get(name);
    return entry?.outcome === 'done' && entry.hash === hash;
  };
  const open = stacks.filter((stack) => !isFinished(stack)).map(({ name }) => name);
  return { ...nothing, stacks: withDependants(selected, new Set(open)) };
}

/** What depends on a stack that differs may plan something else, and may be hurt by it. */
function withDependants(stacks: readonly RolloutStack[], touched: ReadonlySet<string>): RolloutStack[] {
  return stacks.filter(({ name, dependsOn }) => touched.has(name) || dependsOn.some((each) => touched.has(each)));
}
