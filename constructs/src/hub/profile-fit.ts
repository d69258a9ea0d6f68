import type { ProfilePool } from './profile';
import type { Refuse } from './refuse';
import type { ServerResources } from './resource-allocation';

/** The least CPU guarantee; without one Kubernetes takes the limit for it, and nodes multiply. */
export const MIN_CPU_GUARANTEE = 0.05;

function fits(resources: ServerResources, pool: ProfilePool): boolean {
  if ((resources.gpus ?? 0) > (pool.gpus ?? 0)) return false;
  if (pool.node === undefined) return true;
  const cpus = resources.cpuGuarantee ?? MIN_CPU_GUARANTEE;
  return resources.memoryGuarantee.toBytes() <= pool.node.availableMemory.toBytes() && cpus <= pool.node.availableCpus;
}

function offer(pool: ProfilePool): string {
  const gpus = pool.gpus ? `, ${pool.gpus} GPUs` : '';
  if (pool.node === undefined) return `${pool.poolName}: unknown size${gpus}`;
  return `${pool.poolName}: ${pool.node.availableMemory}, ${pool.node.availableCpus} CPUs${gpus}`;
}

function demand(resources: ServerResources): string {
  const gpus = resources.gpus ? ` and ${resources.gpus} GPUs` : '';
  return `${resources.memoryGuarantee} and ${resources.cpuGuarantee ?? MIN_CPU_GUARANTEE} CPUs${gpus}`;
}

/** Refuses limits below guarantees and servers that no node could ever run. */
export function checkFit(
  resources: ServerResources,
  poolName: string | undefined,
  pools: readonly ProfilePool[],
  property: string,
  refuse: Refuse,
): void {
  const { memoryGuarantee, memoryLimit = memoryGuarantee, cpuGuarantee = MIN_CPU_GUARANTEE, cpuLimit } = resources;
  if (memoryLimit.toBytes() < memoryGuarantee.toBytes()) {
    throw refuse(
      property,
      `has a memory limit (${memoryLimit}) below its guarantee (${memoryGuarantee})`,
      'raise the limit',
    );
  }
  if (cpuGuarantee < MIN_CPU_GUARANTEE) {
    throw refuse(property, `guarantees ${cpuGuarantee} CPUs, the least is ${MIN_CPU_GUARANTEE}`, 'raise cpuGuarantee');
  }
  if (cpuLimit !== undefined && cpuLimit < cpuGuarantee) {
    throw refuse(property, `has a CPU limit (${cpuLimit}) below its guarantee (${cpuGuarantee})`, 'raise the limit');
  }
  if (pools.length === 0) return;
  const named = poolName === undefined ? pools : pools.filter((pool) => pool.poolName === poolName);
  if (named.length === 0) {
    const known = pools.map((pool) => pool.poolName).join(', ');
    throw refuse(property, `names a pool that is not there, got ${poolName}`, `use one of: ${known}`);
  }
  if (named.some((pool) => fits(resources, pool))) return;
  throw refuse(
    property,
    `asks for ${demand(resources)}, more than a node offers (${named.map(offer).join('; ')})`,
    'lower the guarantee or use a larger pool',
  );
}
