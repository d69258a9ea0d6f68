import { cloudOf } from './clouds/registry.ts';
import type { Cluster } from './fleet.ts';

/** A cluster in an account of a cloud, where buckets, disks, budgets and identities can be made. */
export type AccountCluster = Exclude<Cluster, { provider: 'kubernetes' }>;

/** Whether a cluster is in an account of a cloud; of others only a kubeconfig context is known. */
export function isInAccount(cluster: Cluster): cluster is AccountCluster {
  return cloudOf(cluster).hasAccount;
}
