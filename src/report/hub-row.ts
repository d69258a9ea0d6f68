import type { HubCost } from '../cost/cost-report.ts';
import { profileSizes } from '../fleet/choices.ts';
import type { Cluster, Fleet, Hub } from '../fleet/fleet.ts';
import { staffOf } from '../stacks/staff.ts';
import type { HubHealth } from './health-row.ts';
import { imagesOf } from './image.ts';
import { type Login, loginOf } from './login.ts';
import { toUsd, toUsdRate } from './money.ts';
import { displayNameOf, gpuModelOf, gpusOf } from './pool-row.ts';
import { type BucketRow, bucketRows } from './storage-row.ts';

/** A hub as people see it. */
export interface HubRow {
  readonly cluster: string;
  readonly name: string;
  readonly displayName: string;
  readonly domain: string;
  readonly stage: Hub['stage'];
  readonly preset?: string;
  readonly provider: Cluster['provider'];
  readonly community: string;
  /** E-mail address of the community. */
  readonly contact: string;
  readonly login: Login;
  readonly admins: readonly string[];
  readonly staff: readonly string[];
  readonly blockedUsers: number;
  readonly profiles: readonly ProfileRow[];
  readonly images: readonly string[];
  readonly offersFreeImage: boolean;
  readonly defaultUrl: string;
  readonly chartVersion: string;
  readonly home: HomeRow;
  readonly buckets: readonly BucketRow[];
  readonly culling: Hub['culling'];
  readonly limits: Hub['limits'];
  /** What is kept free: room for servers, or with `wholeNodes` nodes that run at least. */
  readonly placeholders?: Pick<NonNullable<Hub['placeholders']>, 'count' | 'wholeNodes'>;
  readonly internetAccess: Hub['internetAccess'];
  readonly dask?: Pick<NonNullable<Hub['dask']>, 'maxWorkersPerCluster' | 'maxClustersPerUser' | 'idleMinutes'>;
  readonly announcement?: string;
  /** US dollars a month as expected: its own resources and its share of the nodes. */
  readonly monthlyUsd?: number;
  readonly findings: { readonly errors: number; readonly warnings: number; readonly waived: number };
  readonly health?: HubHealth;
}

/** One choice of machine. */
export interface ProfileRow {
  readonly slug: string;
  readonly displayName: string;
  readonly isDefault: boolean;
  readonly pool: string;
  readonly memoryGuaranteeGiB: number;
  readonly memoryLimitGiB: number;
  readonly cpuGuarantee: number;
  readonly cpuLimit?: number;
  readonly gpus: number;
  readonly gpuModel?: string;
  /** US dollars for an hour, when its node is full; absent when a price is not known. */
  readonly usdPerHour?: number;
  readonly onlyGroups: readonly string[];
}

/** Where users of a hub keep their files. */
export interface HomeRow {
  readonly kind: 'shared' | 'disks' | 'none';
  /** Name of the cluster's storage. */
  readonly storage?: string;
  readonly quotaGiB?: number;
  readonly sharedDirectory: boolean;
  /** Days for which daily backups are kept; absent: hubfleet takes none. */
  readonly backupDays?: number;
}

/** What is known of a hub beside its file. */
export interface HubFacts {
  readonly fleet: Pick<Fleet, 'staff'>;
  readonly cluster: Cluster;
  readonly cost: HubCost | undefined;
  readonly findings: HubRow['findings'];
  readonly health: HubHealth | undefined;
}

/** Puts together all that a reader may know of a hub. Names of secrets, environments and raw values stay out. */
export function hubRow(hub: Hub, facts: HubFacts): HubRow {
  const { cluster, cost, findings, health } = facts;
  return {
    ...identityOf(hub, cluster),
    login: loginOf(hub),
    admins: hub.admins,
    staff: staffOf(hub, facts.fleet.staff),
    blockedUsers: hub.blockedUsers.length,
    profiles: profileRows(hub, cluster, cost),
    images: imagesOf(hub),
    offersFreeImage: hub.freeImage !== undefined || hub.profiles.some(({ freeImage }) => freeImage !== undefined),
    defaultUrl: hub.defaultUrl,
    chartVersion: hub.chart.version,
    home: homeOf(hub, cluster),
    buckets: bucketRows(cluster, [hub]).filter(({ hubs }) => hubs.length > 0),
    culling: hub.culling,
    limits: hub.limits,
    ...(hub.placeholders && { placeholders: keptFree(hub.placeholders) }),
    internetAccess: hub.internetAccess,
    ...(hub.dask && { dask: daskOf(hub.dask) }),
    ...(hub.announcement !== undefined && { announcement: hub.announcement }),
    ...(cost && { monthlyUsd: toUsd(cost.own + cost.nodes) }),
    findings,
    ...(health && { health }),
  };
}

function identityOf({ name, displayName, domain, stage, preset }: Hub, { name: cluster, provider, owner }: Cluster) {
  const { community, contact } = owner;
  const identity = { cluster, name, displayName, domain, stage, provider, community, contact };
  return preset === undefined ? identity : { ...identity, preset };
}

function daskOf({ maxWorkersPerCluster, maxClustersPerUser, idleMinutes }: NonNullable<Hub['dask']>) {
  return { maxWorkersPerCluster, maxClustersPerUser, idleMinutes };
}

function homeOf({ storage }: Hub, { homeStorage }: Cluster): HomeRow {
  const { home, quotaGiB } = storage;
  if (home === 'none') return { kind: 'none', sharedDirectory: false };
  if (home === 'disks') return { kind: 'disks', quotaGiB, sharedDirectory: false };
  const store = homeStorage[home];
  const backups = store && 'backups' in store ? store.backups : undefined;
  const sharedDirectory = storage.sharedDirectory ?? true;
  const row = { kind: 'shared', storage: home, quotaGiB, sharedDirectory } as const;
  return backups ? { ...row, backupDays: backups.retentionDays } : row;
}

function profileRows(hub: Hub, cluster: Cluster, cost: HubCost | undefined): ProfileRow[] {
  const preferred = (hub.profiles.find((profile) => profile.default) ?? hub.profiles[0])?.slug;
  return profileSizes(hub).map((choice) => {
    const { slug, pool, memory, cpu } = choice;
    const profile = hub.profiles.find((each) => each.slug === slug.split('/')[0]);
    const size = profile?.sizes?.find((each) => each.slug === slug.split('/')[1]) ?? profile?.sizes?.[0];
    const hourly = cost?.profiles.find((each) => each.slug === slug)?.hourly;
    const gpuModel = gpuModelOf(cluster.pools[pool]);
    const gpus = gpusOf(choice, cluster);
    return {
      slug,
      displayName: displayNameOf(hub, slug),
      isDefault: slug === preferred,
      pool,
      memoryGuaranteeGiB: memory.guaranteeGiB,
      memoryLimitGiB: memory.limitGiB,
      cpuGuarantee: cpu.guarantee,
      ...(cpu.limit !== undefined && { cpuLimit: cpu.limit }),
      gpus,
      ...(gpus > 0 && gpuModel !== undefined && { gpuModel }),
      ...(hourly !== undefined && { usdPerHour: toUsdRate(hourly) }),
      onlyGroups: [...new Set([...(profile?.allowedGroups ?? []), ...(size?.allowedGroups ?? [])])],
    };
  });
}

function keptFree({ count, wholeNodes }: NonNullable<Hub['placeholders']>): HubRow['placeholders'] {
  return { count, wholeNodes };
}
