import type { RegistryOptions } from '@hubfleet/constructs';
import type { Cluster } from '../fleet/fleet.ts';

/** The registry of a cluster file in the words of the constructs. */
export function registryOptions({ name, registry }: Cluster): RegistryOptions | undefined {
  return registry && { registryName: name, ...registry };
}
