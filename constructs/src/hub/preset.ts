import type { IHomeStorage } from '../cluster';
import type { Culling } from './culling';
import { Home } from './home';
import type { HubFeatures } from './hub-features';
import type { HubNetwork } from './hub-network';
import { DESKTOP, EDUCATION, EPHEMERAL, EVENT, GEOSPATIAL_DASK, GPU, RESEARCH, RSTUDIO } from './preset-data';
import type { PresetSettings } from './preset-settings';
import { type Profile, ProfileOption, type ProfilePool } from './profile';
import { ResourceAllocation } from './resource-allocation';
import type { UserServer } from './user-server';

/** What a preset cannot know of a cluster and a community. */
export interface PresetOptions {
  /**
   * Image with a fixed tag instead of the preset's.
   * @default - the preset's images
   */
  readonly image?: string;
  /**
   * User pools of the cluster; sizes are made from what their nodes offer.
   * @default - users choose no size
   */
  readonly pools?: ProfilePool[];
  /**
   * Groups whose members may use GPUs.
   * @default - everybody
   */
  readonly gpuGroups?: string[];
}

/**
 * A hub that works well on day one. It is data: spread the parts into `JupyterHubProps` and override any field,
 * for example `culling: { ...HubPreset.RESEARCH.culling, maxAgeHours: 12 }`.
 */
export class HubPreset {
  /** Interactive research: sizes by need, several images, a scratch bucket. */
  public static readonly RESEARCH = new HubPreset(RESEARCH);
  /** Courses: many small servers packed on few nodes. */
  public static readonly EDUCATION = new HubPreset(EDUCATION);
  /** Workshops: one size, room kept free, images pulled beforehand. */
  public static readonly EVENT = new HubPreset(EVENT);
  /** Machine learning on GPUs. */
  public static readonly GPU = new HubPreset(GPU);
  /** Earth science with Dask clusters. */
  public static readonly GEOSPATIAL_DASK = new HubPreset(GEOSPATIAL_DASK);
  /** Visitors without accounts or files. */
  public static readonly EPHEMERAL = new HubPreset(EPHEMERAL);
  /** RStudio for R. */
  public static readonly RSTUDIO = new HubPreset(RSTUDIO);
  /** A Linux desktop in the browser. */
  public static readonly DESKTOP = new HubPreset(DESKTOP);

  /** Every preset, in the order of their names. */
  public static all(): HubPreset[] {
    const presets = [
      HubPreset.RESEARCH,
      HubPreset.EDUCATION,
      HubPreset.EVENT,
      HubPreset.GPU,
      HubPreset.GEOSPATIAL_DASK,
      HubPreset.EPHEMERAL,
      HubPreset.RSTUDIO,
      HubPreset.DESKTOP,
    ];
    return presets.sort((a, b) => (a.settings.presetName < b.settings.presetName ? -1 : 1));
  }

  /** The preset of a name. */
  public static of(presetName: string): HubPreset {
    const found = HubPreset.all().find(({ settings }) => settings.presetName === presetName);
    if (found) return found;
    const known = HubPreset.all().map(({ settings }) => settings.presetName);
    throw new Error(`HubPreset: there is no preset ${presetName}; use one of: ${known.join(', ')}`);
  }

  private constructor(
    /** What it consists of. */
    public readonly settings: PresetSettings,
  ) {}

  /** When kernels and servers are stopped. */
  public get culling(): Culling {
    return this.settings.culling;
  }

  /** What the hub does beside starting servers. */
  public get features(): HubFeatures {
    return this.settings.features;
  }

  /** What user servers reach. */
  public get network(): HubNetwork {
    return { internetAccess: this.settings.internetAccess };
  }

  /** Homes on the file system, or none where the preset keeps nothing. */
  public homeOn(storage: IHomeStorage): Home {
    const { keepsHomes, quotaGiB, mountPaths } = this.settings.storage;
    return keepsHomes ? Home.nfs({ storage, quotaGiB, mountPaths }) : Home.none();
  }

  /** The servers, with sizes made from the pools. */
  public userServer(options: PresetOptions): UserServer {
    const { server, presetName } = this.settings;
    const image = options.image ?? server.images?.[0]?.image;
    if (image === undefined) {
      throw new Error(`HubPreset: ${presetName} has no image of its own, got none; give one that was made for it`);
    }
    const profiles = this.profiles(options);
    return {
      image,
      defaultUrl: server.defaultUrl,
      resources: server.resources,
      startTimeoutSeconds: server.startTimeoutSeconds,
      workingDirectory: server.workingDirectory,
      profiles: profiles.length > 0 ? profiles : undefined,
      pools: options.pools,
    };
  }

  private profiles(options: PresetOptions): Profile[] {
    const { server } = this.settings;
    const choices = [];
    const images = options.image === undefined ? (server.images ?? []) : [];
    if (images.length > 0 && server.freeImage) choices.push(ProfileOption.imagesOrFree(images, {}));
    else if (images.length > 1) choices.push(ProfileOption.images(images));
    const sizes = this.sizes(options.pools ?? []);
    if (sizes.length > 0) choices.push(ProfileOption.resources(sizes));
    const gpus = this.gpuProfiles(options, choices.slice(0, sizes.length > 0 ? -1 : undefined));
    if (choices.length === 0 && gpus.length === 0) return [];
    const standard = { slug: 'standard', displayName: 'Standard', isDefault: true };
    return [{ ...standard, options: choices.length > 0 ? choices : undefined }, ...gpus];
  }

  private sizes(pools: readonly ProfilePool[]) {
    const { sizesPerPool = [] } = this.settings.server;
    const sized = pools
      .flatMap(({ poolName, node, gpus = 0 }) => (node === undefined || gpus > 0 ? [] : [{ poolName, node }]))
      .sort((a, b) => a.node.availableMemory.toBytes() - b.node.availableMemory.toBytes());
    const lists = sizesPerPool.slice(0, sized.length).map((count, index) => {
      const pool = sized[index] as (typeof sized)[number];
      return ResourceAllocation.choices({ node: pool.node, pool: pool.poolName, count, firstIsDefault: index === 0 });
    });
    return ResourceAllocation.join(lists);
  }

  private gpuProfiles(options: PresetOptions, images: ProfileOption[]): Profile[] {
    const { gpus = 0 } = this.settings.server;
    if (gpus === 0) return [];
    return (options.pools ?? []).flatMap(({ poolName, node, gpus: offered = 0 }) => {
      if (offered < gpus || node === undefined) return [];
      const servers = Math.floor(offered / gpus);
      const [whole] = ResourceAllocation.choices({ node, count: 1 });
      const { memoryGuarantee, cpuGuarantee = 0, cpuLimit } = (whole as NonNullable<typeof whole>).resources;
      return [
        {
          slug: `gpu-${poolName}`,
          displayName: `GPU (${poolName})`,
          pool: poolName,
          allowedGroups: options.gpuGroups,
          options: images.length > 0 ? images : undefined,
          resources: {
            memoryGuarantee: memoryGuarantee.dividedBy(servers),
            cpuGuarantee: cpuGuarantee / servers,
            cpuLimit,
            gpus,
          },
        },
      ];
    });
  }
}
