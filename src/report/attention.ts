import type { ClusterRow } from './cluster-row.ts';
import type { Drift } from './drift.ts';
import type { FindingRow } from './finding-row.ts';
import type { HubRow } from './hub-row.ts';
import type { ImageRow } from './image.ts';
import type { WaiverRow } from './waiver-row.ts';

/** Something that somebody should look at; `now` before `soon`. */
export type Attention = { readonly urgency: 'now' | 'soon' } & (
  | { readonly kind: 'unhealthy'; readonly cluster: string; readonly hub: string; readonly cause: string }
  | { readonly kind: 'destructiveDrift'; readonly stack: string; readonly changes: number }
  | { readonly kind: 'drift'; readonly stack: string; readonly changes: number }
  | { readonly kind: 'driftUnknown'; readonly stack: string; readonly cause: string }
  | { readonly kind: 'findings'; readonly cluster: string; readonly errors: number; readonly worst: string }
  | {
      readonly kind: 'overBudget';
      readonly cluster: string;
      readonly expectedUsd: number;
      readonly budgetUsd: number;
    }
  | { readonly kind: 'support'; readonly cluster: string; readonly version: string; readonly until?: string }
  | { readonly kind: 'waiver'; readonly cluster: string; readonly rule: string; readonly daysLeft: number }
  | { readonly kind: 'noBackups'; readonly cluster: string; readonly storage: string; readonly hubs: number }
  | { readonly kind: 'unwatched'; readonly cluster: string; readonly hubs: number }
  | { readonly kind: 'image'; readonly image: string; readonly hubs: number }
);

/** What was put together for the report. */
export interface AttentionInput {
  readonly clusters: readonly ClusterRow[];
  readonly hubs: readonly HubRow[];
  readonly findings: readonly FindingRow[];
  readonly waivers: readonly WaiverRow[];
  readonly images: readonly ImageRow[];
  readonly drift?: Drift | undefined;
}

/** Picks what should not wait, most urgent first. */
export function attentionOf(input: AttentionInput): Attention[] {
  const all = [
    ...input.hubs.flatMap(unhealthy),
    ...(input.drift?.stacks ?? []).flatMap(drifted),
    ...input.clusters.flatMap((cluster) => findingsOf(cluster, input.findings)),
    ...input.clusters.flatMap(overBudget),
    ...input.clusters.flatMap(support),
    ...input.waivers.flatMap(waiver),
    ...input.clusters.flatMap(noBackups),
    ...input.clusters.flatMap(unwatched),
    ...input.images.flatMap(image),
  ];
  return [...all.filter(({ urgency }) => urgency === 'now'), ...all.filter(({ urgency }) => urgency === 'soon')];
}

function unhealthy({ cluster, name, health }: HubRow): Attention[] {
  if (health?.lastVerdict !== 'unhealthy') return [];
  return [{ urgency: 'now', kind: 'unhealthy', cluster, hub: name, cause: health.lastCauses[0] ?? 'no cause given' }];
}

function drifted({ stack, state, changes, cause }: Drift['stacks'][number]): Attention[] {
  if (state === 'clean') return [];
  if (state === 'failed') return [{ urgency: 'soon', kind: 'driftUnknown', stack, cause: cause ?? 'no cause given' }];
  const destructive = changes.filter((change) => change.class === 'destructive').length;
  if (destructive > 0) return [{ urgency: 'now', kind: 'destructiveDrift', stack, changes: destructive }];
  return [{ urgency: 'soon', kind: 'drift', stack, changes: changes.length }];
}

function findingsOf({ name }: ClusterRow, findings: readonly FindingRow[]): Attention[] {
  // Findings come worst first.
  const errors = findings.filter(
    ({ cluster, level, waivedUntil }) => cluster === name && level === 'error' && waivedUntil === undefined,
  );
  const [worst] = errors;
  if (!worst) return [];
  return [{ urgency: 'now', kind: 'findings', cluster: name, errors: errors.length, worst: worst.rule }];
}

function overBudget({ name, cost, budget }: ClusterRow): Attention[] {
  const expectedUsd = cost?.monthly.expected ?? 0;
  if (!budget || expectedUsd <= budget.monthlyUsd) return [];
  return [{ urgency: 'now', kind: 'overBudget', cluster: name, expectedUsd, budgetUsd: budget.monthlyUsd }];
}

function support({ name, kubernetesVersion: version, support: of }: ClusterRow): Attention[] {
  if (of.kind !== 'dated' || of.state === 'standard') return [];
  const until = of.state === 'endsSoon' ? of.standardUntil : of.extendedUntil;
  const urgency = of.state === 'endsSoon' ? 'soon' : 'now';
  return [{ urgency, kind: 'support', cluster: name, version, ...(until !== undefined && { until }) }];
}

function waiver({ cluster, rule, daysLeft, status }: WaiverRow): Attention[] {
  if (status === 'valid') return [];
  return [{ urgency: status === 'soon' ? 'soon' : 'now', kind: 'waiver', cluster, rule, daysLeft }];
}

function noBackups({ name, storages }: ClusterRow): Attention[] {
  return storages
    .filter(({ backupDays, hubs }) => backupDays === undefined && hubs.length > 0)
    .map((storage) => ({
      urgency: 'soon',
      kind: 'noBackups',
      cluster: name,
      storage: storage.name,
      hubs: storage.hubs.length,
    }));
}

/** Neither alerts nor questions from outside reach anybody: users will be the first to know. */
function unwatched({ name, hubs, watch }: ClusterRow): Attention[] {
  if (hubs.length === 0 || watch.alerts.length > 0 || watch.uptime !== undefined) return [];
  return [{ urgency: 'soon', kind: 'unwatched', cluster: name, hubs: hubs.length }];
}

function image({ image: name, remarks, hubs }: ImageRow): Attention[] {
  return remarks.includes('losesData') ? [{ urgency: 'now', kind: 'image', image: name, hubs: hubs.length }] : [];
}
