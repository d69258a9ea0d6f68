import type { CheckResult } from '@hubfleet/policies';
import { clusterUse } from '../cost/cluster-use.ts';
import type { CostReport } from '../cost/cost-report.ts';
import type { UsageFile } from '../cost/usage-file.ts';
import type { Cluster, Fleet } from '../fleet/fleet.ts';
import type { HistoryEntry } from '../health/history/entry.ts';
import { type Attention, attentionOf } from './attention.ts';
import { type ClusterRow, clusterRow } from './cluster-row.ts';
import type { Drift } from './drift.ts';
import { type FindingRow, findingRows } from './finding-row.ts';
import { healthByHub } from './health-row.ts';
import { type HubRow, hubRow } from './hub-row.ts';
import { type ImageRow, imageRows } from './image.ts';
import { sumUsd, type UsdRange } from './money.ts';
import { knownSince, type PreviousReport } from './previous-report.ts';
import { type WaiverRow, waiverRows } from './waiver-row.ts';

/** Everything the report shows, as plain data: the same in every format. The shape is stable within `version`. */
export interface FleetReport {
  readonly version: 1;
  /** The day of the report, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly organization: Fleet['organization'];
  readonly totals: Totals;
  readonly attention: readonly Attention[];
  readonly clusters: readonly ClusterRow[];
  readonly hubs: readonly HubRow[];
  readonly findings: readonly FindingRow[];
  readonly waivers: readonly WaiverRow[];
  readonly images: readonly ImageRow[];
  /** Sources of prices with their age in days. */
  readonly prices: CostReport['prices'];
  readonly drift?: Drift;
  /** Whether a history of checks was given. */
  readonly hasHistory: boolean;
  /** Hubs of the history that are not in this report. */
  readonly unknownHubs: readonly string[];
}

/** Sums over the fleet. */
export interface Totals {
  readonly clusters: number;
  readonly hubs: number;
  readonly monthly: UsdRange;
  readonly budgetUsd: number;
  readonly unpriced: number;
  readonly errors: number;
  readonly warnings: number;
  readonly waived: number;
  readonly unhealthy: number;
  readonly checked: number;
  readonly drifted: number;
}

/** What a report is made from. */
export interface ReportInput {
  readonly fleet: Fleet;
  /** Selected stacks; clusters and hubs without one are left out. */
  readonly stacks: readonly { readonly name: string; readonly cluster: string; readonly hub?: string | undefined }[];
  readonly check: CheckResult;
  readonly cost: CostReport;
  readonly usage: UsageFile;
  readonly history?: readonly HistoryEntry[] | undefined;
  readonly drift?: Drift | undefined;
  readonly previous?: PreviousReport | undefined;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Puts together what is known of a fleet. Pure: same input, same report. */
export function fleetReport(input: ReportInput): FleetReport {
  const { fleet, stacks, check, cost, drift, today } = input;
  const since = knownSince(input.previous);
  const places = new Map(stacks.map(({ name, cluster, hub }) => [name, { cluster, hub }]));
  const findings = findingRows(check, { stacks: places, since: since.findings, today });
  const selected = selectedOf(input);
  const health = healthByHub(input.history ?? []);
  const clusters = selected.map(({ cluster, hubs }) =>
    clusterRow(cluster, {
      hubs,
      use: clusterUse(cluster, input.usage),
      cost: cost.clusters.find(({ name }) => name === cluster.name),
      findings: countsOf(findings, cluster.name),
      today,
    }),
  );
  const hubs = selected.flatMap((part) => hubRows(part, input, { findings, health }));
  const named = selected.map(({ cluster }) => cluster);
  const waivers = waiverRows(named, check, { since: since.waivers, today });
  const pairs = selected.flatMap(({ cluster, hubs: own }) => own.map((hub) => ({ cluster: cluster.name, hub })));
  const images = imageRows(pairs, today);
  return {
    version: 1,
    asOf: today,
    organization: fleet.organization,
    totals: totalsOf(clusters, hubs, findings, drift),
    attention: attentionOf({ clusters, hubs, findings, waivers, images, drift }),
    clusters,
    hubs,
    findings,
    waivers,
    images,
    prices: cost.prices,
    ...(drift && { drift }),
    hasHistory: input.history !== undefined,
    unknownHubs: [...health.keys()].filter((key) => !hubs.some(({ cluster, name }) => key === `${cluster}/${name}`)),
  };
}

/** A cluster with those of its hubs that are selected. */
interface Selected {
  readonly cluster: Cluster;
  readonly hubs: Cluster['hubs'];
}

function hubRows(
  { cluster, hubs }: Selected,
  { fleet, cost }: ReportInput,
  { findings, health }: { findings: readonly FindingRow[]; health: ReturnType<typeof healthByHub> },
): HubRow[] {
  const costs = cost.clusters.find(({ name }) => name === cluster.name)?.hubs ?? [];
  return hubs.map((hub) =>
    hubRow(hub, {
      fleet,
      cluster,
      cost: costs.find(({ name }) => name === hub.name),
      findings: countsOf(findings, cluster.name, hub.name),
      health: health.get(`${cluster.name}/${hub.name}`),
    }),
  );
}

function selectedOf({ fleet, stacks }: ReportInput): Selected[] {
  return fleet.clusters
    .filter(({ name }) => stacks.some(({ cluster }) => cluster === name))
    .map((cluster) => ({
      cluster,
      hubs: cluster.hubs.filter(({ name }) =>
        stacks.some((each) => each.cluster === cluster.name && each.hub === name),
      ),
    }));
}

function countsOf(findings: readonly FindingRow[], cluster: string, hub?: string): HubRow['findings'] {
  const own = findings.filter((finding) => finding.cluster === cluster && (hub === undefined || finding.hub === hub));
  const standing = own.filter(({ waivedUntil }) => waivedUntil === undefined);
  const errors = standing.filter(({ level }) => level === 'error').length;
  return { errors, warnings: standing.length - errors, waived: own.length - standing.length };
}

function totalsOf(
  clusters: readonly ClusterRow[],
  hubs: readonly HubRow[],
  findings: readonly FindingRow[],
  drift: Drift | undefined,
): Totals {
  const standing = findings.filter(({ waivedUntil }) => waivedUntil === undefined);
  const errors = standing.filter(({ level }) => level === 'error').length;
  const sum = (key: keyof UsdRange) => sumUsd(clusters.map(({ cost }) => cost?.monthly[key] ?? 0));
  return {
    clusters: clusters.length,
    hubs: hubs.length,
    monthly: { floor: sum('floor'), expected: sum('expected'), ceiling: sum('ceiling') },
    budgetUsd: sumUsd(clusters.map(({ budget }) => budget?.monthlyUsd ?? 0)),
    unpriced: clusters.reduce((total, { cost }) => total + (cost?.unpriced ?? 0), 0),
    errors,
    warnings: standing.length - errors,
    waived: findings.length - standing.length,
    unhealthy: hubs.filter(({ health }) => health?.lastVerdict === 'unhealthy').length,
    checked: hubs.filter(({ health }) => health !== undefined).length,
    drifted: drift?.stacks.filter(({ state }) => state === 'drifted').length ?? 0,
  };
}
