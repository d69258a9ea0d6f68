import type { IImageRegistry } from '../image-registry';
import type { Secret } from '../secret';

/** A registry outside the cluster's cloud. */
export interface ExternalRegistryOptions {
  /** Host of the registry, for example `quay.io`. */
  readonly registryHost: string;
  /** What the names of built images begin with, for example `quay.io/atlas/earth-`. */
  readonly imagePrefix: string;
  /** User who may push. */
  readonly username: string;
  /** Password or token of that user. */
  readonly password: Secret;
}

/** What a `BuildRegistry` was made of. */
interface BuildRegistrySettings {
  readonly registryHost: string;
  readonly imagePrefix: string;
  readonly cluster?: IImageRegistry;
  readonly external?: ExternalRegistryOptions;
}

/** Where images go that users build, and where their servers get them from. */
export class BuildRegistry {
  /** A repository of the cluster's registry; a cloud identity logs in to it, nobody keeps a password. */
  public static ofCluster(registry: IImageRegistry): BuildRegistry {
    return new BuildRegistry({
      registryHost: registry.registryHost,
      imagePrefix: registry.imagePrefix,
      cluster: registry,
    });
  }

  /** Any other registry, with a user who may push. */
  public static external(options: ExternalRegistryOptions): BuildRegistry {
    const { registryHost, imagePrefix } = options;
    return new BuildRegistry({ registryHost, imagePrefix, external: options });
  }

  /** @internal */
  public readonly _settings: BuildRegistrySettings;

  private constructor(settings: BuildRegistrySettings) {
    this._settings = settings;
  }
}
