import type { Cluster } from '../../fleet/fleet.ts';

/** A cluster file of AWS. */
export type AwsCluster = Extract<Cluster, { provider: 'aws' }>;
