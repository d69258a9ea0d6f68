import type { HubResult } from '../result.ts';
import type { HistoryEntry } from './entry.ts';

/** What a log holds. */
export interface History {
  /** In the order of the log, oldest first. */
  readonly entries: readonly HistoryEntry[];
  /** Lines that could not be read, by number, or by object and number. */
  readonly unreadable: readonly string[];
}

/** Where results of checks are kept. Writers never lose what others write meanwhile. */
export interface HistoryLog {
  /**
   * Finds out what can be known before there is a result.
   * @throws Error if results could not be added
   */
  prepare(): Promise<void>;
  /** @throws Error if they could not be added */
  append(results: readonly HubResult[]): Promise<void>;
  /** @throws Error if the log cannot be read */
  read(): Promise<History>;
}
