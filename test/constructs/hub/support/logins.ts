import { Authentication } from '../../../../constructs/src/hub/authentication.ts';
import { Secret } from '../../../../constructs/src/secret.ts';
import { githubClient } from './hub.ts';

const reason = 'A public demonstration, watched by staff';

/** One login of every kind, each correct. */
export const logins: Record<string, () => Authentication> = {
  github: () => Authentication.github({ ...githubClient, organizations: ['atlas', 'lyra:field-team'] }),
  'open github': () => Authentication.github({ ...githubClient, allowEveryoneBecause: reason }),
  cilogon: () =>
    Authentication.cilogon({
      ...githubClient,
      identityProviders: {
        'https://idp.atlas.example/shibboleth': { usernameClaim: 'eppn', allowAllMembers: true },
        'http://google.com/accounts/o8/id': { usernameClaim: 'email', allowedDomains: ['atlas.example'] },
      },
    }),
  google: () => Authentication.google({ ...githubClient, hostedDomains: ['atlas.example'] }),
  oauth: () =>
    Authentication.oauth({
      ...githubClient,
      authorizeUrl: 'https://login.atlas.example/authorize',
      tokenUrl: 'https://login.atlas.example/token',
      userdataUrl: 'https://login.atlas.example/userinfo',
      usernameClaim: 'preferred_username',
      groupsClaim: 'groups',
      allowedGroups: ['researchers'],
    }),
  auth0: () =>
    Authentication.auth0({ ...githubClient, auth0Domain: 'atlas.eu.auth0.com', allowedUsers: ['ada@atlas.example'] }),
  'azure ad': () => Authentication.azureAd({ ...githubClient, tenantId: '0a1b2c3d', allowTenantMembers: true }),
  gitlab: () => Authentication.gitlab({ ...githubClient, gitlabGroups: ['atlas/field'] }),
  'lti 1.1': () => Authentication.lti11({ consumerKey: 'course-1', consumerSecret: Secret.variable('lti_secret') }),
  'lti 1.3': () =>
    Authentication.lti13({
      issuer: 'https://canvas.atlas.example',
      clientIds: ['10000000000001'],
      authorizeUrl: 'https://canvas.atlas.example/authorize',
      keysUrl: 'https://canvas.atlas.example/keys',
    }),
  'shared password': () => Authentication.sharedPassword({ password: Secret.variable('event_password') }),
  temporary: () => Authentication.temporary({ allowEveryoneBecause: reason }),
};
