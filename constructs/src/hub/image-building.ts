import type { BuildRegistry } from './build-registry';
import type { HubConfiguration } from './hub-configuration';

/** BinderHub's own page, where visitors or users name a repository and get a server of it. */
export interface BinderPage {
  /** Domain of the page, beside that of the hub. */
  readonly domain: string;
  /**
   * Text above the page, for example who runs it.
   * @default - none
   */
  readonly banner?: string;
}

/** Images that users build from git repositories, by BinderHub and repo2docker. */
export interface ImageBuilding {
  /** Where the images go. */
  readonly registry: BuildRegistry;
  /** Pool whose nodes build; each of them runs a Docker daemon for it. */
  readonly pool: string;
  /**
   * Owners, or repositories as `owner/repository`, of GitHub that may be built.
   * @default - any repository of GitHub, GitLab, Zenodo and whatever else BinderHub knows
   */
  readonly repositories?: string[];
  /**
   * BinderHub's own page. Without it users build where they choose the image of a profile, for which the image of the
   * hub must have jupyterhub-fancy-profiles.
   * @default - none
   */
  readonly binder?: BinderPage;
}

/** Service of BinderHub in the hub's namespace, by its chart's own name. */
export const BINDER_SERVICE = 'binderhub';
export const BINDER_PORT = 8090;
/** Its name as a service of the hub; the pages of profiles look for it under this one. */
export const BINDER_NAME = 'binder';
export const BINDER_CLIENT = `service-${BINDER_NAME}`;

/** What is built, after a look at what does not go with it. */
export function imageBuilding(configuration: HubConfiguration): ImageBuilding | undefined {
  const { features, authentication, hubImage, refuse } = configuration;
  const { imageBuilding: building } = features;
  if (authentication.visitors && !building?.binder) {
    throw refuse(
      'access.authentication',
      'is for visitors of BinderHub, which has no page',
      'add imageBuilding.binder',
    );
  }
  if (building === undefined) return undefined;
  const wrong = (building.repositories ?? []).find((name) => !/^[A-Za-z0-9-]+(\/[\w.-]+)?$/.test(name));
  if (wrong !== undefined) {
    const problem = `names no owner or repository of GitHub, got ${wrong}`;
    throw refuse('features.imageBuilding.repositories', problem, 'write owner or owner/repository');
  }
  if (building.binder) checkPage(configuration);
  else if (hubImage === undefined) {
    const problem = 'is missing, but building images needs jupyterhub-fancy-profiles in it';
    throw refuse('release.hubImage', problem, "name an image made from the chart's own with that package");
  }
  return building;
}

/** What does not go with BinderHub's own page. */
function checkPage({ features, server, storage, authentication, network, refuse }: HubConfiguration): void {
  if ((server.profiles ?? []).length > 0) {
    throw refuse('server.profiles', 'cannot be chosen, BinderHub starts the servers', 'leave one server for all');
  }
  if (network.exposure?._settings.gateway) {
    throw refuse('network.exposure', "is a gateway, BinderHub's page needs an ingress", 'use an ingress');
  }
  if (!authentication.visitors) return;
  const { nfs, disk } = storage.home._settings;
  if (nfs || disk) throw refuse('storage.home', 'is kept, but visitors do not come back', 'use Home.none()');
  if (features.healthCheck ?? true) {
    const problem = 'is on, but its user cannot log in where only BinderHub starts servers';
    throw refuse('features.healthCheck', problem, 'turn it off');
  }
}
