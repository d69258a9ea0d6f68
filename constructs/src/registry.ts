/** A registry of container images. */
export interface RegistryOptions {
  /** Name of the registry and prefix of its repositories. */
  readonly registryName: string;
  /** Repositories for images, for example one for each hub that builds its own. */
  readonly repositories: string[];
  /**
   * Most images that a repository keeps; older ones are deleted.
   * @default 100
   */
  readonly keepImages?: number;
  /**
   * Days after which an image without a tag is deleted.
   * @default 7
   */
  readonly deleteUntaggedAfterDays?: number;
}
