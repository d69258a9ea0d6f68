import type { HelmValues } from '../../helm-values';
import type { Rule } from '../../rule';
import { isRecord } from '../../value';
import { asBoolean, asNumber, fail, judge, pass, see, show, unknown, type Verdict } from '../../verdict';
import { hubExample } from '../kubernetes/examples';
import { flag, onHub } from './on-hub';

const ADMINS = 'hub.config.Authenticator.admin_users';

/** Few people rule a hub. */
export const hubAdmins: Rule = {
  id: 'security/hub-admins',
  title: 'A hub has few administrators, each by name',
  why: 'An administrator enters the servers of all users. With many of them nobody knows who can.',
  severity: 'medium',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy: 'Name people in admins of the hub file. policies.limits.maxHubAdmins says how many are fine.',
  references: [],
  examples: {
    pass: hubExample({ hub: { config: { Authenticator: { admin_users: ['ada', 'bo'] } } } }),
    fail: hubExample({ hub: { config: { Authenticator: { admin_users: ['*'] } } } }),
  },
  checks: onHub((values, _, { limits }) =>
    judge(values.get(ADMINS), ADMINS, (value) => {
      const names = namesIn(value);
      if (names.some((name) => name.includes('*'))) return `${ADMINS} holds *`;
      const most = limits.maxHubAdmins;
      return names.length > most ? `${ADMINS} names ${names.length} people, at most ${most} are allowed` : undefined;
    }),
  ),
};

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return isRecord(value) ? Object.keys(value) : [];
}

/** Somebody can help users. */
export const hubAdminMissing: Rule = {
  id: 'reliability/hub-admin-missing',
  title: 'A hub has an administrator',
  why: 'Without one nobody can stop the server of another user or look into it when something is wrong.',
  severity: 'low',
  category: 'reliability',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy: 'Name people in admins of the hub file, or leave staff: true and name them in staff of fleet.yaml.',
  references: [],
  examples: {
    pass: hubExample({ hub: { config: { Authenticator: { admin_users: ['ada'] } } } }),
    fail: hubExample({ hub: { config: { Authenticator: { admin_users: [] } } } }),
  },
  checks: onHub((values) => {
    const groups = see(values.get('hub.config.Authenticator.admin_groups'));
    if (groups.seen && namesIn(groups.value).length > 0) return pass;
    return judge(values.get(ADMINS), ADMINS, (value) =>
      namesIn(value).length === 0 ? `${ADMINS} names nobody` : undefined,
    );
  }),
};

/** Scopes that are the whole hub when nothing narrows them. */
const STRONG_SCOPE =
  /^(?:admin:(?:users|servers|groups|auth_state|server_state)|admin-ui|self|inherit|shutdown|proxy|tokens|servers|access:servers)$/;

const scoped = (scopes: string[]) => ({
  hub: { loadRoles: { monitor: { scopes, services: ['monitor'] } }, services: { monitor: { display: false } } },
});

/** Services may do what they are for. */
export const hubServiceScopes: Rule = {
  id: 'security/hub-service-scopes',
  title: 'Services of a hub have only the rights they need',
  why: 'The token of a service lies in a secret and often in a cron job. With admin rights it is a login as every user.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy: 'Take admin: true off the service and name narrowed scopes in hub.loadRoles, such as servers!user=checker.',
  references: [],
  examples: {
    pass: hubExample(scoped(['read:metrics', 'admin:users!user=checker'])),
    fail: hubExample(scoped(['admin:servers'])),
  },
  checks: onHub((values) => [...adminServices(values), ...strongRoles(values)]),
};

function adminServices(values: HelmValues): Verdict {
  const found = values.get('hub.services');
  if (found.state === 'default') return pass;
  const services = found.state === 'known' && isRecord(found.value) ? Object.keys(found.value) : [];
  return services.flatMap((name) =>
    flag(
      { ...values, get: (path) => orFalse(values, path) },
      `hub.services["${name}"].admin`,
      false,
      'so it may do all',
    ),
  );
}

function orFalse(values: HelmValues, path: string) {
  const value = values.get(path);
  return value.state === 'default' ? ({ state: 'default', value: false } as const) : value;
}

function strongRoles(values: HelmValues): Verdict {
  const path = 'hub.loadRoles';
  const binder = see(values.get('custom.hubfleet.binder'));
  const startsForBinder = binder.seen && isRecord(binder.value);
  return judge(values.get(path), path, (roles) => {
    for (const [name, role] of Object.entries(isRecord(roles) ? roles : {})) {
      const strong = isRecord(role) && !(startsForBinder && isBinder(role)) && strongScope(role);
      if (strong) return `${path}.${name} gives services ${strong} for all users`;
    }
    return undefined;
  });
}

