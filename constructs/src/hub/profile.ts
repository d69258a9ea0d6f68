import type { NodeCapacity } from './node-capacity';
import type { ResourceChoice, ServerResources } from './resource-allocation';

/** A pool of user nodes as profiles know it, so that a server which fits no node is refused before it hangs. */
export interface ProfilePool {
  /** Name of the pool, as its nodes are labelled. */
  readonly poolName: string;
  /**
   * What one of its nodes offers.
   * @default - not checked
   */
  readonly node?: NodeCapacity;
  /**
   * GPUs of one node.
   * @default 0
   */
  readonly gpus?: number;
}

/** An image that users may choose. */
export interface ImageChoice {
  /** Name of the choice in the hub's interface, unique in its list. */
  readonly slug: string;
  /** What users see. */
  readonly displayName: string;
  /** Image with a fixed tag. */
  readonly image: string;
  /**
   * A second line under the name.
   * @default - none
   */
  readonly description?: string;
  /**
   * Page that opens first.
   * @default - the profile's
   */
  readonly defaultUrl?: string;
  /**
   * Folder in which servers and terminals start.
   * @default - the profile's
   */
  readonly workingDirectory?: string;
  /**
   * Environment variables beside the profile's.
   * @default - none
   */
  readonly environment?: Record<string, string>;
  /**
   * Whether nodes ask for the image at every start, for a tag that moves.
   * @default false
   */
  readonly pullAlways?: boolean;
  /**
   * Whether it is chosen beforehand.
   * @default false
   */
  readonly isDefault?: boolean;
  /**
   * Groups whose members see it.
   * @default - everybody
   */
  readonly allowedGroups?: string[];
}

/** A field in which users name any image. */
export interface FreeImage {
  /**
   * What users see beside the field.
   * @default 'Custom image'
   */
  readonly displayName?: string;
  /**
   * Regular expression (of Python) that the whole name must match.
   * @default '^.+:.+$', a tag is required
   */
  readonly pattern?: string;
  /**
   * What users read when it does not match.
   * @default 'Must be a publicly available image of the form <image>:<tag>'
   */
  readonly patternMessage?: string;
}

/** What a `ProfileOption` was made of. */
interface OptionSettings {
  readonly key: string;
  readonly displayName: string;
  readonly images: ImageChoice[];
  readonly sizes: ResourceChoice[];
  readonly free?: FreeImage;
}

/** What users choose within a profile. */
export class ProfileOption {
  /** One of several images. */
  public static images(choices: ImageChoice[]): ProfileOption {
    return new ProfileOption({ key: 'image', displayName: 'Image', images: choices, sizes: [] });
  }

  /** One of several images, or any image that matches a pattern. */
  public static imagesOrFree(choices: ImageChoice[], free: FreeImage): ProfileOption {
    return new ProfileOption({ key: 'image', displayName: 'Image', images: choices, sizes: [], free });
  }

  /** One of several sizes. */
  public static resources(choices: ResourceChoice[]): ProfileOption {
    return new ProfileOption({ key: 'resources', displayName: 'Resource Allocation', images: [], sizes: choices });
  }

  /** @internal */
  public readonly _settings: OptionSettings;

  private constructor(settings: OptionSettings) {
    this._settings = settings;
  }
}

/** How a server begins. */
export interface LaunchSettings {
  /**
   * Page that opens first.
   * @default - the hub's default
   */
  readonly defaultUrl?: string;
  /**
   * Environment variables beside the hub's.
   * @default - none
   */
  readonly environment?: Record<string, string>;
  /**
   * Folder in which servers and terminals start.
   * @default - the hub's default
   */
  readonly workingDirectory?: string;
}

/** A kind of server that users may start. */
export interface Profile {
  /** Name of the profile in links and in the hub's interface, unique in the hub. */
  readonly slug: string;
  /** What users see. */
  readonly displayName: string;
  /**
   * A second line under the name.
   * @default - none
   */
  readonly description?: string;
  /**
   * Whether it is chosen beforehand.
   * @default - the first profile
   */
  readonly isDefault?: boolean;
  /**
   * Groups whose members see it; the hub itself refuses it to others. With GitHub, groups are `organization:team`.
   * @default - everybody
   */
  readonly allowedGroups?: string[];
  /**
   * Pool whose nodes run it.
   * @default - any user pool
   */
  readonly pool?: string;
  /**
   * What a server gets.
   * @default - the hub's default
   */
  readonly resources?: ServerResources;
  /**
   * Image with a fixed tag.
   * @default - the hub's default
   */
  readonly image?: string;
  /**
   * Whether users may build an image where they choose one; only on hubs that build images.
   * @default true
   */
  readonly buildImage?: boolean;
  /**
   * What users choose within it.
   * @default - nothing
   */
  readonly options?: ProfileOption[];
  /**
   * How a server begins.
   * @default - as the hub's other servers
   */
  readonly launch?: LaunchSettings;
}
