import { z } from 'zod';
import type { Cluster, Hub } from '../fleet/fleet.ts';

/** A storage for home directories. */
export interface StorageRow {
  readonly name: string;
  /** In the words of the cluster file, for example `efs`. */
  readonly kind: string;
  readonly tier?: string;
  /** Absent for storage that grows with its content. */
  readonly sizeGiB?: number;
  /** Days for which daily backups are kept; absent: hubfleet takes none. */
  readonly backupDays?: number;
  /** Hubs that keep homes here. */
  readonly hubs: readonly { readonly name: string; readonly quotaGiB: number }[];
}

/** A bucket that hubs of a cluster use. */
export interface BucketRow {
  readonly name: string;
  readonly kind: 'scratch' | 'kept';
  readonly deleteAfterDays?: number;
  readonly archiveAfterDays?: number;
  /** Hubs by what their users may do. */
  readonly hubs: readonly { readonly name: string; readonly access: 'read' | 'readWrite' }[];
}

/** Kinds of storage differ by cloud; these are the keys that a reader wants to know. */
const anyStorage = z.object({
  kind: z.string(),
  tier: z.string().optional(),
  capacityGiB: z.number().optional(),
  sizeGiB: z.number().optional(),
  backups: z.object({ retentionDays: z.number() }).optional(),
});

const anyBuckets = z.record(
  z.string(),
  z.object({
    hubs: z.record(z.string(), z.enum(['read', 'readWrite'])),
    archiveAfterDays: z.number().optional(),
    deleteAfterDays: z.number().optional(),
  }),
);

/** The storages of a cluster with the hubs that use them. */
export function storageRows({ homeStorage }: Cluster, hubs: readonly Hub[]): StorageRow[] {
  return Object.entries(homeStorage).map(([name, storage]) => {
    const { kind, tier, capacityGiB, sizeGiB, backups } = anyStorage.parse(storage);
    const size = capacityGiB ?? sizeGiB;
    return {
      name,
      kind,
      ...(tier !== undefined && { tier }),
      ...(size !== undefined && { sizeGiB: size }),
      ...(backups && { backupDays: backups.retentionDays }),
      hubs: hubs
        .filter((hub) => hub.storage.home === name)
        .map((hub) => ({ name: hub.name, quotaGiB: hub.storage.quotaGiB })),
    };
  });
}

/** Scratch buckets of the hubs, and buckets of the cluster. */
export function bucketRows(cluster: Cluster, hubs: readonly Hub[]): BucketRow[] {
  const kept = anyBuckets.parse('buckets' in cluster ? cluster.buckets : {});
  return [
    ...Object.entries(kept).map(([name, { hubs: users, ...life }]) => ({
      name,
      kind: 'kept' as const,
      ...life,
      hubs: Object.entries(users)
        .filter(([hub]) => hubs.some((each) => each.name === hub))
        .map(([hub, access]) => ({ name: hub, access })),
    })),
    ...hubs.flatMap(({ name, scratchBucket }): BucketRow[] => {
      if (!scratchBucket) return [];
      const { deleteAfterDays } = scratchBucket;
      return [{ name: `${name} scratch`, kind: 'scratch', deleteAfterDays, hubs: [{ name, access: 'readWrite' }] }];
    }),
  ];
}
