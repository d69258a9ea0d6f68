import { Memory, NodeCapacity } from '@hubfleet/constructs/sizing';
import type { ClusterFile } from './clouds/registry.ts';

/** What a node of a pool offers to servers: as the file tells, else by its machine type; undefined for unknown types. */
export function poolCapacity(pool: ClusterFile['pools'][string]): NodeCapacity | undefined {
  if (!('allocatable' in pool)) return NodeCapacity.ofMachineType(pool.machineType);
  const { cpus, memoryGiB } = pool.allocatable;
  return NodeCapacity.measured({ cpus, memory: Memory.gibibytes(memoryGiB) });
}
