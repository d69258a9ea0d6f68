import { closeSync, openSync, readSync, rmSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const EVERY_MS = 50;

/**
 * A file that a program writes while its lines are read. Unlike a pipe it outlives its reader: Terraform that writes
 * into a pipe without a reader is ended by the system, and what it made meanwhile is in no state.
 */
export class FollowedFile {
  /** What the program writes to; any number of a descriptor, of which execa's type knows some. */
  readonly fd: 3;
  readonly #reading: number;
  readonly #onLine: (line: string) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #decoder = new StringDecoder('utf8');
  readonly #buffer = Buffer.alloc(64 * 1024);
  #rest = '';

  /** Begins an empty file that only its owner may read. */
  constructor(path: string, onLine: (line: string) => void) {
    rmSync(path, { force: true });
    this.fd = openSync(path, 'ax', 0o600) as 3;
    this.#reading = openSync(path, 'r');
    this.#onLine = onLine;
    this.#timer = setInterval(() => this.#read(), EVERY_MS);
  }

  /** Reads what is left, once the program has ended. */
  close(): void {
    clearInterval(this.#timer);
    this.#read();
    const last = this.#rest + this.#decoder.end();
    if (last !== '') this.#onLine(last);
    closeSync(this.fd);
    closeSync(this.#reading);
  }

  #read(): void {
    for (;;) {
      const size = readSync(this.#reading, this.#buffer);
      if (size === 0) return;
      const lines = (this.#rest + this.#decoder.write(this.#buffer.subarray(0, size))).split('\n');
      this.#rest = lines.pop() ?? '';
      for (const line of lines) this.#onLine(line);
    }
  }
}
