import { machineOf } from '@hubfleet/policies';

/** GPUs of a node: those the file attaches, or those that come with the machine type. */
export function nodeGpus(pool: { machineType: string; gpu?: { count?: number | undefined } | undefined }): number {
  return pool.gpu ? (pool.gpu.count ?? 1) : (machineOf(pool.machineType)?.gpus ?? 0);
}
