/** Kind of a database server. */
export enum DatabaseEngine {
  /** PostgreSQL. */
  POSTGRES = 'postgres',
  /** MySQL. */
  MYSQL = 'mysql',
}

/** A database server that the hubs of a cluster share. */
export interface DatabaseOptions {
  /** Name of the server, unique in its account and region, or project. */
  readonly databaseName: string;
  /** Kind of the server. */
  readonly engine: DatabaseEngine;
  /** Major version, for example `17` of PostgreSQL or `8.4` of MySQL. */
  readonly engineVersion: string;
  /** The cloud's machine type, for example `db.t4g.small` or `db-custom-1-3840`. */
  readonly machineType: string;
  /** Size of the disk in GiB. It grows by itself up to `maxSizeGiB` and never shrinks. */
  readonly sizeGiB: number;
  /**
   * Most GiB that the disk may grow to.
   * @default - twice `sizeGiB`
   */
  readonly maxSizeGiB?: number;
  /**
   * Days for which backups are kept.
   * @default 14
   */
  readonly backupRetentionDays?: number;
  /**
   * Whether a second server in another zone takes over; it doubles the cost.
   * @default false
   */
  readonly standby?: boolean;
}
