import { createHash, randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pLimit from 'p-limit';
import { z } from 'zod';
import { replaceFile, tryRead } from '../terraform/replace-file.ts';

const outcomes = [
  'waiting',
  'begun',
  'applied',
  'no-changes',
  'refused',
  'declined',
  'failed',
  'skipped',
  'finished',
] as const;

const schema = z.object({
  version: z.literal(1),
  /** Makes hashes of one run of no use for another. */
  id: z.string().max(50),
  begunAt: z.iso.datetime(),
  /** Absent when the run was killed. */
  endedAt: z.iso.datetime().optional(),
  stacks: z.record(
    z.string().max(200),
    z.object({
      outcome: z.enum(outcomes),
      begunAt: z.iso.datetime(),
      endedAt: z.iso.datetime().optional(),
      inputs: z.string().max(64).optional(),
    }),
  ),
});

/** How far a run has got. `begun` and nothing after it: the run was killed while it worked on the stack. */
export type RunRecord = z.output<typeof schema>;

type Outcome = (typeof outcomes)[number];

const done: readonly Outcome[] = ['applied', 'no-changes', 'finished'];

/** The record of the last run in an output folder; undefined when there is none that can be read. */
export async function readRecord(outdir: string): Promise<RunRecord | undefined> {
  const text = await tryRead(recordFile(outdir));
  try {
    return text === undefined ? undefined : schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Stacks that a run did not get through, or that it was killed at. */
export function unfinishedOf({ stacks }: RunRecord): string[] {
  return Object.keys(stacks).filter((name) => !done.includes(stacks[name]?.outcome ?? 'begun'));
}

/** Writes down how far a run has got, after every step, so that the next can go on when this one is killed. */
export class RunLog {
  readonly #file: string;
  readonly #record: RunRecord;
  readonly #now: () => Date;
  readonly #inTurn = pLimit(1);

  private constructor(file: string, record: RunRecord, now: () => Date) {
    this.#file = file;
    this.#record = record;
    this.#now = now;
  }

  /** @param before record to go on with */
  static async begin(outdir: string, stacks: readonly string[], now: () => Date, before?: RunRecord): Promise<RunLog> {
    const file = recordFile(outdir);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const begunAt = now().toISOString();
    const waiting = stacks.map((stack) => [stack, { outcome: 'waiting' as const, begunAt }] as const);
    const log = new RunLog(
      file,
      {
        version: 1,
        id: before?.id ?? randomUUID(),
        begunAt,
        stacks: { ...Object.fromEntries(waiting), ...before?.stacks },
      },
      now,
    );
    await log.#write();
    return log;
  }

  /** When a stack was finished with these inputs by the run before; undefined when it is to be done. */
  finishedAt(stack: string, inputs: string): string | undefined {
    const found = this.#record.stacks[stack];
    return found && done.includes(found.outcome) && found.inputs === this.#hash(inputs) ? found.endedAt : undefined;
  }

  async begun(stack: string): Promise<void> {
    this.#record.stacks[stack] = { outcome: 'begun', begunAt: this.#now().toISOString() };
    await this.#write();
  }

  /** @param inputs what it would have to be done again for, should it change */
  async ended(stack: string, outcome: Outcome, inputs?: string): Promise<void> {
    const now = this.#now().toISOString();
    const begunAt = this.#record.stacks[stack]?.begunAt ?? now;
    this.#record.stacks[stack] = {
      outcome,
      begunAt,
      endedAt: now,
      ...(inputs !== undefined && { inputs: this.#hash(inputs) }),
    };
    await this.#write();
  }

  async close(): Promise<void> {
    this.#record.endedAt = this.#now().toISOString();
    await this.#write();
  }

  #hash(inputs: string): string {
    return createHash('sha256').update(`${this.#record.id}\n${inputs}`).digest('hex');
  }

  async #write(): Promise<void> {
    await this.#inTurn(() => replaceFile(this.#file, `${JSON.stringify(this.#record, null, 2)}\n`, 0o600));
  }
}

function recordFile(outdir: string): string {
  return join(outdir, 'runs', 'apply.json');
}
