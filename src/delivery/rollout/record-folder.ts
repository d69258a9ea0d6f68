import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { replaceFile, tryRead } from '../../terraform/replace-file.ts';
import { sha256 } from '../plan-inputs.ts';
import { type RolloutEntry, type RolloutRecord, rolloutRecord } from './record.ts';

/** The folder of records cannot be used: `where: what is wrong; what to do`. */
export class UnusableRecords extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnusableRecords';
  }
}

const RECORD = /^\d{8}T\d{9}Z-[0-9a-f]{6}\.json$/;

/**
 * A folder with a file per rollout, and the Terraform JSON of every stack that was once good. Files are added, and only
 * that of the rollout under way is written again, each time in one step.
 */
export class RecordFolder {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = dir;
  }

  /** @throws UnusableRecords */
  async write(record: RolloutRecord): Promise<void> {
    await this.#replace(
      join(this.dir, `${record.id}.json`),
      `${JSON.stringify(rolloutRecord.parse(record), null, 2)}\n`,
    );
  }

  /** All records, the newest first. What is no record is left alone. */
  async *newestFirst(): AsyncGenerator<RolloutRecord> {
    const names = (await this.#names()).sort().reverse();
    for (const name of names) yield await this.#read(name);
  }

  /** @throws UnusableRecords */
  async read(id: string): Promise<RolloutRecord> {
    const name = `${id}.json`;
    if ((await this.#names()).includes(name)) return await this.#read(name);
    throw new UnusableRecords(`--resume: there is no rollout ${id} in ${this.dir}; leave out the id for the last one`);
  }

  /** What became of each stack the last time that a rollout came to it. */
  async lastEntries(): Promise<Map<string, RolloutEntry>> {
    const entries = new Map<string, RolloutEntry>();
    for await (const { stacks } of this.newestFirst()) {
      for (const entry of stacks) if (isBegun(entry) && !entries.has(entry.stack)) entries.set(entry.stack, entry);
    }
    return entries;
  }

  /** Keeps the Terraform JSON of a stack that works, so that a later rollout can go back to it. */
  async keepGood(hash: string, json: string): Promise<void> {
    const file = this.#goodFile(hash);
    if (await stat(file).catch(() => undefined)) return;
    await this.#replace(file, json);
  }

  /** The Terraform JSON with which a stack worked last, unless it is the one with the given hash. */
  async lastGood(stack: string, except: string): Promise<{ readonly hash: string; readonly json: string } | undefined> {
    for await (const { stacks } of this.newestFirst()) {
      const entry = stacks.find((each) => each.stack === stack && each.outcome === 'done' && each.hash !== except);
      const json = entry && (await tryRead(this.#goodFile(entry.hash)));
      // What somebody has changed meanwhile is not what worked.
      if (entry && json !== undefined && sha256(json) === entry.hash) return { hash: entry.hash, json };
    }
    return undefined;
  }

  async #names(): Promise<string[]> {
    const names = await readdir(this.dir).catch((): string[] => []);
    return names.filter((name) => RECORD.test(name));
  }

  #goodFile(hash: string): string {
    return join(this.dir, 'good', `${hash}.tf.json`);
  }

  async #read(name: string): Promise<RolloutRecord> {
    const file = join(this.dir, name);
    const text = await readFile(file, 'utf8');
    const read = rolloutRecord.safeParse(tryParse(text));
    if (read.success) return read.data;
    throw new UnusableRecords(`${file}: is no record of a rollout; move it out of the folder`);
  }

  async #replace(file: string, text: string): Promise<void> {
    try {
      await mkdir(dirname(file), { recursive: true });
      await replaceFile(file, text);
    } catch (error) {
      throw new UnusableRecords(
        `${file}: cannot be written: ${(error as Error).message}; name another folder with --records`,
      );
    }
  }
}

function isBegun({ startedAt, earlier }: RolloutEntry): boolean {
  return startedAt !== undefined && !earlier;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
