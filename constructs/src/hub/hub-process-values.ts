import {
  binderCustomValues,
  binderIngress,
  binderRoles,
  binderServices,
  binderSnippets,
  binderUserScopes,
} from './binder-values';
import { daskScopes, daskServices } from './dask-values';
import { groupsExporterRoles, groupsExporterServices } from './groups-exporter';
import { homePageSnippets, homePageValues } from './home-page';
import { allAdmins, HEALTH_CHECK_USER, type HubConfiguration } from './hub-configuration';
import { credentialName } from './hub-credentials';
import {
  ADMIN_MOUNTS_SNIPPET,
  CREDENTIALS_SNIPPET,
  GROUPS_SNIPPET,
  METRICS_PATH,
  METRICS_SNIPPET,
} from './hub-snippets';
import type { HubStorage } from './hub-storage';
import { imageValues } from './image';
import { compact, type Draft, type Json, type Values } from './json';
import { HUB_ENVIRONMENT } from './network-values';
import { restrictsGroups } from './profile-values';
import { adminMounts, homePaths } from './server-storage';
import { USER_DISKS_SNIPPET, userDiskClaims } from './user-disk';

function credentialVariable(index: number): string {
  return `HUBFLEET_CREDENTIAL_${index}`;
}

function credentialEnvironment({ credentials, credentialsSecret: name }: HubConfiguration): Values {
  const result: Values = {};
  for (const index of credentials.keys()) {
    const secretKeyRef = { name, key: credentialName(index) };
    result[credentialVariable(index)] = { valueFrom: { secretKeyRef } };
  }
  return result;
}

/** `custom.hubfleet`: what snippets and reports read. */
export function customValues(configuration: HubConfiguration): Draft {
  const { authentication, credentials, clusterName, hubName } = configuration;
  const disks = userDiskClaims(configuration);
  const mounts = adminMounts(configuration);
  return {
    cluster: clusterName,
    hub: hubName,
    openToEverybodyBecause: authentication.openBecause,
    credentials: credentials.map(({ section, trait, key }, index) => ({
      section,
      trait,
      ...(key !== undefined && { key }),
      variable: credentialVariable(index),
    })),
    adminMounts: mounts.length > 0 ? mounts.map((mount) => ({ ...mount })) : undefined,
    binder: binderCustomValues(configuration),
    userDisks: disks.length > 0 ? disks.map(compact) : undefined,
  };
}

function snippets(configuration: HubConfiguration): Draft {
  const { authentication, credentials, server, storage, features, refuse } = configuration;
  const restricted = restrictsGroups(server.profiles ?? []);
  if (restricted && !authentication.bringsGroups) {
    const problem = 'are kept for groups, but the login brings no groups';
    throw refuse(
      'server.profiles',
      problem,
      'remove allowedGroups, or use a login with groups (GitHub, a groupsClaim)',
    );
  }
  return {
    '00-hubfleet-credentials': credentials.length > 0 ? CREDENTIALS_SNIPPET : undefined,
    '01-hubfleet-groups': restricted ? GROUPS_SNIPPET : undefined,
    '02-hubfleet-admin-mounts': adminMounts(configuration).length > 0 ? ADMIN_MOUNTS_SNIPPET : undefined,
    '03-hubfleet-metrics': METRICS_SNIPPET,
    ...homePageSnippets(configuration),
    '05-hubfleet-user-disks': (storage.userDisks ?? []).length > 0 ? USER_DISKS_SNIPPET : undefined,
    ...binderSnippets(configuration),
    ...features.pythonSnippets,
  };
}

/** Rights over one test user, so that a leaked token of the health check opens nothing else. */
const HEALTH_CHECK_SCOPES = ['admin:users', 'servers', 'access:servers'].map(
  (scope) => `${scope}!user=${HEALTH_CHECK_USER}`,
);

function roles(configuration: HubConfiguration): Draft {
  const { access, features } = configuration;
  const dask = daskScopes(configuration);
  const scopes = [...dask, ...binderUserScopes(configuration)];
  const result: Draft = {
    metrics: { scopes: ['read:metrics'], services: ['metrics'] },
    // What runs in a server asks the gateway with the token of the server.
    server: dask.length > 0 ? { scopes: ['users:activity!user', 'access:servers!server', ...dask] } : undefined,
    user: scopes.length > 0 ? { scopes: ['self', ...scopes] } : undefined,
    ...binderRoles(configuration),
    ...groupsExporterRoles(configuration),
  };
  if (features.healthCheck ?? true) result['hub-health'] = { scopes: HEALTH_CHECK_SCOPES, services: ['hub-health'] };
  for (const [name, role] of Object.entries(access.roles ?? {})) {
    if (name in result)
      throw configuration.refuse(`access.roles[${name}]`, 'is a role of hubfleet', 'choose another name');
    result[name] = { scopes: role.scopes, users: role.users, groups: role.groups, services: role.services };
  }
  return result;
}

function authenticatorConfig(configuration: HubConfiguration): Values {
  const { access } = configuration;
  const admins = allAdmins(access);
  return {
    ...(admins.length > 0 && { admin_users: admins }),
    blocked_users: [HEALTH_CHECK_USER, ...(access.blockedUsers ?? [])] as Json,
  };
}

/** The list of users on a disk of the hub; a server's address is a secret, which the snippet sets. */
function databaseValues({ databaseServer, databaseStorageClassName: storageClassName }: HubStorage): Draft {
  if (databaseServer) return { type: databaseServer.engine };
  return { type: 'sqlite-pvc', pvc: { storage: '1Gi', storageClassName } };
}

/** `hub` of the chart. */
export function hubProcessValues(configuration: HubConfiguration): Draft {
  const { authentication, features, server, storage, secretsRevision, hubImage, refuse } = configuration;
  const { namedServersPerUser = 0, healthCheck = true } = features;
  return {
    config: {
      JupyterHub: { authenticator_class: authentication.authenticatorClass },
      ...authentication.sections,
      Authenticator: authenticatorConfig(configuration),
      KubeSpawner: { working_dir: server.workingDirectory ?? homePaths(configuration)[0], http_timeout: 120 },
    },
    image: hubImage === undefined ? undefined : imageValues(hubImage, 'release.hubImage', refuse),
    db: databaseValues(storage),
    concurrentSpawnLimit: features.concurrentSpawnLimit ?? 100,
    activeServerLimit: features.activeServerLimit,
    allowNamedServers: namedServersPerUser > 0,
    namedServerLimitPerUser: namedServersPerUser > 0 ? namedServersPerUser : undefined,
    templateVars: { announcement: features.announcement, ...features.templateVariables },
    services: {
      metrics: {},
      'hub-health': healthCheck ? {} : undefined,
      ...daskServices(configuration),
      ...groupsExporterServices(configuration),
      ...binderServices(configuration),
    },
    loadRoles: roles(configuration),
    extraConfig: snippets(configuration),
    extraEnv: { ...HUB_ENVIRONMENT, ...credentialEnvironment(configuration) },
    // A changed secret reaches the hub only through a new pod.
    annotations: { 'hubfleet.dev/secrets-revision': String(secretsRevision) },
    service: { annotations: { 'prometheus.io/path': METRICS_PATH } },
    networkPolicy: { interNamespaceAccessLabels: 'accept', ingress: binderIngress(configuration) },
    // BinderHub sends people to servers; the hub's own page must not start another.
    redirectToServer: features.imageBuilding?.binder ? false : undefined,
    resources: { requests: { cpu: '10m', memory: '128Mi' }, limits: { memory: '2Gi' } },
    ...homePageValues(configuration),
  };
}
