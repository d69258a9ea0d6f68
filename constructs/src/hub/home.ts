import type { IHomeStorage } from '../cluster';

/** Home directories on a file system that all hubs of a cluster share, each hub in a folder of its own. */
export interface NfsHomeOptions {
  /** The file system. */
  readonly storage: IHomeStorage;
  /**
   * Folder of the hub on the file system; another hub's name lets two hubs share homes.
   * @default - the hub's name
   */
  readonly folder?: string;
  /**
   * Where the home directory appears; more than one for images that disagree about it, the first is `HOME`.
   * @default ['/home/jovyan']
   */
  readonly mountPaths?: string[];
  /**
   * Whether all users share a folder `shared`, which administrators may write to as `shared-readwrite`.
   * @default true
   */
  readonly sharedDirectory?: boolean;
  /**
   * Whether all users share a folder `shared-public`, which everybody may write to.
   * @default false
   */
  readonly publicDirectory?: boolean;
  /**
   * Whether administrators see the homes of all users as `allusers`.
   * @default false
   */
  readonly allUsersDirectory?: boolean;
  /**
   * Most GiB per user. The file system must enforce it; servers are told by `HOME_QUOTA_GIB`.
   * @default - no quota
   */
  readonly quotaGiB?: number;
}

/** A disk per user. */
export interface DiskHomeOptions {
  /** Size of each user's disk in GiB; it bounds the bill, so it has no default. */
  readonly capacityGiB: number;
  /**
   * Storage class of the disks; with reclaim policy Retain they survive their claim.
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;
  /**
   * Where the home directory appears.
   * @default '/home/jovyan'
   */
  readonly mountPath?: string;
}

/** What a `Home` was made of. */
interface HomeSettings {
  readonly nfs?: NfsHomeOptions;
  readonly disk?: DiskHomeOptions;
}

/** Where users keep their files between visits. */
export class Home {
  /** In a folder per user on a file system that all hubs of a cluster share. */
  public static nfs(options: NfsHomeOptions): Home {
    return new Home({ nfs: options });
  }

  /** On a disk per user. */
  public static disks(options: DiskHomeOptions): Home {
    return new Home({ disk: options });
  }

  /** Nowhere: what users write is gone when their server stops. */
  public static none(): Home {
    return new Home({});
  }

  /** @internal */
  public readonly _settings: HomeSettings;

  private constructor(settings: HomeSettings) {
    this._settings = settings;
  }
}
