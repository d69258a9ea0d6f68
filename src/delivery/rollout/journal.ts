import type { RolloutEntry, RolloutRecord } from './record.ts';
import type { RecordFolder } from './record-folder.ts';

/** The record of the rollout under way: every change of it is on the disk before the work goes on. */
export class Journal {
  readonly #folder: RecordFolder;
  #record: RolloutRecord;
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(folder: RecordFolder, record: RolloutRecord) {
    this.#folder = folder;
    this.#record = record;
  }

  get record(): RolloutRecord {
    return this.#record;
  }

  get entries(): readonly RolloutEntry[] {
    return this.#record.stacks;
  }

  entry(stack: string): RolloutEntry {
    const entry = this.#record.stacks.find((each) => each.stack === stack);
    if (!entry) throw new Error(`${stack}: is not part of this rollout`);
    return entry;
  }

  /** Notes what became of a stack. */
  async note(stack: string, news: Partial<RolloutEntry>): Promise<RolloutEntry> {
    const stacks = this.#record.stacks.map((each) => (each.stack === stack ? { ...each, ...news } : each));
    await this.change({ stacks });
    return this.entry(stack);
  }

  /** Changes what is said of the rollout as a whole. */
  async change(news: Partial<RolloutRecord>): Promise<void> {
    this.#record = { ...this.#record, ...news };
    // A write that has not begun will hold this change too.
    this.#next ??= this.#writing.then(() => {
      this.#next = undefined;
      return this.#folder.write(this.#record);
    });
    const written = this.#next;
    this.#writing = written.catch(() => {});
    await written;
  }
}
