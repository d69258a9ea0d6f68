import { describe, expect, test } from 'vitest';
import { Authentication } from '../../../constructs/src/hub/authentication.ts';
import type { HubAccess } from '../../../constructs/src/hub/hub-access.ts';
import { Secret } from '../../../constructs/src/secret.ts';
import { at } from './support/chart.ts';
import { githubClient, only, releaseOf, renderedValues, synthHub } from './support/hub.ts';
import { logins } from './support/logins.ts';

const reason = 'A public demonstration, watched by staff';
const idp = 'https://idp.atlas.example/shibboleth';
const google = 'http://google.com/accounts/o8/id';
const address = 'https://login.atlas.example';

const render = (authentication: Authentication, access: Partial<HubAccess> = {}) =>
  renderedValues(() => ({ access: { authentication, ...access } }));

const oauth = (overrides: Partial<Parameters<typeof Authentication.oauth>[0]>) =>
  Authentication.oauth({
    ...githubClient,
    authorizeUrl: `${address}/authorize`,
    tokenUrl: `${address}/token`,
    userdataUrl: `${address}/userinfo`,
    usernameClaim: 'sub',
    ...overrides,
  });

describe('Authentication', () => {
  test.each([
    [
      'github',
      'github',
      'GitHubOAuthenticator',
      { allowed_organizations: ['atlas', 'lyra:field-team'], scope: ['read:org'] },
    ],
    ['open github', 'github', 'GitHubOAuthenticator', { allow_all: true }],
    [
      'google',
      'google',
      'GoogleOAuthenticator',
      { hosted_domain: ['atlas.example'], allow_all: true, strip_domain: false },
    ],
    [
      'oauth',
      'generic-oauth',
      'GenericOAuthenticator',
      { allowed_groups: ['researchers'], auth_state_groups_key: 'oauth_user.groups' },
    ],
    [
      'auth0',
      'auth0',
      'Auth0OAuthenticator',
      { auth0_domain: 'atlas.eu.auth0.com', allowed_users: ['ada@atlas.example'] },
    ],
    ['azure ad', 'azuread', 'AzureAdOAuthenticator', { tenant_id: '0a1b2c3d', allow_all: true }],
    ['gitlab', 'gitlab', 'GitLabOAuthenticator', { allowed_gitlab_groups: ['atlas/field'] }],
  ])('sends users of %s back to the hub, and lets in whom it says', (kind, authenticatorClass, section, settings) => {
    const values = render((logins[kind] as () => Authentication)());
    expect(at(values, 'hub.config.JupyterHub.authenticator_class')).toBe(authenticatorClass);
    expect(at(values, `hub.config.${section}`)).toMatchObject({
      client_id: 'Iv1.atlas',
      oauth_callback_url: 'https://earth.example.org/hub/oauth_callback',
      ...settings,
    });
  });

  test('tells users of CILogon apart by provider', () => {
    const values = render((logins.cilogon as () => Authentication)());
    expect(at(values, 'hub.config.CILogonOAuthenticator.allowed_idps')).toEqual({
      [idp]: { username_derivation: { username_claim: 'eppn' }, allow_all: true },
      [google]: { username_derivation: { username_claim: 'email' }, allowed_domains: ['atlas.example'] },
    });
  });

  test('cuts off or puts before what the provider of CILogon is asked to', () => {
    const identityProviders = {
      [idp]: { usernameClaim: 'email', stripDomain: 'atlas.example', allowAllMembers: true },
      [google]: { usernameClaim: 'email', prefix: 'google' },
    };
    const values = render(Authentication.cilogon({ ...githubClient, identityProviders }));
    const providers = at(values, 'hub.config.CILogonOAuthenticator.allowed_idps');
    expect(
      Object.values(providers as object).map((provider) => (provider as Record<string, unknown>).username_derivation),
    ).toEqual([
      { username_claim: 'email', action: 'strip_idp_domain', domain: 'atlas.example' },
      { username_claim: 'email', action: 'prefix', prefix: 'google' },
    ]);
  });

  test('names administrators of the hub and of the staff once, and blocks the test user', () => {
    const access = { admins: ['ada', 'grace'], staffAdmins: ['grace', 'linus'], blockedUsers: ['mallory'] };
    const values = render((logins.github as () => Authentication)(), access);
    expect(at(values, 'hub.config.Authenticator')).toEqual({
      admin_users: ['ada', 'grace', 'linus'],
      blocked_users: ['deployment-service-check', 'mallory'],
    });
  });

  test('shows reports why a hub is open', () => {
    const resources = synthHub(() => ({
      access: { authentication: Authentication.temporary({ allowEveryoneBecause: reason }) },
    }));
    const values = JSON.parse(releaseOf(resources, 'jupyterhub').values[0]);
    expect(values.custom.hubfleet.openToEverybodyBecause).toBe(reason);
    expect(only(resources, 'kubernetes_namespace_v1').metadata.annotations).toEqual({
      'hubfleet.dev/open-to-everybody-because': reason,
    });
    expect(only(synthHub(), 'kubernetes_namespace_v1').metadata.annotations).toBeUndefined();
  });

  test('hands each secret to the hub by its environment', () => {
    const password = Secret.variable('event_password');
    const authentication = Authentication.sharedPassword({
      password,
      adminPassword: Secret.variable('admin_password'),
    });
    const resources = synthHub(() => ({ access: { authentication, admins: ['ada'] } }));
    expect(only(resources, 'kubernetes_secret_v1')).toMatchObject({
      data_wo: { 'credential-0': '${var.event_password}', 'credential-1': '${var.admin_password}' },
      data_wo_revision: 1,
    });
    const values = JSON.parse(releaseOf(resources, 'jupyterhub').values[0]);
    expect(values.custom.hubfleet.credentials).toEqual([
      { section: 'SharedPasswordAuthenticator', trait: 'user_password', variable: 'HUBFLEET_CREDENTIAL_0' },
      { section: 'SharedPasswordAuthenticator', trait: 'admin_password', variable: 'HUBFLEET_CREDENTIAL_1' },
    ]);
    expect(values.hub.extraEnv.HUBFLEET_CREDENTIAL_1).toEqual({
      valueFrom: { secretKeyRef: { name: 'hub-credentials-4ba693', key: 'credential-1' } },
    });
  });

  test('makes no secret where the login has none', () => {
    expect(
      synthHub(() => ({ access: { authentication: (logins['lti 1.3'] as () => Authentication)() } }))
        .kubernetes_secret_v1,
    ).toBeUndefined();
  });
});

