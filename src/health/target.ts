import type { Authentication } from '../fleet/schema/authentication.ts';
import type { Choice } from './choice.ts';
import type { Notebook } from './notebook.ts';

/** What a hub offers beside a server, and so is checked. */
export const extras = ['scratch', 'dask', 'gpu'] as const;

export type Extra = (typeof extras)[number];

/** A hub to check, and what its file promises. */
export interface HealthTarget {
  readonly cluster?: string;
  readonly hub: string;
  /** Where the hub is, with a slash at the end. */
  readonly url: URL;
  /** Seconds after which the hub gives up a start; absent: not known. */
  readonly startSeconds?: number;
  /** How users log in; absent: not known, so any login page will do. */
  readonly authentication?: Authentication;
  readonly choices: readonly Choice[];
  /** Extras of every choice. */
  readonly extras: ReadonlySet<Extra>;
  /** The hub's own notebooks, run after those of this package. */
  readonly notebooks: readonly Notebook[];
}
