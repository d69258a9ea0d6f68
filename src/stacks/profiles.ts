import {
  type ImageChoice,
  Memory,
  type Profile,
  ProfileOption,
  type ProfilePool,
  type ResourceChoice,
  type ServerResources,
} from '@hubfleet/constructs';
import type { Cluster, Hub } from '../fleet/fleet.ts';
import { roomsOf } from '../fleet/profiles.ts';

type Settings = Hub['profiles'][number];
type Size = Pick<Settings, 'memory' | 'cpu' | 'gpus'>;

/** User pools that a hub may use, with what their nodes offer. */
export function profilePools(hub: Hub, cluster: Cluster): ProfilePool[] {
  return roomsOf(hub.name, cluster).map(({ pool, node, gpus }) => ({ poolName: pool, node, gpus }));
}

/** The only profile of a hub whose users have nothing to choose: its server starts without a page of choices. */
export function onlyProfile({ profiles }: Hub): Settings | undefined {
  const [profile, ...others] = profiles;
  if (!profile || others.length > 0) return undefined;
  const { images, sizes, freeImage, allowedGroups } = profile;
  return images || sizes || freeImage || allowedGroups ? undefined : profile;
}

/** Profiles of a hub file in the words of the constructs. */
export function profilesOf(hub: Hub): Profile[] {
  return onlyProfile(hub) ? [] : hub.profiles.map(profileOf);
}

/** What a server gets. */
export function resourcesOf({ memory, cpu, gpus }: Size): ServerResources {
  return {
    memoryGuarantee: Memory.gibibytes(memory.guaranteeGiB),
    memoryLimit: Memory.gibibytes(memory.limitGiB),
    cpuGuarantee: cpu.guarantee,
    cpuLimit: cpu.limit,
    gpus,
  };
}

function profileOf(settings: Settings): Profile {
  const { slug, displayName, description, allowedGroups, default: isDefault, image, sizes, pool, gpus } = settings;
  const { defaultUrl, workingDirectory, environment } = settings;
  return {
    slug,
    displayName,
    description,
    isDefault,
    allowedGroups,
    image,
    // Each size names its pool, because a profile may have sizes in several.
    ...(sizes ? {} : { pool, resources: resourcesOf(settings) }),
    options: optionsOf(settings, gpus),
    launch: { defaultUrl, workingDirectory, environment },
  };
}

function optionsOf({ images, freeImage, sizes }: Settings, gpus: number | undefined): ProfileOption[] | undefined {
  const options: ProfileOption[] = [];
  if (images) {
    const choices = images.map((choice, index): ImageChoice => ({ ...choice, isDefault: index === 0 }));
    options.push(freeImage ? ProfileOption.imagesOrFree(choices, freeImage) : ProfileOption.images(choices));
  }
  if (sizes) {
    const choices = sizes.map(({ memory, cpu, ...size }, index): ResourceChoice => {
      return { ...size, isDefault: index === 0, resources: resourcesOf({ memory, cpu, gpus }) };
    });
    options.push(ProfileOption.resources(choices));
  }
  return options.length > 0 ? options : undefined;
}