/** The first scope of services that nothing narrows. */
function strongScope({ services, scopes }: Readonly<Record<string, unknown>>): string | undefined {
  const isForService = Array.isArray(services) && services.length > 0;
  return isForService && Array.isArray(scopes)
    ? scopes.map(String).find((scope) => STRONG_SCOPE.test(scope))
    : undefined;
}

/** BinderHub starts a server for whoever comes, and such a hub starts what its BinderHub built only. */
const BINDER_SCOPES = ['servers', 'admin:users'];

function isBinder({ services, scopes }: Readonly<Record<string, unknown>>): boolean {
  if (!Array.isArray(services) || !Array.isArray(scopes)) return false;
  return services.every((name) => name === 'binder') && scopes.every((scope) => BINDER_SCOPES.includes(String(scope)));
}

const USER_RIGHTS: readonly (readonly [path: string, wrong: (value: unknown) => boolean, what: string])[] = [
  ['singleuser.allowPrivilegeEscalation', (value) => value === true, 'so users can become root'],
  ['singleuser.uid', (value) => asNumber(value as never) === 0, 'so users are root'],
  [
    'singleuser.extraPodConfig.automountServiceAccountToken',
    (value) => value === true,
    'so users can talk to Kubernetes',
  ],
  ['hub.config.KubeSpawner.privileged', (value) => value === true, 'so users are root on their node'],
  ['hub.config.KubeSpawner.allow_privilege_escalation', (value) => value === true, 'so users can become root'],
  [
    'hub.config.KubeSpawner.automount_service_account_token',
    (value) => value === true,
    'so users can talk to Kubernetes',
  ],
];

/** Users are nobody on the node. */
export const hubUserRights: Rule = {
  id: 'security/hub-user-rights',
  title: 'Servers of users have no rights beyond their own files',
  why: 'Users of a hub run any program they like, so a right of the server is a right of everybody who can log in.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Take allowPrivilegeEscalation, uid: 0 and automountServiceAccountToken out of the values of the hub file. To install packages, give users mamba or pip instead of sudo.',
  references: [],
  examples: {
    pass: hubExample({ singleuser: { allowPrivilegeEscalation: false } }),
    fail: hubExample({ singleuser: { allowPrivilegeEscalation: true } }),
  },
  checks: onHub((values) =>
    USER_RIGHTS.flatMap(([path, wrong, what]) =>
      judge(values.get(path), path, (value) => (wrong(value) ? `${path} is ${show(value)}, ${what}` : undefined)),
    ),
  ),
};

const SUB_PATH = 'singleuser.storage.static.subPath';
const NAME = /\{(?:escaped_|unescaped_)?(?:username|user_server)\}/;

/** Homes are private and shared folders stay as they are. */
export const hubSharedFolders: Rule = {
  id: 'security/hub-shared-folders',
  title: 'Users have homes of their own, and cannot write to folders that all see',
  why: 'Whoever can write where others start programs from runs his own in their name.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Keep {escaped_username} in singleuser.storage.static.subPath, and set readOnly: true on mounts of folders without it; hubs of hubfleet let administrators write there.',
  references: [],
  examples: {
    pass: hubExample({ singleuser: { storage: { type: 'static', static: { subPath: '{escaped_username}' } } } }),
    fail: hubExample({
      singleuser: {
        storage: { extraVolumeMounts: [{ name: 'home', mountPath: '/home/jovyan/shared', subPath: '_shared' }] },
      },
    }),
  },
  checks: onHub((values) => [...ownHome(values), ...sharedMounts(values)]),
};

function ownHome(values: HelmValues): Verdict {
  const type = see(values.get('singleuser.storage.type'));
  if (type.seen && type.value !== 'static') return pass;
  return judge(values.get(SUB_PATH), SUB_PATH, (value, isDefault) =>
    isDefault || NAME.test(String(value)) ? undefined : `${SUB_PATH} is ${show(value)}, the same home for all users`,
  );
}

function sharedMounts(values: HelmValues): Verdict {
  const path = 'singleuser.storage.extraVolumeMounts';
  const found = values.get(path);
  if (found.state === 'unknown') return unknown(`${path} cannot be checked: it ${found.reason}`, path);
  const mounts = found.state === 'known' && typeof found.value === 'object' ? Object.values(found.value ?? {}) : [];
  return mounts.flatMap((mount, index) => {
    if (!isRecord(mount) || typeof mount.subPath !== 'string' || NAME.test(mount.subPath)) return pass;
    const attribute = `${path}[${index}]`;
    return asBoolean(mount.readOnly as never) === true
      ? pass
      : fail(`${attribute} lets all users write to ${show(mount.subPath)}`, attribute);
  });
}
