import type { ClusterUse } from '../cost/cluster-use.ts';
import type { ClusterCost } from '../cost/cost-report.ts';
import { cloudOf } from '../fleet/clouds/registry.ts';
import type { Cluster, Hub } from '../fleet/fleet.ts';
import { toUsd, toUsdRange, type UsdRange } from './money.ts';
import { type PoolRow, poolRows } from './pool-row.ts';
import { type BucketRow, bucketRows, type StorageRow, storageRows } from './storage-row.ts';
import { type Support, supportOf } from './support.ts';

/** A cluster as people see it. */
export interface ClusterRow {
  readonly name: string;
  readonly provider: Cluster['provider'];
  readonly region: string;
  readonly owner: Cluster['owner'];
  readonly kubernetesVersion: string;
  readonly support: Support;
  /** Ranges that may reach the API server; absent where somebody else decides. */
  readonly allowedCidrs?: readonly string[];
  readonly hubs: readonly string[];
  readonly pools: readonly PoolRow[];
  readonly storages: readonly StorageRow[];
  readonly buckets: readonly BucketRow[];
  /** Absent where no account is known that it could be set on. */
  readonly budget?: {
    readonly monthlyUsd: number;
    readonly thresholdsPercent: readonly number[];
    readonly recipients: readonly string[];
  };
  readonly watch: WatchRow;
  readonly cost?: CostRow;
  readonly findings: { readonly errors: number; readonly warnings: number; readonly waived: number };
}

/** Who hears when a cluster or its hubs are not well. */
export interface WatchRow {
  /** Receivers of alerts as `name (kind)`; empty: nobody. */
  readonly alerts: readonly string[];
  /** Addresses that hear when a hub is away; absent: nobody asks from outside. */
  readonly uptime?: readonly string[];
  /** Hours between two health checks of a hub; absent: none by the clock. */
  readonly checkHours?: number;
}

/** What a cluster costs a month. */
export interface CostRow {
  readonly monthly: UsdRange;
  /** Range that the simulation gives to what is expected. */
  readonly expectedLow: number;
  readonly expectedHigh: number;
  readonly groups: readonly { readonly name: string; readonly monthly: UsdRange }[];
  /** Parts without a price; they are in no sum. */
  readonly unpriced: number;
  readonly notes: readonly string[];
}

/** What is known of a cluster beside its file. */
export interface ClusterFacts {
  readonly hubs: readonly Hub[];
  readonly use: ClusterUse;
  readonly cost: ClusterCost | undefined;
  readonly findings: ClusterRow['findings'];
  readonly today: string;
}

export function clusterRow(cluster: Cluster, { hubs, use, cost, findings, today }: ClusterFacts): ClusterRow {
  const { name, provider, owner, kubernetesVersion, controlPlane, budget } = cluster;
  return {
    name,
    provider,
    region: cloudOf(cluster).region(cluster),
    owner,
    kubernetesVersion,
    support: supportOf(cluster, today),
    ...(controlPlane && { allowedCidrs: controlPlane.allowedCidrs }),
    hubs: hubs.map((hub) => hub.name),
    pools: poolRows(cluster, hubs, use, cost?.pools ?? []),
    storages: storageRows(cluster, hubs),
    buckets: bucketRows(cluster, hubs),
    ...(budget && {
      budget: {
        monthlyUsd: budget.monthlyUsd,
        thresholdsPercent: budget.thresholdsPercent,
        recipients: budget.recipients,
      },
    }),
    watch: watchRow(cluster),
    ...(cost && { cost: costRow(cost) }),
    findings,
  };
}

function watchRow({ support: { alerts, uptimeChecks, healthChecks } }: Cluster): WatchRow {
  return {
    alerts: Object.entries(alerts?.receivers ?? {}).map(([name, { kind }]) => `${name} (${kind})`),
    ...(uptimeChecks && { uptime: uptimeChecks.recipients }),
    ...(healthChecks && { checkHours: healthChecks.everyHours }),
  };
}

function costRow({ monthly, groups, unpriced, notes }: ClusterCost): CostRow {
  return {
    monthly: toUsdRange(monthly),
    expectedLow: toUsd(monthly.expectedLow),
    expectedHigh: toUsd(monthly.expectedHigh),
    groups: groups.map(({ name, monthly: of }) => ({ name, monthly: toUsdRange(of) })),
    unpriced: unpriced.length,
    notes,
  };
}
