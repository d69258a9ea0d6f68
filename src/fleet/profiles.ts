import { Memory, type NodeCapacity, ResourceAllocation, type ResourceChoice } from '@hubfleet/constructs/sizing';
import type { ClusterFile } from './clouds/registry.ts';
import { nodeGpus } from './node-gpus.ts';
import { poolCapacity } from './pool-capacity.ts';
import { fitFault, type Room, roomFor } from './room.ts';
import type { HubFile } from './schema/hub.ts';
import type { Profile, ProfileEntry, ProfileSize } from './schema/profile.ts';

const GIB = 2 ** 30;
const DEFAULT_CPU = { guarantee: 0.05 };

/** What is wrong with a profile, at one of its keys. */
export interface ProfileFault {
  /** Position in the file's list. */
  readonly index: number;
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly remedy: string;
}

/** An entry without what `expand` decides. */
type Rest = Omit<ProfileEntry, 'memory' | 'sizes' | 'divide' | 'sizesPerPool'>;

type Report = (path: ProfileFault['path'], message: string, remedy: string) => void;

/** User pools that a hub may use, smallest nodes first, those of unknown size last. */
export function roomsOf(hubName: string, { pools }: Pick<ClusterFile, 'pools'>): Room[] {
  const size = ({ node }: Room) => node?.availableMemory.toBytes() ?? Number.POSITIVE_INFINITY;
  return Object.entries(pools)
    .filter(([, pool]) => pool.purpose === 'user' && (ownerOf(pool) ?? hubName) === hubName)
    .map(([pool, settings]) => ({
      pool,
      node: poolCapacity(settings),
      gpus: nodeGpus(settings),
    }))
    .sort((a, b) => size(a) - size(b));
}

/** The one hub that a pool is for, where it is for one. */
function ownerOf(pool: object): string | undefined {
  return 'hub' in pool && typeof pool.hub === 'string' ? pool.hub : undefined;
}

/** Decides what profiles leave open: pools, sizes made from nodes, images of the hub. */
export function expandProfiles(
  hub: Pick<HubFile, 'profiles' | 'images' | 'freeImage'>,
  rooms: readonly Room[],
): { profiles: Profile[]; faults: ProfileFault[] } {
  const faults: ProfileFault[] = [];
  const profiles = hub.profiles.flatMap((entry, index) => {
    const report: Report = (path, message, remedy) => faults.push({ index, path, message, remedy });
    return expand(withImages(entry, hub), rooms, report);
  });
  return { profiles, faults };
}

function withImages(entry: ProfileEntry, { images, freeImage }: Pick<HubFile, 'images' | 'freeImage'>): ProfileEntry {
  if (entry.image || entry.images || !images) return entry;
  return { ...entry, images, ...(freeImage && !entry.freeImage && { freeImage }) };
}

function expand(entry: ProfileEntry, rooms: readonly Room[], report: Report): Profile[] {
  const { memory, sizes, divide, sizesPerPool, ...rest } = entry;
  const said = Object.entries({ memory, sizes, divide }).filter(([, value]) => value !== undefined);
  if (said.length > 1) {
    report([said[1]?.[0] ?? ''], 'a profile has either memory, sizes or divide', 'keep one of them');
    return [];
  }
  if (memory) return plain({ ...rest, memory }, rooms, report);
  if (sizes) return withSizes(rest, chosenSizes(entry, rooms, report));
  const counts = divide ?? spread(sizesPerPool, rooms);
  if (counts) return withSizes(rest, madeSizes(counts, rooms, report));
  if (rest.gpus) return shares(rest, rest.gpus, rooms, report);
  report(['memory'], 'required key is missing', 'add it, or sizes, divide or gpus');
  return [];
}

function plain(entry: Rest & Pick<Profile, 'memory'>, rooms: readonly Room[], report: Report): Profile[] {
  const { cpu = DEFAULT_CPU, memory } = entry;
  const room = roomFor({ memory, cpu, gpus: entry.gpus ?? 0 }, entry.pool, rooms);
  if (!room) return [];
  const gpus = entry.gpus ?? (entry.pool && room.gpus > 0 ? 1 : 0);
  const fault = fitFault({ memory, cpu, gpus }, entry.pool ? [room] : rooms);
  if (fault) report(['memory', 'guaranteeGiB'], fault, 'lower the guarantee, or use a pool of larger machines');
  return [{ ...entry, pool: room.pool, memory, cpu, ...(gpus > 0 && { gpus }) }];
}

