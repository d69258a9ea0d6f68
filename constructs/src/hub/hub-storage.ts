import type { IBucket } from '../cluster';
import type { Home } from './home';

/** A bucket whose objects are deleted after some days. */
export interface ScratchStorage {
  /** Days after which objects are deleted. */
  readonly deleteAfterDays: number;
  /**
   * Name of the bucket, unique in the whole cloud.
   * @default - cluster and hub, `<cluster>-<hub>-scratch`
   */
  readonly bucketName?: string;
}

/** Where a hub and its users keep data. */
export interface HubStorage {
  /** Where users keep their files. */
  readonly home: Home;
  /**
   * Bucket for data that may be lost; servers know it as `SCRATCH_BUCKET`, with a folder per user.
   * @default - none
   */
  readonly scratch?: ScratchStorage;
  /**
   * Bucket for data that stays; servers know it as `PERSISTENT_BUCKET`, with a folder per user.
   * @default - none
   */
  readonly persistentBucket?: IBucket;
  /**
   * Storage class of the disk with the hub's database, the only list of its users; best with reclaim policy Retain.
   * @default - the cluster's default class
   */
  readonly databaseStorageClassName?: string;
}
