import { type CheckResult, waiverStatus } from '@hubfleet/policies';
import type { Cluster, Waiver } from '../fleet/fleet.ts';
import { daysBetween } from './days.ts';

/** A finding that is accepted until a day. */
export interface WaiverRow {
  readonly cluster: string;
  readonly rule: string;
  readonly match: string;
  readonly reason: string;
  readonly owner: string;
  readonly ticket?: string;
  readonly expires: string;
  /** Negative after the day. */
  readonly daysLeft: number;
  readonly status: 'valid' | 'soon' | 'expired' | 'invalid';
  /** Findings that it covers. */
  readonly covers: number;
  readonly file: string;
  readonly line: number;
  /** Day of the first report that had it, `YYYY-MM-DD`. */
  readonly since: string;
  readonly ageDays: number;
}

/** What tells a waiver from every other, also after its day was moved. */
export function waiverKey(waiver: Pick<WaiverRow, 'cluster' | 'rule' | 'match'>): string {
  return [waiver.cluster, waiver.rule, waiver.match].join('|');
}

/** Waivers of some clusters, those that end first before the others. */
export function waiverRows(
  clusters: readonly Cluster[],
  { waived }: Pick<CheckResult, 'waived'>,
  { since, today }: { readonly since: ReadonlyMap<string, string>; readonly today: string },
): WaiverRow[] {
  const rows = clusters.flatMap(({ name, waivers }) =>
    waivers.map((waiver) => {
      const covers = waived.filter((finding) => isSame(finding.waiver, waiver)).length;
      const first = since.get(waiverKey({ ...waiver, cluster: name })) ?? today;
      return rowOf(waiver, name, { covers, today, since: first });
    }),
  );
  return rows.sort((a, b) => a.daysLeft - b.daysLeft);
}

/** The check copies waivers; a place in a file is what stays. */
function isSame(a: { readonly file?: string; readonly line?: number } | undefined, b: Waiver): boolean {
  return a?.file === b.file && a.line === b.line;
}

function rowOf(
  waiver: Waiver,
  cluster: string,
  { covers, today, since }: { readonly covers: number; readonly today: string; readonly since: string },
): WaiverRow {
  const { rule, match, reason, owner, ticket, expires, file, line } = waiver;
  return {
    cluster,
    rule,
    match,
    reason,
    owner,
    ...(ticket !== undefined && { ticket }),
    expires,
    daysLeft: daysBetween(today, expires),
    status: waiverStatus(waiver, today),
    covers,
    file,
    line,
    since,
    ageDays: daysBetween(since, today),
  };
}
