import { BINDER_SPAWNER_SNIPPET, PROFILES_SNIPPET } from './binder-snippets';
import type { HubConfiguration } from './hub-configuration';
import { BINDER_CLIENT, BINDER_NAME, BINDER_PORT, BINDER_SERVICE, imageBuilding } from './image-building';
import type { Draft, Json } from './json';

/** `custom.hubfleet.binder`: what the spawner of BinderHub's servers must know. */
export function binderCustomValues(configuration: HubConfiguration): Draft | undefined {
  const building = imageBuilding(configuration);
  if (!building?.binder) return undefined;
  const { imagePrefix } = building.registry._settings;
  return { imagePrefix, visitors: configuration.authentication.visitors ?? false };
}

/** Snippets of the hub by name. */
export function binderSnippets(configuration: HubConfiguration): Draft {
  const building = imageBuilding(configuration);
  return {
    '06-hubfleet-build-images': building && !building.binder ? PROFILES_SNIPPET : undefined,
    '07-hubfleet-binder': building?.binder ? BINDER_SPAWNER_SNIPPET : undefined,
  };
}

/** BinderHub as a service of the hub: below the hub's address, or at a domain of its own. */
export function binderServices(configuration: HubConfiguration): Draft {
  const building = imageBuilding(configuration);
  if (building === undefined) return {};
  const home = building.binder
    ? `https://${building.binder.domain}`
    : `https://${configuration.domain}/services/binder`;
  return {
    [BINDER_NAME]: {
      display: false,
      url: building.binder ? undefined : `http://${BINDER_SERVICE}:${BINDER_PORT}`,
      oauth_client_id: BINDER_CLIENT,
      oauth_redirect_uri: `${home}/oauth_callback`,
      oauth_no_confirm: true,
    },
  };
}

/** Only BinderHub's own page starts servers; what is built from a profile is started by the hub itself. */
export function binderRoles(configuration: HubConfiguration): Draft {
  const building = imageBuilding(configuration);
  if (!building?.binder) return {};
  return { [BINDER_NAME]: { scopes: ['servers', 'admin:users'], services: [BINDER_NAME] } };
}

/** Scopes of every user. */
export function binderUserScopes(configuration: HubConfiguration): string[] {
  return imageBuilding(configuration) ? [`access:services!service=${BINDER_NAME}`] : [];
}

/** Lets BinderHub's pod talk to the hub. */
export function binderIngress(configuration: HubConfiguration): Json | undefined {
  if (imageBuilding(configuration) === undefined) return undefined;
  const binder = {
    'app.kubernetes.io/name': 'binderhub-service',
    'app.kubernetes.io/component': 'binderhub',
  };
  return [{ from: [{ podSelector: { matchLabels: binder } }], ports: [{ port: 'http', protocol: 'TCP' }] }];
}
