import {
  type ImageChoice,
  Memory,
  type Profile,
  ProfileOption,
  type ProfilePool,
  type ResourceChoice,
  type ServerResources,
} from '@hubfleet/constructs';
import { formatRate } from '@hubfleet/policies';
import type { ChoicePrice } from '../fleet/choice-prices.ts';
import { sizeSlug } from '../fleet/choices.ts';
import type { Cluster, Hub } from '../fleet/fleet.ts';
import { roomsOf } from '../fleet/profiles.ts';

type Settings = Hub['profiles'][number];
type Size = Pick<Settings, 'memory' | 'cpu' | 'gpus'>;
/** What a choice costs, in words; undefined where it is not told. */
type Costs = (slug: string) => string | undefined;

/** User pools that a hub may use, with what their nodes offer. */
export function profilePools(hub: Hub, cluster: Cluster): ProfilePool[] {
  return roomsOf(hub.name, cluster).map(({ pool, node, gpus }) => ({ poolName: pool, node, gpus }));
}

/** The only profile of a hub whose users have nothing to choose: its server starts without a page of choices. */
export function onlyProfile({ profiles, imageBuilding }: Hub): Settings | undefined {
  const [profile, ...others] = profiles;
  if (!profile || others.length > 0) return undefined;
  if (imageBuilding && !imageBuilding.binder && profile.buildImage !== false) return undefined;
  const { images, sizes, freeImage, allowedGroups } = profile;
  return images || sizes || freeImage || allowedGroups ? undefined : profile;
}

/** Profiles of a hub file in the words of the constructs, with what they cost an hour as far as it is given. */
export function profilesOf(hub: Hub, prices: readonly ChoicePrice[] = []): Profile[] {
  const about: Costs = (slug) => {
    const hourly = prices.find((price) => price.slug === slug)?.hourly;
    // A share of a node is good to a tenth of a cent.
    return hourly === undefined ? undefined : `about ${formatRate(Math.round(hourly / 1000) * 1000)} an hour`;
  };
  return onlyProfile(hub) ? [] : hub.profiles.map((profile) => profileOf(buildable(profile, hub), about));
}

/** Where users may build an image there must be a choice: the one image of a profile becomes the first of it. */
function buildable(profile: Settings, { imageBuilding, image, displayName }: Hub): Settings {
  if (!imageBuilding || profile.buildImage === false || profile.images) return profile;
  const { image: own = image, ...rest } = profile;
  return { ...rest, images: [{ slug: 'default', displayName, image: own }] };
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

function profileOf(settings: Settings, about: Costs): Profile {
  const { slug, displayName, description, allowedGroups, default: isDefault, image, sizes, pool, gpus } = settings;
  const { defaultUrl, workingDirectory, environment, buildImage } = settings;
  return {
    slug,
    displayName,
    description: sizes ? description : withCost(description, about(slug)),
    isDefault,
    allowedGroups,
    image,
    buildImage,
    // Each size names its pool, because a profile may have sizes in several.
    ...(sizes ? {} : { pool, resources: resourcesOf(settings) }),
    options: optionsOf(settings, gpus, about),
    launch: { defaultUrl, workingDirectory, environment },
  };
}

function optionsOf(settings: Settings, gpus: number | undefined, about: Costs): ProfileOption[] | undefined {
  const { images, freeImage, sizes } = settings;
  const options: ProfileOption[] = [];
  if (images) {
    const choices = images.map((choice, index): ImageChoice => ({ ...choice, isDefault: index === 0 }));
    options.push(freeImage ? ProfileOption.imagesOrFree(choices, freeImage) : ProfileOption.images(choices));
  }
  if (sizes) {
    const choices = sizes.map(({ memory, cpu, ...size }, index): ResourceChoice => {
      // Lists show names only.
      const displayName = withCost(size.displayName, about(sizeSlug(settings, index)));
      return { ...size, displayName, isDefault: index === 0, resources: resourcesOf({ memory, cpu, gpus }) };
    });
    options.push(ProfileOption.resources(choices));
  }
  return options.length > 0 ? options : undefined;
}

function withCost<T extends string | undefined>(text: T, cost: string | undefined): T | string {
  if (cost === undefined) return text;
  return text === undefined ? `${cost.charAt(0).toUpperCase()}${cost.slice(1)}` : `${text} (${cost})`;
}
