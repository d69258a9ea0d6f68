import type { StackApplication } from '../../terraform/apply-stack.ts';
import { TerraformInterrupted } from '../../terraform/failure.ts';
import { runStacks } from '../../terraform/run-stacks.ts';
import { blockersOf } from './blockers.ts';
import { haltReason } from './halt.ts';
import type { Journal } from './journal.ts';
import type { Rollback, RolloutEntry, RolloutHealth, RolloutRecord } from './record.ts';
import type { RolloutStack } from './rollout-stack.ts';
import { tallyOf } from './tally.ts';
import type { Wave, WaveName } from './waves.ts';

/** What a rollout works with. */
export interface RolloutTools {
  /** Most stacks that are worked on at a time. */
  readonly parallel: number;
  /** What is known of earlier rollouts of a stack. */
  earlierOf(stack: string): RolloutEntry | undefined;
  apply(stack: RolloutStack): Promise<StackApplication>;
  /** Checks a hub; undefined when nothing is checked. */
  verify(stack: RolloutStack): Promise<RolloutHealth | undefined>;
  /** Takes a failed hub back to what it was before a moment. */
  takeBack(stack: RolloutStack, startedAt: Date): Promise<Rollback[]>;
  /** Keeps a stack that works, to go back to. */
  keepGood(stack: RolloutStack): Promise<void>;
  isOver(): boolean;
  now(): Date;
}

/** What happens, as it happens. */
export type RolloutEvent =
  | {
      readonly kind: 'batch';
      readonly wave: WaveName;
      readonly batch: number;
      readonly of: number;
      readonly stacks: readonly string[];
    }
  | { readonly kind: 'checking'; readonly stack: string }
  | { readonly kind: 'taking-back'; readonly stack: string }
  /** A stack has a new outcome; of an application, with its plan. */
  | { readonly kind: 'stack'; readonly entry: RolloutEntry; readonly application?: StackApplication };

/** Rolls out wave by wave and batch by batch, until all is done, somebody interrupts, or too much has failed. */
export async function rollOut(
  waves: readonly Wave<RolloutStack>[],
  journal: Journal,
  tools: RolloutTools,
  listener: (event: RolloutEvent) => void,
): Promise<RolloutRecord['outcome']> {
  const course = new Course(journal, tools, listener);
  for (const { stacks, ...place } of waves.flatMap(batchesOf)) {
    const open = stacks.filter(({ name }) => isOpen(journal.entry(name)));
    if (open.length === 0) continue;
    if (tools.isOver()) return 'interrupted';
    listener({ kind: 'batch', ...place, stacks: open.map(({ name }) => name) });
    await course.run(open);
    if (tools.isOver()) return 'interrupted';
    const reason = haltReason(tallyOf(journal.entries), journal.record.settings.haltAt);
    if (reason !== undefined) {
      await journal.change({ halt: `wave ${place.wave}, batch ${place.batch} of ${place.of}: ${reason}` });
      return 'halted';
    }
  }
  const isDone = ({ outcome }: RolloutEntry): boolean => outcome === 'done' || outcome === 'held';
  return journal.entries.every(isDone) ? 'done' : 'incomplete';
}

function batchesOf({ name: wave, batches }: Wave<RolloutStack>) {
  return batches.map((stacks, index) => ({ wave, batch: index + 1, of: batches.length, stacks }));
}

function isOpen({ outcome }: RolloutEntry): boolean {
  return outcome === 'waiting' || outcome === 'unverified';
}

/** The way of one batch: apply, check, take back what failed. */
class Course {
  readonly #journal: Journal;
  readonly #tools: RolloutTools;
  readonly #listener: (event: RolloutEvent) => void;

  constructor(journal: Journal, tools: RolloutTools, listener: (event: RolloutEvent) => void) {
    this.#journal = journal;
    this.#tools = tools;
    this.#listener = listener;
  }

