import { Memory, type Profile, ProfileOption, type ProfilePool } from '@hubfleet/constructs';
import type { Cluster, Hub } from '../fleet/fleet.ts';

type Settings = Hub['profiles'][number];

/** Profiles of a hub file in the words of the constructs. */
export function profilesOf(hub: Hub, cluster: Cluster): Profile[] {
  return hub.profiles.map((profile) => profileOf(profile, cluster));
}

/** User pools that profiles may name. */
export function profilePools(cluster: Cluster): ProfilePool[] {
  return Object.entries(cluster.pools)
    .filter(([, { purpose }]) => purpose === 'user')
    .map(([poolName, { gpu }]) => ({ poolName, gpus: gpu?.count ?? 0 }));
}

function profileOf({ memory, cpu, images, default: isDefault, ...profile }: Settings, cluster: Cluster): Profile {
  const gpus = cluster.pools[profile.pool]?.gpu ? 1 : undefined;
  return {
    ...profile,
    isDefault,
    resources: {
      memoryGuarantee: Memory.gibibytes(memory.guaranteeGiB),
      memoryLimit: Memory.gibibytes(memory.limitGiB),
      cpuGuarantee: cpu.guarantee,
      cpuLimit: cpu.limit,
      gpus,
    },
    options: images && [ProfileOption.images(images.map((image, index) => ({ ...image, isDefault: index === 0 })))],
  };
}
