import { describe, expect, test } from 'vitest';
import { judged, judgedHub } from './support.ts';

const config = (name: string, settings: object, rest: object = {}) => ({
  hub: { config: { JupyterHub: { authenticator_class: name }, ...rest, [className(name)]: settings } },
});

function className(name: string): string {
  const names: Record<string, string> = {
    github: 'GitHubOAuthenticator',
    google: 'GoogleOAuthenticator',
    cilogon: 'CILogonOAuthenticator',
    native: 'NativeAuthenticator',
  };
  return names[name] ?? name;
}

describe('security/hub-open-login', () => {
  const path = 'hub.config.JupyterHub.authenticator_class';
  test.each([
    {
      when: 'no class is named',
      values: {},
      found: [`fail: ${path} is not set and the chart takes dummy, which lets anybody in under any name`],
    },
    {
      when: 'it is dummy by its long name',
      values: config('jupyterhub.auth.DummyAuthenticator', {}),
      found: [`fail: ${path} is "jupyterhub.auth.DummyAuthenticator", which lets anybody in under any name`],
    },
    {
      when: 'it is tmp',
      values: config('tmp', {}),
      found: [`fail: ${path} is "tmp", which gives everybody an account`],
    },
    { when: 'nobody may come in', values: config('null', {}), found: [] },
    { when: 'GitHub names organizations', values: config('github', { allowed_organizations: ['o'] }), found: [] },
    {
      when: 'GitHub names nobody',
      values: config('github', { allowed_organizations: [] }),
      found: [
        'fail: GitHubOAuthenticator has none of allowed_organizations, allowed_users, so nothing says who may come in',
      ],
    },
    {
      when: 'GitHub lets in all',
      values: config('github', { allowed_organizations: ['o'], allow_all: true }),
      found: [
        'fail: hub.config.GitHubOAuthenticator.allow_all is true, which lets in everybody with an account at the identity provider',
      ],
    },
    {
      when: 'every authenticator lets in all',
      values: config('github', { allowed_organizations: ['o'] }, { Authenticator: { allow_all: true } }),
      found: [
        'fail: hub.config.Authenticator.allow_all is true, which lets in everybody with an account at the identity provider',
      ],
    },
    { when: 'Google names a domain', values: config('google', { hosted_domain: ['example.org'] }), found: [] },
    {
      when: 'CILogon names a university',
      values: config('cilogon', { allowed_idps: { 'urn:u': { allow_all: true } } }),
      found: [],
    },
    {
      when: 'CILogon lets in all of GitHub',
      values: config('cilogon', { allowed_idps: { 'http://github.com/login/oauth/authorize': { allow_all: true } } }),
      found: [
        'fail: hub.config.CILogonOAuthenticator.allowed_idps lets in everybody with an account at http://github.com/login/oauth/authorize',
      ],
    },
    {
      when: 'signup is open',
      values: config('native', { open_signup: true }),
      found: ['fail: hub.config.NativeAuthenticator.open_signup is true, so everybody can make an account'],
    },
    {
      when: 'there is no shared password',
      values: config('shared-password', {}),
      found: [
        'fail: hub.config.SharedPasswordAuthenticator.user_password is not set, so there is no password to share',
      ],
    },
    {
      when: 'the class is a variable',
      values: config('${var.x}', {}),
      found: [`unknown: ${path} cannot be checked: it is \${var.x}, known only when Terraform runs`],
    },
    {
      when: 'YAML says yes',
      values: 'hub: {config: {JupyterHub: {authenticator_class: native}, NativeAuthenticator: {open_signup: yes}}}',
      found: ['fail: hub.config.NativeAuthenticator.open_signup is true, so everybody can make an account'],
    },
  ])('when $when', ({ values, found }) => {
    expect(judgedHub('security/hub-open-login', values)).toEqual(found);
  });

  test('looks below jupyterhub in a chart that holds JupyterHub', () => {
    const values = [JSON.stringify({ jupyterhub: config('dummy', {}) })];
    expect(judged('security/hub-open-login', 'helm_release', { chart: 'daskhub', values })).toEqual([
      `fail: ${path} is "dummy", which lets anybody in under any name`,
    ]);
  });

  test('leaves other charts alone', () => {
    expect(judged('security/hub-open-login', 'helm_release', { chart: 'prometheus' })).toEqual([]);
  });
});

