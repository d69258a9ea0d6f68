/** Settings of a bucket whose content is kept. */
export interface BucketOptions {
  /** Name of the bucket, unique in the whole cloud. Beyond 63 characters it is shortened with a hash. */
  readonly bucketName: string;
  /**
   * Days for which replaced and deleted versions of an object are kept.
   * @default 30
   */
  readonly oldVersionDays?: number;
  /**
   * Days after which objects move to the archive class that still answers at once; it is cheaper to keep and dearer
   * to read.
   * @default - never
   */
  readonly archiveAfterDays?: number;
  /**
   * Days after which objects are deleted.
   * @default - never
   */
  readonly deleteAfterDays?: number;
  /**
   * Whether each access is written to a bucket of its own, for 30 days.
   * @default false
   */
  readonly accessLogs?: boolean;
  /**
   * Whether those who read pay for it; they need an account in the cloud.
   * @default false
   */
  readonly requesterPays?: boolean;
  /**
   * People and programs outside the cluster that may read and write, in the cloud's names: ARNs, or members such as
   * `group:a@b.example`.
   * @default - none
   */
  readonly administrators?: string[];
}
