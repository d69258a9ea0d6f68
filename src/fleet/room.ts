import type { NodeCapacity } from '@hubfleet/constructs/sizing';
import type { Profile } from './schema/profile.ts';

/** What a node of a pool has for user servers. */
export interface Room {
  readonly pool: string;
  /** Unknown for machine types that nobody has described. */
  readonly node: NodeCapacity | undefined;
  readonly gpus: number;
}

type Demand = Pick<Profile, 'memory' | 'cpu'> & { readonly gpus: number };

/** The named pool, or the smallest that the server fits; the largest, where it fits none. */
export function roomFor(demand: Demand, pool: string | undefined, rooms: readonly Room[]): Room | undefined {
  if (pool !== undefined) return rooms.find((room) => room.pool === pool);
  // Nodes with GPUs are for servers that ask for one.
  const meant = rooms.filter(({ gpus }) => gpus > 0 === demand.gpus > 0);
  return meant.find((room) => fits(demand, room)) ?? meant.at(-1) ?? rooms.at(-1);
}

/** Why a server fits none of the pools, with the numbers; nothing when it fits one. */
export function fitFault(demand: Demand, rooms: readonly Room[]): string | undefined {
  if (rooms.length === 0 || rooms.some((room) => fits(demand, room))) return undefined;
  return `asks for ${asked(demand)}, more than a node offers (${rooms.map(offer).join('; ')})`;
}

function fits({ memory, cpu, gpus }: Demand, { node, gpus: offered }: Room): boolean {
  if (gpus > offered) return false;
  if (!node) return true;
  return memory.guaranteeGiB * 2 ** 30 <= node.availableMemory.toBytes() && cpu.guarantee <= node.availableCpus;
}

function asked({ memory, cpu, gpus }: Demand): string {
  return `${memory.guaranteeGiB} GiB and ${cpu.guarantee} CPUs${gpuText(' and', gpus)}`;
}

function offer({ pool, node, gpus }: Room): string {
  if (!node) return `${pool}: unknown size${gpuText(',', gpus)}`;
  return `${pool}: ${node.availableMemory}, ${node.availableCpus} CPUs${gpuText(',', gpus)}`;
}

function gpuText(before: string, gpus: number): string {
  return gpus === 0 ? '' : `${before} ${gpus} ${gpus === 1 ? 'GPU' : 'GPUs'}`;
}
