import { HubPreset, ImagePulling, InternetAccess, type PresetSettings } from '@hubfleet/constructs/sizing';
import type { ProfileEntry } from './schema/profile.ts';

const GIB = 2 ** 30;

type Fragment = Record<string, unknown>;

/** Every preset, by name. */
export const presets: readonly PresetSettings[] = HubPreset.all().map(({ settings }) => settings);

/** Names of presets, as hub files write them. */
export const presetNames = presets.map(({ presetName }) => presetName);

/** A preset by its name; undefined for a name that is none. */
export function tryPreset(name: unknown): PresetSettings | undefined {
  return presets.find(({ presetName }) => presetName === name);
}

const pulling = {
  [ImagePulling.ON_DEMAND]: 'onDemand',
  [ImagePulling.ON_NEW_NODES]: 'onNewNodes',
  [ImagePulling.BEFORE_UPGRADES]: 'beforeUpgrades',
} as const satisfies Record<ImagePulling, string>;

const access = {
  [InternetAccess.ALL_PORTS]: 'allPorts',
  [InternetAccess.WEB_ONLY]: 'webOnly',
} as const satisfies Record<InternetAccess, string>;

/** What a preset stands for in a hub file, apart from its profiles, which depend on the pools of a cluster. */
export function presetKeys({ server, storage, culling, features, internetAccess }: PresetSettings): Fragment {
  const { images = [], defaultUrl, workingDirectory, startTimeoutSeconds } = server;
  return defined({
    image: images[0]?.image,
    images: images.length > 1 ? images.map(({ isDefault: _, ...choice }) => choice) : undefined,
    freeImage: server.freeImage ? {} : undefined,
    defaultUrl,
    workingDirectory,
    startTimeoutSeconds,
    storage: storage.keepsHomes
      ? defined({ quotaGiB: storage.quotaGiB, mountPaths: storage.mountPaths })
      : { home: 'none' },
    scratchBucket: storage.scratchDeleteAfterDays && { deleteAfterDays: storage.scratchDeleteAfterDays },
    culling: defined({
      idleMinutes: culling.serverIdleMinutes,
      kernelIdleMinutes: culling.kernelIdleMinutes,
      maxAgeHours: culling.maxAgeHours,
    }),
    limits: defined({
      namedServersPerUser: features.namedServersPerUser,
      activeServers: features.activeServerLimit,
    }),
    placeholders: features.placeholders && { count: features.placeholders.count },
    imagePulling: features.imagePulling && pulling[features.imagePulling],
    packServers: features.packServers,
    dask: daskKeys(features.dask),
    internetAccess: internetAccess && access[internetAccess],
  });
}

function daskKeys(dask: PresetSettings['features']['dask']): Fragment | undefined {
  if (!dask) return undefined;
  const { maxWorkersPerCluster, maxCpusPerCluster, maxMemoryPerCluster, maxClustersPerUser, idleMinutes } = dask;
  return defined({
    maxWorkersPerCluster,
    maxCpusPerCluster,
    maxMemoryGiBPerCluster: maxMemoryPerCluster.toBytes() / GIB,
    maxClustersPerUser,
    idleMinutes,
  });
}

/** The profiles of a preset; without one, a small server. */
export function presetProfiles(preset: PresetSettings | undefined): ProfileEntry[] {
  const standard = { slug: 'standard', displayName: 'Standard', default: true };
  const { resources, sizesPerPool, gpus } = preset?.server ?? {};
  if (sizesPerPool) {
    const profiles: ProfileEntry[] = [{ ...standard, sizesPerPool }];
    if (gpus) profiles.push({ slug: 'gpu', displayName: 'GPU', default: false, gpus });
    return profiles;
  }
  if (!resources) return [{ ...standard, memory: { guaranteeGiB: 0.25, limitGiB: 1 } }];
  const { memoryGuarantee, memoryLimit = memoryGuarantee, cpuGuarantee = 0.05, cpuLimit } = resources;
  const memory = { guaranteeGiB: memoryGuarantee.toBytes() / GIB, limitGiB: memoryLimit.toBytes() / GIB };
  return [{ ...standard, memory, cpu: { guarantee: cpuGuarantee, ...(cpuLimit && { limit: cpuLimit }) } }];
}

/**
 * Lays the text of a hub file over its preset: maps are merged, anything else is replaced. A file that names an image
 * means that one: the images of the preset go.
 */
export function withPreset(data: unknown): unknown {
  if (!isMap(data)) return data;
  const preset = tryPreset(data.preset);
  if (!preset) return data;
  const keys = presetKeys(preset);
  if ('image' in data || 'images' in data) {
    delete keys.images;
    delete keys.freeImage;
  }
  return merge(keys, data);
}

function merge(below: Fragment, above: Fragment): Fragment {
  const merged = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const present = below[key];
    merged[key] = isMap(present) && isMap(value) ? merge(present, value) : value;
  }
  return merged;
}

function isMap(value: unknown): value is Fragment {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function defined(fragment: Fragment): Fragment {
  return Object.fromEntries(Object.entries(fragment).filter(([, value]) => value !== undefined));
}
