import { NodeCapacity } from '@hubfleet/constructs/sizing';
import { machineOf } from '@hubfleet/policies';
import type { ClusterFile } from './clouds/registry.ts';

/** Families with fewer network addresses than others of their size, by which EKS counts pods. */
const FEW_ADDRESSES = /^g4dn\.(?:xlarge|2xlarge)$/;

const estimates = {
  aws: (type, machine) => NodeCapacity.eks({ ...machine, ...(FEW_ADDRESSES.test(type) && { maxPods: 29 }) }),
  google: (_, machine) => NodeCapacity.gke(machine),
} satisfies Record<
  ClusterFile['provider'],
  (type: string, machine: { cpus: number; memoryGiB: number }) => NodeCapacity
>;

/** What a node of a machine type offers to servers: as measured, else as worked out; undefined for unknown types. */
export function nodeCapacity(provider: ClusterFile['provider'], machineType: string): NodeCapacity | undefined {
  const measured = NodeCapacity.ofMachineType(machineType);
  if (measured) return measured;
  const machine = machineOf(machineType);
  return machine && estimates[provider](machineType, { cpus: machine.cpus, memoryGiB: machine.memoryGiB });
}

/** GPUs of a node: those the file attaches, or those that come with the machine type. */
export function nodeGpus(pool: { machineType: string; gpu?: { count?: number | undefined } | undefined }): number {
  return pool.gpu ? (pool.gpu.count ?? 1) : (machineOf(pool.machineType)?.gpus ?? 0);
}