describe('Authentication refuses', () => {
  const cilogon = (identityProviders: Parameters<typeof Authentication.cilogon>[0]['identityProviders']) =>
    Authentication.cilogon({ ...githubClient, identityProviders });
  const event = Authentication.sharedPassword({ password: Secret.variable('p') });

  test.each<[string, Authentication, string, Partial<HubAccess>?]>([
    [
      'a login that lets nobody in',
      Authentication.github(githubClient),
      'authentication lets nobody in; set organizations or allowedUsers, or allowEveryoneBecause with the reason',
    ],
    [
      'an empty list of organizations',
      Authentication.github({ ...githubClient, organizations: [] }),
      'authentication lets nobody in; set organizations or allowedUsers, or allowEveryoneBecause with the reason',
    ],
    [
      'a reason that says nothing',
      Authentication.github({ ...githubClient, allowEveryoneBecause: 'because' }),
      'authentication.allowEveryoneBecause must say why everybody may log in (at least 15 characters), got "because"; write the reason in a sentence',
    ],
    [
      'an open hub that also names who may log in',
      Authentication.github({ ...githubClient, organizations: ['atlas'], allowEveryoneBecause: reason }),
      'authentication.allowEveryoneBecause opens a hub that also names who may log in; remove it, or remove organizations or allowedUsers',
    ],
    [
      'an organization that is an address',
      Authentication.github({ ...githubClient, organizations: ['https://github.com/atlas'] }),
      'authentication.organizations must be organizations or organization:team, got https://github.com/atlas; write them as in their GitHub addresses',
    ],
    [
      'an empty client',
      Authentication.github({ ...githubClient, clientId: ' ', organizations: ['atlas'] }),
      'authentication.clientId is empty; give the id of the client',
    ],
    [
      'no provider of CILogon',
      cilogon({}),
      'authentication.identityProviders is empty; name at least one identity provider',
    ],
    [
      'a provider of CILogon by name',
      cilogon({ Atlas: { usernameClaim: 'email', allowAllMembers: true } }),
      'authentication.identityProviders[Atlas] is not an identifier of CILogon; take it from https://cilogon.org/idplist',
    ],
    [
      'all members of a public provider',
      cilogon({ [google]: { usernameClaim: 'email', allowAllMembers: true } }),
      `authentication.identityProviders[${google}].allowAllMembers would let everybody in, anyone can register there; name allowedDomains or allowedUsers, or set allowEveryoneBecause with the reason`,
    ],
    [
      'both a prefix and a domain to strip',
      cilogon({ [idp]: { usernameClaim: 'email', prefix: 'a', stripDomain: 'a.example', allowAllMembers: true } }),
      `authentication.identityProviders[${idp}] has both stripDomain and prefix; keep one of them`,
    ],
    [
      'providers of CILogon that let nobody in',
      cilogon({ [idp]: { usernameClaim: 'email' } }),
      'authentication lets nobody in; set allowedDomains or allowAllMembers of an identity provider, or allowedUsers, or allowEveryoneBecause with the reason',
    ],
    [
      'a Google domain of everybody',
      Authentication.google({ ...githubClient, hostedDomains: ['Gmail.com'] }),
      'authentication.hostedDomains would let everybody in through Gmail.com; name allowedUsers, or set allowEveryoneBecause with the reason',
    ],
    [
      'an address that is not https',
      oauth({ tokenUrl: 'http://login.atlas.example/token', allowedUsers: ['ada'] }),
      'authentication.tokenUrl must be an https address, got http://login.atlas.example/token; use the https address of the provider',
    ],
    [
      'groups without their claim',
      oauth({ allowedGroups: ['researchers'] }),
      'authentication.allowedGroups needs groupsClaim; name the claim that lists the groups',
    ],
    [
      'an Auth0 address',
      Authentication.auth0({ ...githubClient, auth0Domain: 'https://atlas.auth0.com', allowedUsers: ['ada'] }),
      'authentication.auth0Domain is not a domain, got https://atlas.auth0.com; write it without https://',
    ],
    [
      'every tenant',
      Authentication.azureAd({ ...githubClient, tenantId: 'common', allowTenantMembers: true }),
      'authentication.tenantId must be one tenant, got common; give the id of the tenant',
    ],
    [
      'a course without client id',
      Authentication.lti13({ issuer: 'i', clientIds: [], authorizeUrl: address, keysUrl: address }),
      'authentication.clientIds is empty; give the client id that the course system shows',
    ],
    [
      'a course without key',
      Authentication.lti11({ consumerKey: '', consumerSecret: Secret.variable('s') }),
      'authentication.consumerKey is empty; give the key that the course uses',
    ],
    [
      'administrators who share the password of all',
      event,
      'authentication.adminPassword is missing, although the hub has administrators (ada); name a secret of at least 32 characters',
      { admins: ['ada'] },
    ],
    [
      'administrators of temporary users',
      Authentication.temporary({ allowEveryoneBecause: reason }),
      'admins cannot log in to a hub of temporary users, got grace; remove the administrators',
      { staffAdmins: ['grace'] },
    ],
  ])('%s', (_what, authentication, message, access) => {
    expect(() => render(authentication, access)).toThrow(`s/Hub: ${message}`);
  });
});
