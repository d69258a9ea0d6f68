/** A disk for home directories, which a server in the cluster shares by NFS. */
export interface HomeDiskOptions {
  /** Name of the disk, unique in its account and region or project and zone; it is found again by it. */
  readonly diskName: string;
  /** Zone of the disk: that of the nodes that the server runs on. */
  readonly zone: string;
  /**
   * Size in GiB. It is billed whether used or not, so it has no default. A disk grows in place and never shrinks: a
   * smaller size makes Terraform replace it, which the protection of the disk refuses.
   */
  readonly sizeGiB: number;
  /**
   * The cloud's type of the disk.
   * @default - gp3 on AWS, pd-balanced on Google Cloud
   */
  readonly diskType?: string;
  /**
   * Operations per second, where the type has a choice.
   * @default - what the type comes with
   */
  readonly iops?: number;
  /**
   * MiB per second, where the type has a choice.
   * @default - what the type comes with
   */
  readonly throughputMibps?: number;
  /**
   * Days for which daily snapshots are kept.
   * @default 30
   */
  readonly backupRetentionDays?: number;
}
