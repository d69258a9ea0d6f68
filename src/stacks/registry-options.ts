import type { RegistryOptions } from '@hubfleet/constructs';
import type { AccountCluster } from '../fleet/account-cluster.ts';

/** The registry of a cluster file in the words of the constructs. */
export function registryOptions({ name, registry }: AccountCluster): RegistryOptions | undefined {
  return registry && { registryName: name, ...registry };
}
