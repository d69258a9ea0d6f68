const client = { clientId: 'Iv1.0a1b2c', clientSecret: 'variable:login_secret' };
const reason = 'A public demonstration, watched by staff';

/** `authentication` of a hub file by its kind, each correct and for named people where the kind can be. */
export const fleetLogins = {
  github: { kind: 'github', ...client, organizations: ['atlas', 'lyra:field-team'] },
  cilogon: {
    kind: 'cilogon',
    ...client,
    identityProviders: {
      'https://idp.atlas.example/shibboleth': { usernameClaim: 'eppn', domains: ['atlas.example'] },
      'http://google.com/accounts/o8/id': { usernameClaim: 'email', domains: ['lyra.example'] },
    },
  },
  google: { kind: 'google', ...client, hostedDomains: ['atlas.example'] },
  oauth: {
    kind: 'oauth',
    ...client,
    authorizeUrl: 'https://login.atlas.example/authorize',
    tokenUrl: 'https://login.atlas.example/token',
    userdataUrl: 'https://login.atlas.example/userinfo',
    usernameClaim: 'preferred_username',
    groupsClaim: 'groups',
    allowedGroups: ['researchers'],
  },
  auth0: {
    kind: 'auth0',
    ...client,
    auth0Domain: 'atlas.eu.auth0.com',
    groupsClaim: 'https://atlas.example/groups',
    allowedGroups: ['researchers'],
  },
  azureAd: { kind: 'azureAd', ...client, tenantId: '0a1b2c3d', allowTenantMembers: true },
  gitlab: { kind: 'gitlab', ...client, gitlabGroups: ['atlas/field'] },
  lti11: { kind: 'lti11', consumerKey: 'course-1', consumerSecret: 'variable:login_secret' },
  lti13: {
    kind: 'lti13',
    issuer: 'https://canvas.atlas.example',
    clientIds: ['10000000000001'],
    authorizeUrl: 'https://canvas.atlas.example/authorize',
    keysUrl: 'https://canvas.atlas.example/keys',
  },
  sharedPassword: {
    kind: 'sharedPassword',
    password: 'variable:login_secret',
    adminPassword: 'variable:admin_secret',
  },
  temporary: { kind: 'temporary', allowEveryoneBecause: reason },
} as const satisfies Record<string, { readonly kind: string } & Readonly<Record<string, unknown>>>;

export type FleetLogin = keyof typeof fleetLogins;
