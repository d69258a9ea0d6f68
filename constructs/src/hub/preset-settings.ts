import type { Culling } from './culling';
import type { HubFeatures } from './hub-features';
import type { InternetAccess } from './hub-network';
import type { ImageChoice } from './profile';
import type { ServerResources } from './resource-allocation';

/** The servers of a preset. */
export interface PresetServer {
  /**
   * Images, the first is the default.
   * @default - none fits everybody, one must be given
   */
  readonly images?: ImageChoice[];
  /**
   * Whether users may name any other image.
   * @default false
   */
  readonly freeImage?: boolean;
  /**
   * Page that opens first.
   * @default '/lab'
   */
  readonly defaultUrl?: string;
  /**
   * What every server gets, where users choose no size.
   * @default - users choose
   */
  readonly resources?: ServerResources;
  /**
   * How many sizes each pool is divided into, from the smallest pool up.
   * @default - users choose no size
   */
  readonly sizesPerPool?: number[];
  /**
   * GPUs of a server on pools that have them.
   * @default 0
   */
  readonly gpus?: number;
  /**
   * Seconds after which a start has failed.
   * @default 600
   */
  readonly startTimeoutSeconds?: number;
  /**
   * Folder in which servers and terminals start.
   * @default - the home directory
   */
  readonly workingDirectory?: string;
}

/** What a preset keeps. */
export interface PresetStorage {
  /** Whether users keep files between visits. */
  readonly keepsHomes: boolean;
  /**
   * Most GiB per user.
   * @default - no quota
   */
  readonly quotaGiB?: number;
  /**
   * Where the home directory appears.
   * @default ['/home/jovyan']
   */
  readonly mountPaths?: string[];
  /**
   * Days after which objects of the scratch bucket are deleted.
   * @default - no scratch bucket
   */
  readonly scratchDeleteAfterDays?: number;
}

/** What a preset consists of. */
export interface PresetSettings {
  /** Name, as fleet files write it. */
  readonly presetName: string;
  /** What it is for, in one line. */
  readonly title: string;
  /** Its servers. */
  readonly server: PresetServer;
  /** What it keeps. */
  readonly storage: PresetStorage;
  /** When kernels and servers are stopped. */
  readonly culling: Culling;
  /** What the hub does beside. */
  readonly features: HubFeatures;
  /**
   * What of the internet user servers reach.
   * @default InternetAccess.ALL_PORTS
   */
  readonly internetAccess?: InternetAccess;
}
