import { open, readFile } from 'node:fs/promises';
import type { HubResult } from '../result.ts';
import { readLines, toLines } from './entry.ts';
import type { History, HistoryLog } from './history-log.ts';

/** A log in one file, a line for each hub. */
export class FileHistory implements HistoryLog {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Makes the file, if it is not there. */
  async prepare(): Promise<void> {
    await this.append([]);
  }

  /** All lines go out in one write, so that checks that run at once do not mix theirs. */
  async append(results: readonly HubResult[]): Promise<void> {
    const handle = await open(this.#file, 'a+');
    try {
      const { size } = await handle.stat();
      const last = Buffer.alloc(1);
      if (size > 0) await handle.read(last, 0, 1, size - 1);
      // A line that a crash cut off must not swallow the next one.
      const start = size > 0 && last.toString() !== '\n' ? '\n' : '';
      const lines = toLines(results);
      if (lines !== '') await handle.write(start + lines);
    } finally {
      await handle.close();
    }
  }

  async read(): Promise<History> {
    const { entries, unreadable } = readLines(await readFile(this.#file, 'utf8'));
    return { entries, unreadable: unreadable.map(String) };
  }
}