function chosenSizes({ sizes = [], pool, gpus = 0 }: ProfileEntry, rooms: readonly Room[], report: Report) {
  return sizes.flatMap((size, index): ProfileSize[] => {
    const named = size.pool ?? pool;
    const room = roomFor({ ...size, gpus }, named, rooms);
    if (!room) return [];
    const fault = fitFault({ ...size, gpus }, named ? [room] : rooms);
    const path = ['sizes', index, 'memory', 'guaranteeGiB'];
    if (fault) report(path, fault, 'lower the guarantee, or use a pool of larger machines');
    return [{ ...size, pool: room.pool }];
  });
}

/** The first count is that of the smallest nodes without GPUs, the next that of the next larger. */
function spread(counts: readonly number[] | undefined, rooms: readonly Room[]): Record<string, number> | undefined {
  const sized = rooms.filter(({ node, gpus }) => node && gpus === 0);
  return counts && Object.fromEntries(counts.slice(0, sized.length).map((count, i) => [sized[i]?.pool, count]));
}

function madeSizes(counts: Readonly<Record<string, number>>, rooms: readonly Room[], report: Report): ProfileSize[] {
  const lists = Object.entries(counts).flatMap(([pool, count]) => {
    const room = rooms.find((each) => each.pool === pool);
    if (!room) return [];
    if (room.node) return [ResourceAllocation.choices({ node: room.node, pool, count })];
    const message = `the machines of pool ${pool} have no known size`;
    report(['divide', pool], message, 'write sizes with their memory instead');
    return [];
  });
  if (Object.keys(counts).length === 0)
    report([], 'no user pool has machines of a known size', 'write profiles with their memory');
  return ResourceAllocation.join(lists).map(sizeOf);
}

function sizeOf({ slug, displayName, description, pool = '', resources }: ResourceChoice): ProfileSize {
  const guaranteeGiB = resources.memoryGuarantee.toBytes() / GIB;
  const { cpuGuarantee = 0.05, cpuLimit } = resources;
  return {
    slug,
    displayName,
    ...(description && { description }),
    pool,
    memory: { guaranteeGiB, limitGiB: guaranteeGiB },
    // Below this a server is not schedulable when its node is busy.
    cpu: { guarantee: Math.max(0.05, cpuGuarantee), ...(cpuLimit && { limit: cpuLimit }) },
  };
}

function withSizes(rest: Rest, sizes: readonly ProfileSize[]): Profile[] {
  const [first] = sizes;
  return first ? [{ ...rest, pool: first.pool, memory: first.memory, cpu: first.cpu, sizes }] : [];
}

/** GPUs decide the rest: each server gets its share of the node. */
function shares(entry: Rest, gpus: number, rooms: readonly Room[], report: Report): Profile[] {
  const able = rooms.filter((room) => room.gpus >= gpus && room.node && (entry.pool ?? room.pool) === room.pool);
  if (able.length === 0) {
    const message = `no user pool of a known size has ${gpus} ${gpus === 1 ? 'GPU' : 'GPUs'} per node`;
    report(['gpus'], message, 'add a pool with gpu to cluster.yaml');
  }
  return able.map((room) => {
    const share = shareOf(room.node as NodeCapacity, Math.floor(room.gpus / gpus));
    if (entry.pool) return { ...entry, ...share, pool: room.pool, gpus };
    const names = { slug: `${entry.slug}-${room.pool}`, displayName: `${entry.displayName} (${room.pool})` };
    return { ...entry, ...names, ...share, pool: room.pool, gpus };
  });
}

function shareOf(node: NodeCapacity, servers: number): Pick<Profile, 'memory' | 'cpu'> {
  const [whole] = ResourceAllocation.choices({ node, count: 1 });
  const { memoryGuarantee = Memory.bytes(1), cpuGuarantee = 0, cpuLimit } = whole?.resources ?? {};
  const guaranteeGiB = memoryGuarantee.dividedBy(servers).toBytes() / GIB;
  const memory = { guaranteeGiB, limitGiB: guaranteeGiB };
  return { memory, cpu: { guarantee: cpuGuarantee / servers, ...(cpuLimit && { limit: cpuLimit }) } };
}
