import picomatch from 'picomatch';
import type { Finding } from './finding';

/** A reasoned, dated exception from one rule. */
export interface Waiver {
  /** Rule id. */
  readonly rule: string;
  /** Glob on the Terraform address or the construct path; `*` stays within one path segment, `**` does not. */
  readonly match: string;
  /**
   * Glob on the stack's name.
   * @default '*'
   */
  readonly stack?: string;
  /** Why, in at least ten characters. */
  readonly reason: string;
  /** Who answers for it. */
  readonly owner: string;
  /** Last day on which it counts, `YYYY-MM-DD`, at most 180 days ahead. */
  readonly expires: string;
  readonly ticket?: string;
  /** File it was read from. */
  readonly file?: string;
  readonly line?: number;
}

const LONGEST_DAYS = 180;
const SOON_DAYS = 14;
const SHORTEST_REASON = 10;
const DAY_MS = 86_400_000;

/** Where a waiver stands on a given day. */
export type WaiverStatus = 'valid' | 'soon' | 'expired' | 'invalid';

/** Sorts a waiver by its date and checks that it is complete. An unreadable date counts as expired. */
export function waiverStatus(waiver: Waiver, today: string): WaiverStatus {
  const now = dayNumber(today);
  const end = dayNumber(waiver.expires);
  if (waiverProblem(waiver, today) !== undefined) return 'invalid';
  if (end === undefined || now === undefined || end < now) return 'expired';
  return end - now <= SOON_DAYS ? 'soon' : 'valid';
}

/** What makes a waiver unacceptable whatever the day, or nothing. */
export function waiverProblem(waiver: Waiver, today: string): string | undefined {
  const reason = String(waiver.reason ?? '').trim();
  if (reason.length < SHORTEST_REASON) {
    return `the reason must be at least ${SHORTEST_REASON} characters, got ${JSON.stringify(reason)}`;
  }
  if (String(waiver.owner ?? '').trim() === '') return 'the owner is missing';
  if (String(waiver.match ?? '').trim() === '') return 'match is missing';
  const now = dayNumber(today);
  const end = dayNumber(waiver.expires);
  if (now !== undefined && end !== undefined && end - now > LONGEST_DAYS) {
    return `expires ${waiver.expires} is ${end - now} days ahead, at most ${LONGEST_DAYS} are allowed`;
  }
  return undefined;
}

/** Days since 1970 of `YYYY-MM-DD`; undefined when there is no such day. */
export function dayNumber(date: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(String(date))) return undefined;
  const time = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date) return undefined;
  return time / DAY_MS;
}

/** A matcher for a waiver's rule, stack and place. */
export function waiverMatcher(waiver: Waiver): (finding: Finding) => boolean {
  const stack = waiver.stack === undefined ? undefined : glob(waiver.stack);
  const place = glob(waiver.match);
  return (finding) =>
    finding.rule === waiver.rule &&
    (stack === undefined || stack(finding.stack)) &&
    (place(finding.address) || (finding.path !== undefined && place(finding.path)));
}

/** Addresses hold brackets, quotes and exclamation marks, so only `*`, `**`, `?` and `{a,b}` are special. */
function glob(pattern: string): (text: string) => boolean {
  if (!/[*?{]/.test(String(pattern))) return (text) => text !== '' && text === pattern;
  const escaped = String(pattern).replace(/[[\]()!+@|"'$^\\]/g, '\\$&');
  const match = picomatch(escaped, { dot: true, nonegate: true, noextglob: true, keepQuotes: true });
  return (text) => text !== '' && (text === pattern || match(text));
}