describe('security/hub-plain-secret', () => {
  const secret = (path: string, kind: string, length: number) =>
    `fail: values.${path} holds ${kind} in plain text, ${length} characters`;
  test.each([
    {
      when: 'a client secret is written down',
      values: { a: { client_secret: 'abcdef1234' } },
      found: [secret('a.client_secret', 'a value under the name client_secret', 10)],
    },
    {
      when: 'an AWS key stands anywhere',
      values: { note: 'AKIAABCDEFGHIJKLMNOP' },
      found: [secret('note', 'an AWS access key', 20)],
    },
    {
      when: 'a URL holds a password',
      values: { db: { url: 'postgres://hub:secret@db/hub' } },
      found: [secret('db.url', 'a URL with a password', 28)],
    },
    {
      when: 'a key ring is written down',
      values: { CryptKeeper: { keys: ['0123456789abcdef'] } },
      found: [secret('CryptKeeper.keys[0]', 'a value under the name keys', 16)],
    },
    { when: 'it is a reference', values: { a: { client_secret: '${aws_ssm_parameter.s.value}' } }, found: [] },
    {
      when: 'an existing secret is named',
      values: { tls: { secretName: 'hub-tls' }, existingSecret: 'hub', token_url: 'https://idp.example/token' },
      found: [],
    },
    { when: 'it is a placeholder or empty', values: { password: '', token: '<token>', secret: 'none' }, found: [] },
  ])('when $when', ({ values, found }) => {
    expect(judgedHub('security/hub-plain-secret', values)).toEqual(found);
  });

  test('when it is set by set_sensitive in plain text', () => {
    const set_sensitive = [{ name: 'hub.cookieSecret', value: '0123456789' }];
    expect(judgedHub('security/hub-plain-secret', {}, { set_sensitive })).toEqual([
      secret('hub.cookieSecret', 'a value under the name cookieSecret', 10),
    ]);
  });

  test('says that it cannot see values that are a variable', () => {
    expect(judged('security/hub-plain-secret', 'helm_release', { chart: 'x', values: ['${var.x}'] })).toEqual([
      'unknown: the values cannot be checked for secrets: values is ${var.x}, which is known only when Terraform runs',
    ]);
  });
});

describe('security/hub-image-pinned', () => {
  const moving = (path: string, value: string) =>
    `fail: values.${path} is ${JSON.stringify(value)}, which names another image tomorrow`;
  test.each([
    { image: { singleuser: { image: { name: 'a', tag: '2026-07-28' } } }, found: [] },
    { image: { singleuser: { image: { name: 'a', tag: 'main' } } }, found: [moving('singleuser.image.tag', 'main')] },
    { image: { image: 'quay.io/a/b:latest' }, found: [moving('image', 'quay.io/a/b:latest')] },
    { image: { image: 'localhost:5000/b' }, found: [moving('image', 'localhost:5000/b')] },
    { image: { image: 'a/b@sha256:0123' }, found: [] },
    { image: { image: '{value}' }, found: [] },
  ])('of $image', ({ image, found }) => {
    expect(judgedHub('security/hub-image-pinned', image)).toEqual(found);
  });
});

describe('security/chart-version-pinned', () => {
  test.each([
    { release: { version: '4.4.0' }, found: [] },
    { release: { version: 'v1.20.3' }, found: [] },
    { release: { version: '1.2.1-0.dev.git.42' }, found: [] },
    { release: { version: '~4.4' }, found: ['fail: version "~4.4" is not one exact version'] },
    { release: { version: null }, found: ['fail: version is not set, so each apply may install a newer chart'] },
    { release: { version: null, chart: './charts/hub' }, found: [] },
    {
      release: { repository: 'http://charts.example' },
      found: ['fail: repository "http://charts.example" is not encrypted, so anybody on the way can change the chart'],
    },
  ])('of $release', ({ release, found }) => {
    expect(judgedHub('security/chart-version-pinned', {}, release)).toEqual(found);
  });
});

describe('security/hub-metadata-blocked', () => {
  const open = {
    singleuser: {
      cloudMetadata: { blockWithIptables: false },
      networkPolicy: { egressAllowRules: { cloudMetadataServer: true } },
    },
  };
  const message =
    'singleuser.cloudMetadata.blockWithIptables is false and the network policy lets notebooks reach the metadata server';
  const release = { chart: 'jupyterhub', values: [JSON.stringify(open)] };
  const pool = (mode: string) => ({
    google_container_node_pool: { p: { node_config: { workload_metadata_config: { mode } } } },
    google_service_account: { a: {} },
  });
  test.each([
    { when: 'on AWS', rest: {}, found: [`fail: ${message}`] },
    {
      when: 'on GKE without the pools in sight',
      rest: { data: { google_container_cluster: { c: {} } } },
      found: [
        `unknown: ${message}; that is safe only when every node pool has the mode GKE_METADATA, which this check does not see`,
      ],
    },
    { when: 'on GKE with its own metadata server', rest: { resource: pool('GKE_METADATA') }, found: [] },
    {
      when: 'on GKE without it',
      rest: { resource: pool('GCE_METADATA') },
      found: [`fail: ${message}, and not every node pool has the mode GKE_METADATA`],
    },
  ])('$when', ({ rest, found }) => {
    expect(judged('security/hub-metadata-blocked', 'helm_release', release, rest)).toEqual(found);
  });
});

describe('cost/hub-culling', () => {
  test.each([
    { cull: {}, found: [] },
    { cull: { timeout: 7200 }, found: [] },
    { cull: { timeout: 7201 }, found: ['fail: cull.timeout is 7201 seconds, idle servers must stop within 7200'] },
    { cull: { timeout: 0 }, found: ['fail: cull.timeout is 0 seconds, idle servers must stop within 7200'] },
    { cull: { enabled: false }, found: ['fail: cull.enabled is false, so idle servers run until somebody stops them'] },
  ])('of $cull', ({ cull, found }) => {
    expect(judgedHub('cost/hub-culling', { cull })).toEqual(found);
  });
});