  async run(batch: readonly RolloutStack[]): Promise<void> {
    await this.#each(batch, (stack) => this.#apply(stack));
    const applied = batch.filter(({ name }) => this.#journal.entry(name).outcome === 'unverified');
    await this.#each(applied, (stack) => this.#check(stack));
    const failed = batch.filter(({ name }) => needsRollback(this.#journal.entry(name)));
    if (this.#journal.record.settings.rollback === 'none' || this.#tools.isOver()) return;
    await this.#each(failed, (stack) => this.#takeBack(stack));
  }

  async #each(stacks: readonly RolloutStack[], work: (stack: RolloutStack) => Promise<void>): Promise<void> {
    const { parallel, isOver } = this.#tools;
    // What stands in the way of a stack is known from the journal, also when it was in an earlier batch.
    await runStacks(stacks, { parallel, work, lets: () => true, isOver });
  }

  async #apply(stack: RolloutStack): Promise<void> {
    const { name } = stack;
    if (this.#journal.entry(name).outcome === 'unverified') return;
    const because = blockersOf(stack, this.#journal.entries);
    if (because.length > 0) return this.#note(name, { outcome: 'skipped', because });
    await this.#journal.note(name, { outcome: 'running', startedAt: this.#tools.now().toISOString() });
    const began = performance.now();
    const application = await this.#tools.apply(stack);
    const news = { ...this.#newsOf(stack, application), seconds: secondsSince(began) };
    const entry = await this.#journal.note(name, news);
    this.#listener({ kind: 'stack', entry, application });
  }

  #newsOf(stack: RolloutStack, { outcome, plan, failure }: StackApplication): Partial<RolloutEntry> {
    const changes = Object.fromEntries(Object.entries(plan.summary).filter(([, number]) => number > 0));
    if (outcome === 'refused') {
      const errors = plan.findings.filter(({ level }) => level === 'error');
      return { outcome: 'refused', changes, forbiddenBy: [...new Set(errors.map(({ rule }) => rule))] };
    }
    if (failure instanceof TerraformInterrupted) return { outcome: 'waiting', changes, cause: failure.message };
    if (outcome === 'failed' || outcome === 'declined') {
      // Without a plan that could be applied nothing was changed.
      return {
        outcome: 'failed',
        changes,
        applied: plan.planFile !== undefined,
        ...(failure && { cause: failure.message }),
      };
    }
    const applied = outcome === 'applied';
    const earlier = this.#tools.earlierOf(stack.name);
    if (!applied && earlier?.hash === stack.hash && wasTakenBackByHelm(earlier))
      return { outcome: 'failed', cause: BEHIND };
    // A rollout that died or was interrupted may have applied it just before.
    const died = !applied && earlier?.hash === stack.hash && CUT_SHORT.has(earlier.outcome) ? earlier : undefined;
    return {
      outcome: this.#isToCheck(stack, applied, earlier) ? 'unverified' : 'done',
      changes,
      applied: applied || died !== undefined,
      ...(died?.startedAt !== undefined && { startedAt: died.startedAt }),
    };
  }

  /** A hub that stays as it is may be hurt by what its cluster got, or by a rollout that did not get to its check. */
  #isToCheck({ layer, cluster }: RolloutStack, applied: boolean, earlier: RolloutEntry | undefined): boolean {
    if (layer !== 'hub' || !this.#journal.record.settings.verify) return false;
    const own = this.#journal.entries.filter((each) => each.cluster === cluster && each.layer !== 'hub');
    const isOpenQuestion = earlier !== undefined && earlier.outcome !== 'done' && earlier.startedAt !== undefined;
    return applied || isOpenQuestion || own.some((each) => each.applied === true);
  }

  async #check(stack: RolloutStack): Promise<void> {
    const { name } = stack;
    this.#listener({ kind: 'checking', stack: name });
    const health = await this.#tools.verify(stack);
    // Somebody interrupted before the check could tell: whoever resumes checks again.
    if (health?.verdict === 'interrupted') return;
    const isBroken = health?.verdict === 'unhealthy';
    if (!isBroken) await this.#tools.keepGood(stack);
    await this.#note(name, { outcome: isBroken ? 'unhealthy' : 'done', ...(health && { health }) });
  }

  async #takeBack(stack: RolloutStack): Promise<void> {
    const { name } = stack;
    this.#listener({ kind: 'taking-back', stack: name });
    const { startedAt } = this.#journal.entry(name);
    const rollbacks = await this.#tools.takeBack(stack, new Date(startedAt ?? this.#tools.now()));
    await this.#journal.note(name, { rollbacks });
    const isBack = rollbacks.some(({ outcome }) => outcome !== 'failed');
    const healthAfter = isBack ? await this.#tools.verify(stack) : undefined;
    await this.#note(name, healthAfter ? { healthAfter } : {});
  }

  async #note(name: string, news: Partial<RolloutEntry>): Promise<void> {
    const entry = await this.#journal.note(name, news);
    this.#listener({ kind: 'stack', entry });
  }
}

/** Outcomes that a rollout which ends in order leaves only when it was interrupted. */
const CUT_SHORT: ReadonlySet<RolloutEntry['outcome']> = new Set(['running', 'waiting', 'unverified']);

const BEHIND =
  'Terraform sees nothing to do, because Helm took the release back behind it; change the files of the hub (another chart.timeoutSeconds is enough), so that it is upgraded again';

function wasTakenBackByHelm({ rollbacks = [] }: RolloutEntry): boolean {
  return rollbacks.some(({ how, outcome }) => how === 'helm' && outcome === 'done');
}

function needsRollback({ layer, outcome, applied }: RolloutEntry): boolean {
  return layer === 'hub' && applied === true && (outcome === 'unhealthy' || outcome === 'failed');
}

function secondsSince(began: number): number {
  return Math.round(performance.now() - began) / 1000;
}
