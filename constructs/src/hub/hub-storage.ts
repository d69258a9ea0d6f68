import type { IBucket } from '../cluster';
import type { DatabaseEngine } from '../database';
import type { Secret } from '../secret';
import type { Home } from './home';
import type { UserDisk } from './user-disk';

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

/** A database server that keeps the hub's list of users in place of a disk. */
export interface HubDatabaseServer {
  /** Kind of the server. */
  readonly engine: DatabaseEngine;
  /**
   * Address with user and password, as SQLAlchemy writes it:
   * `postgresql+psycopg2://<user>:<password>@<host>:5432/<database>` or `mysql+pymysql://…`.
   */
  readonly url: Secret;
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
  /**
   * Database server for the hub's list of users.
   * @default - a database file on a disk of the hub
   */
  readonly databaseServer?: HubDatabaseServer;
  /**
   * Disks of each user's own beside the home directory.
   * @default - none
   */
  readonly userDisks?: UserDisk[];
}
