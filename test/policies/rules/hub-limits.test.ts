import { describe, expect, test } from 'vitest';
import { judgedHub } from './support.ts';

const profile = (override: object) => ({ singleuser: { profileList: [{ kubespawner_override: override }] } });
const at = 'singleuser.profileList[0].kubespawner_override';

describe('reliability/hub-memory-overcommit', () => {
  test.each([
    { limit: '4G', guarantee: '1G', found: [] },
    {
      limit: '5G',
      guarantee: '1G',
      found: [`fail: ${at}.mem_limit is "5G", 5 times the guarantee, at most 4 times are allowed`],
    },
    {
      limit: 1,
      guarantee: 0,
      found: [`fail: ${at}.mem_limit is 1, nothing is guaranteed, at most 4 times are allowed`],
    },
    {
      limit: 0,
      guarantee: 0,
      found: [`fail: ${at}.mem_limit is 0, nothing is guaranteed, at most 4 times are allowed`],
    },
  ])('$limit for a guarantee of $guarantee', ({ limit, guarantee, found }) => {
    const values = profile({ mem_limit: limit, mem_guarantee: guarantee });
    expect(judgedHub('reliability/hub-memory-overcommit', values)).toEqual(found);
  });
});

describe('reliability/hub-memory-unit', () => {
  test.each(['8G', '1.5G', '512M', '8K', '1T', 8_000_000_000])('reads %s as the hub does', (size) => {
    expect(judgedHub('reliability/hub-memory-unit', profile({ mem_limit: size }))).toEqual([]);
  });

  test.each(['8Gi', '8GB', '8000000000', '8 G', '8g'])('refuses %s, which the hub cannot read', (size) => {
    expect(judgedHub('reliability/hub-memory-unit', profile({ mem_limit: size }))).toEqual([
      `fail: ${at}.mem_limit is "${size}", which the hub cannot read`,
    ]);
  });
});

describe('cost/hub-placeholders', () => {
  const placeholders = (replicas: number, enabled = true) => ({
    scheduling: { podPriority: { enabled }, userPlaceholder: { replicas } },
  });
  test.each([
    { values: {}, found: [] },
    { values: placeholders(10), found: [] },
    {
      values: placeholders(11),
      found: ['fail: scheduling.userPlaceholder.replicas is 11, at most 10 are allowed'],
    },
    {
      values: placeholders(1, false),
      found: ['fail: scheduling.podPriority.enabled is false, so placeholders keep users out'],
    },
  ])('$values', ({ values, found }) => {
    expect(judgedHub('cost/hub-placeholders', values)).toEqual(found);
  });
});

describe('security/hub-admins', () => {
  const path = 'hub.config.Authenticator.admin_users';
  const admins = (names: readonly string[]) => ({ hub: { config: { Authenticator: { admin_users: names } } } });
  const many = (count: number) => Array.from({ length: count }, (_, index) => `user-${index}`);
  test.each([
    { values: {}, found: [] },
    { values: admins(many(20)), found: [] },
    { values: admins(many(21)), found: [`fail: ${path} names 21 people, at most 20 are allowed`] },
    { values: admins(['*']), found: [`fail: ${path} holds *`] },
  ])('case %#', ({ values, found }) => {
    expect(judgedHub('security/hub-admins', values)).toEqual(found);
  });
});

describe('reliability/hub-admin-missing', () => {
  const authenticator = (settings: object) => ({ hub: { config: { Authenticator: settings } } });
  test.each([
    { values: {}, found: ['fail: hub.config.Authenticator.admin_users names nobody'] },
    { values: authenticator({ admin_users: ['ada'] }), found: [] },
    { values: authenticator({ admin_groups: ['staff'] }), found: [] },
  ])('case %#', ({ values, found }) => {
    expect(judgedHub('reliability/hub-admin-missing', values)).toEqual(found);
  });
});

describe('security/hub-service-scopes', () => {
  const role = (scopes: readonly string[], services = ['checker']) => ({
    hub: { loadRoles: { r: { scopes, services } } },
  });
  test.each([
    { values: role(['admin:users!user=checker', 'servers!user=checker', 'read:metrics']), found: [] },
    { values: role(['servers']), found: ['fail: hub.loadRoles.r gives services servers for all users'] },
    { values: role(['admin:servers'], []), found: [] },
    {
      values: role(['servers', 'admin:users'], ['binder']),
      found: ['fail: hub.loadRoles.r gives services servers for all users'],
    },
    {
      values: { ...role(['servers', 'admin:users'], ['binder']), custom: { hubfleet: { binder: { visitors: true } } } },
      found: [],
    },
    {
      values: { ...role(['servers', 'tokens'], ['binder']), custom: { hubfleet: { binder: { visitors: true } } } },
      found: ['fail: hub.loadRoles.r gives services servers for all users'],
    },
    {
      values: { hub: { services: { old: { admin: true } } } },
      found: ['fail: hub.services["old"].admin is true, so it may do all'],
    },
  ])('case %#', ({ values, found }) => {
    expect(judgedHub('security/hub-service-scopes', values)).toEqual(found);
  });
});

describe('security/hub-shared-folders', () => {
  const mount = (body: object) => ({ singleuser: { storage: { extraVolumeMounts: { shared: body } } } });
  test.each([
    { values: mount({ subPath: '_shared', readOnly: true }), found: [] },
    { values: mount({ subPath: 'course/{username}' }), found: [] },
    { values: mount({ mountPath: '/dev/shm' }), found: [] },
    {
      values: mount({ subPath: '_shared' }),
      found: ['fail: singleuser.storage.extraVolumeMounts[0] lets all users write to "_shared"'],
    },
    {
      values: { singleuser: { storage: { type: 'static', static: { subPath: 'home' } } } },
      found: ['fail: singleuser.storage.static.subPath is "home", the same home for all users'],
    },
  ])('case %#', ({ values, found }) => {
    expect(judgedHub('security/hub-shared-folders', values)).toEqual(found);
  });
});

describe('cost/hub-open-limits', () => {
  const open = (rest: object, cull: object = { maxAge: 86_400 }) => ({
    hub: { config: { JupyterHub: { authenticator_class: 'tmp' } }, activeServerLimit: 20, ...rest },
    cull,
  });
  test.each([
    { values: open({}), found: [] },
    { values: open({}, { maxAge: 86_401 }), found: ['fail: cull.maxAge is 86401 seconds, must be 1 to 86400'] },
    { values: open({}, {}), found: ['fail: cull.maxAge is 0 seconds, must be 1 to 86400'] },
    {
      values: open({ activeServerLimit: null, allowNamedServers: true }),
      found: [
        'fail: hub.activeServerLimit is unset, so strangers may start any number of servers',
        'fail: hub.allowNamedServers is true, so one user may start many servers',
      ],
    },
    { values: { hub: { config: { JupyterHub: { authenticator_class: 'github' } } } }, found: [] },
  ])('case %#', ({ values, found }) => {
    expect(judgedHub('cost/hub-open-limits', values)).toEqual(found);
  });
});
