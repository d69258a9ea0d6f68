import { posix } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';

/** What an archive may hold, against archives made to exhaust the reader. */
export interface ArchiveLimits {
  readonly entries: number;
  /** Bytes after decompression, of the whole archive. */
  readonly bytes: number;
  /** Bytes of the file that is read. */
  readonly fileBytes: number;
}

const defaultArchiveLimits: ArchiveLimits = {
  entries: 20_000,
  bytes: 512 * 1024 * 1024,
  fileBytes: 64 * 1024 * 1024,
};

/**
 * Reads one file of a `.tar.gz` in memory; nothing is written to disk and no link is followed.
 * @param file path in the archive, without leading `./`
 * @returns undefined when the archive does not hold it as a plain file
 * @throws Error when it is no archive, holds a path that leads out of it, or is larger than the limits
 */
export async function readFromArchive(
  archive: Uint8Array,
  file: string,
  limits: ArchiveLimits = defaultArchiveLimits,
): Promise<Uint8Array | undefined> {
  const reading = new Reading(file, limits);
  try {
    await pipeline(Readable.from([archive]), createGunzip(), countBytes(limits.bytes), reading.parser);
  } catch (error) {
    throw reading.refusal ?? (error instanceof Refusal ? error : notAnArchive(error));
  }
  if (reading.refusal) throw reading.refusal;
  return reading.found;
}

class Refusal extends Error {
  constructor(problem: string, remedy: string) {
    super(`configuration archive: ${problem}; ${remedy}`);
    this.name = 'Refusal';
  }
}

class Reading {
  readonly parser: Parser;
  found: Uint8Array | undefined;
  refusal: Refusal | undefined;
  #entries = 0;
  readonly #file: string;
  readonly #limits: ArchiveLimits;

  constructor(file: string, limits: ArchiveLimits) {
    this.#file = file;
    this.#limits = limits;
    this.parser = new Parser({ strict: true, onReadEntry: (entry) => this.#read(entry) });
  }

  #read(entry: ReadEntry): void {
    this.#entries += 1;
    this.refusal ??= this.#refuse(entry);
    const path = posix.normalize(entry.path);
    if (this.refusal || path !== this.#file || !isPlainFile(entry)) {
      entry.resume();
      return;
    }
    const chunks: Buffer[] = [];
    entry.on('data', (chunk: Buffer) => chunks.push(chunk));
    // The last of several files with one name counts, as when the archive is unpacked.
    entry.on('end', () => {
      this.found = Buffer.concat(chunks);
    });
  }

  #refuse({ path, size }: ReadEntry): Refusal | undefined {
    if (this.#entries > this.#limits.entries) {
      return new Refusal(`holds more than ${this.#limits.entries} entries`, 'upload the folder of one stack only');
    }
    const clean = posix.normalize(path.replaceAll('\\', '/'));
    if (clean === '..' || clean.startsWith('../') || posix.isAbsolute(clean) || /^[A-Za-z]:/.test(clean)) {
      return new Refusal(`holds ${JSON.stringify(path.slice(0, 100))}, which leads out of it`, 'pack it anew');
    }
    if (posix.normalize(path) === this.#file && size > this.#limits.fileBytes) {
      const problem = `${this.#file} has ${size} bytes, at most ${this.#limits.fileBytes} are read`;
      return new Refusal(problem, 'split the stack');
    }
    return undefined;
  }
}

function isPlainFile({ type }: ReadEntry): boolean {
  return type === 'File' || type === 'OldFile' || type === 'ContiguousFile';
}

function countBytes(most: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.byteLength;
      if (size <= most) return done(null, chunk);
      done(new Refusal(`has more than ${most} bytes unpacked`, 'upload the folder of one stack only'));
    },
  });
}

function notAnArchive(error: unknown): Refusal {
  const reason = error instanceof Error ? error.message : String(error);
  return new Refusal(`is not a whole tar.gz file (${reason})`, 'pack it anew');
}
