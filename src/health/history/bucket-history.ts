import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import type { HubResult } from '../result.ts';
import { readLines, toLines } from './entry.ts';
import type { History, HistoryLog } from './history-log.ts';
import { ObjectFailure, type Objects } from './objects.ts';

/** Days of a log that are read: a trend needs weeks, and a year of a fleet would be read for minutes. */
const READ_DAYS = 92;
const DAY_MS = 86_400_000;

/** Objects that are read at most, and at once. */
const MOST_OBJECTS = 50_000;
const AT_ONCE = 24;

/** Options of a `BucketHistory`. */
export interface BucketHistoryOptions {
  /** Where in the bucket, without a slash at the end; empty: at its top. */
  readonly prefix: string;
  now(): Date;
}

/**
 * A log in a bucket, an object for each run: buckets cannot append, and of two that write one object at once the first
 * would be lost. Names begin with the time, so that a part of the log is found without reading all of it.
 */
export class BucketHistory implements HistoryLog {
  readonly #objects: Objects;
  readonly #start: string;
  readonly #now: () => Date;

  constructor(objects: Objects, { prefix, now }: BucketHistoryOptions) {
    this.#objects = objects;
    this.#start = prefix === '' ? '' : `${prefix}/`;
    this.#now = now;
  }

  /** Lists one object. An identity that may write but not list is right for a check in a cluster. */
  async prepare(): Promise<void> {
    await this.#objects.list(this.#start, this.#start, 1).catch((error: unknown) => {
      if (!(error instanceof ObjectFailure) || !error.isForbidden) throw error;
    });
  }

  async append(results: readonly HubResult[]): Promise<void> {
    if (results.length === 0) return;
    await this.#objects.put(`${this.#start}${this.#stamp(0)}-${randomUUID()}.jsonl`, toLines(results));
  }

  async read(): Promise<History> {
    const keys = await this.#objects.list(this.#start, `${this.#start}${this.#stamp(READ_DAYS)}`, MOST_OBJECTS);
    const logs = keys.filter((key) => key.endsWith('.jsonl'));
    const parts = await pLimit(AT_ONCE).map(logs, async (key) => {
      const { entries, unreadable } = readLines(await this.#objects.get(key));
      const name = key.slice(this.#start.length);
      return { entries, unreadable: unreadable.map((line) => `${name}:${line}`) };
    });
    return {
      entries: parts.flatMap(({ entries }) => entries),
      unreadable: parts.flatMap(({ unreadable }) => unreadable),
    };
  }

  /** A time as names have it: in their order, and without the colons that shells and Windows dislike. */
  #stamp(daysAgo: number): string {
    return new Date(this.#now().getTime() - daysAgo * DAY_MS).toISOString().replaceAll(':', '-');
  }
}
