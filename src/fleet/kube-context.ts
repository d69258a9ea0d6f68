import { cloudOf } from './clouds/registry.ts';
import type { Cluster } from './fleet.ts';

/** Context of the local kubeconfig by which a cluster is reached. */
export function kubeContextOf(cluster: Cluster): string {
  const { existing, name } = cluster;
  const cloudName = existing && 'name' in existing ? existing.name : name;
  return existing?.kubeconfigContext ?? cloudOf(cluster).kubeContext(cluster, cloudName);
}
