import type { CheckResult, Finding } from '@hubfleet/policies';
import { daysBetween } from './days.ts';

/** A finding with its age. */
export interface FindingRow {
  readonly rule: string;
  readonly severity: Finding['severity'];
  readonly category: Finding['category'];
  readonly level: Finding['level'];
  readonly cluster: string;
  /** Absent for what belongs to the whole cluster. */
  readonly hub?: string;
  readonly stack: string;
  readonly address: string;
  readonly message: string;
  readonly remedy: string;
  readonly fingerprint: string;
  /** Day of the first report that had it, `YYYY-MM-DD`. */
  readonly since: string;
  readonly ageDays: number;
  /** Last day of the waiver that covers it. */
  readonly waivedUntil?: string;
}

/** Where stacks belong, and since when findings are known. */
export interface FindingPlaces {
  readonly stacks: ReadonlyMap<string, { readonly cluster: string; readonly hub?: string | undefined }>;
  /** By fingerprint, from an earlier report. */
  readonly since: ReadonlyMap<string, string>;
  readonly today: string;
}

/** All findings, those that stand first. */
export function findingRows({ findings, waived }: CheckResult, places: FindingPlaces): FindingRow[] {
  return [...findings, ...waived].map((finding) => findingRow(finding, places));
}

function findingRow(finding: Finding, { stacks, since: known, today }: FindingPlaces): FindingRow {
  const { rule, severity, category, level, stack, address, message, remedy, fingerprint, waiver } = finding;
  const place = stacks.get(stack);
  const since = known.get(fingerprint) ?? today;
  return {
    rule,
    severity,
    category,
    level,
    cluster: place?.cluster ?? '',
    ...(place?.hub !== undefined && { hub: place.hub }),
    stack,
    address,
    message,
    remedy,
    fingerprint,
    since,
    ageDays: daysBetween(since, today),
    ...(waiver && { waivedUntil: waiver.expires }),
  };
}
