/** What is assumed about use that no configuration tells. Every figure may be set in a usage file. */
export interface Assumptions {
  /** Traffic through NAT for each hour of a node, in GB: images, packages, data from outside. */
  readonly natGBPerNodeHour: number;
  /** Traffic through load balancers a month, in GB. */
  readonly loadBalancerGB: number;
  /** Public addresses of one load balancer of AWS: one per zone. */
  readonly addressesPerLoadBalancer: number;
  /** Home directories on storage that grows, in GiB. */
  readonly homeGiB: number;
  /** Home directories when every user fills the quota, in GiB. */
  readonly homeQuotaGiB: number;
  /** Share of home directories on the infrequent-access class where files move there by age. */
  readonly infrequentShare: number;
  /** Copies of home directories that a backup holds: the first is full, later ones hold changes. */
  readonly backupCopies: number;
  /** How many times a month the content of home directories is read. */
  readonly homeReads: number;
  /** How many times a month the content of home directories is written. */
  readonly homeWrites: number;
  /** Content of one bucket, in GiB. */
  readonly bucketGiB: number;
  /** What a log group takes in a month, in GB. */
  readonly logGB: number;
  /** Container images in one registry, in GiB. */
  readonly registryGiB: number;
}

/** Assumptions for a hub of some dozen users. They are guesses, which is why reports name them. */
export const DEFAULT_ASSUMPTIONS: Assumptions = {
  natGBPerNodeHour: 0.5,
  loadBalancerGB: 100,
  addressesPerLoadBalancer: 2,
  homeGiB: 100,
  homeQuotaGiB: 100,
  infrequentShare: 0,
  backupCopies: 1,
  homeReads: 2,
  homeWrites: 0.5,
  bucketGiB: 50,
  logGB: 5,
  registryGiB: 20,
};
