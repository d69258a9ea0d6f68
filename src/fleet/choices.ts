import type { Demand } from '@hubfleet/policies';
import type { Cluster, Hub } from './fleet.ts';
import { nodeGpus } from './node-gpus.ts';

const GIB = 2 ** 30;

/** One choice of machine that users have. */
export interface ProfileChoice extends Pick<Hub['profiles'][number], 'slug' | 'pool' | 'memory' | 'cpu' | 'gpus'> {}

/** Every choice of a hub: profiles by their slug, further sizes of one as `<profile>/<size>`. */
export function profileSizes({ profiles }: Pick<Hub, 'profiles'>): ProfileChoice[] {
  return profiles.flatMap((profile) => [
    profile,
    ...(profile.sizes ?? []).slice(1).map((size, index) => ({
      ...size,
      slug: sizeSlug(profile, index + 1),
      ...(profile.gpus !== undefined && { gpus: profile.gpus }),
    })),
  ]);
}

/** How one of several sizes of a profile is named; the first has the name of the profile. */
export function sizeSlug({ slug, sizes = [] }: Pick<Hub['profiles'][number], 'slug' | 'sizes'>, index: number): string {
  return index === 0 ? slug : `${slug}/${sizes[index]?.slug}`;
}

/** What a server keeps for itself; on a pool with GPUs it takes one, unless it says how many. */
export function demandOf({ pool, memory, cpu, gpus }: Omit<ProfileChoice, 'slug'>, cluster: Cluster): Demand {
  const own = cluster.pools[pool];
  const offered = own ? nodeGpus(own) : 0;
  return {
    bytes: Math.round(memory.guaranteeGiB * GIB),
    milliCpus: Math.round(cpu.guarantee * 1000),
    gpus: gpus ?? Math.min(1, offered),
  };
}
