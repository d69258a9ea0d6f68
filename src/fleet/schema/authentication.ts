import { z } from 'zod';
import { domain, httpsUrl } from './address.ts';
import { expected, withRemedy } from './expected.ts';
import { secretReference } from './secret-reference.ts';

const oauthClient = {
  clientId: z.string().min(1).describe('id of the OAuth application; not a secret'),
  clientSecret: secretReference.describe('reference to the secret of the OAuth application'),
};

const github = z.strictObject({
  kind: z.literal('github').describe('members of GitHub organizations or teams'),
  ...oauthClient,
  organizations: z
    .array(
      z.string().regex(/^[0-9A-Za-z](?:[0-9A-Za-z-]*)(?::[0-9A-Za-z._-]+)?$/, {
        error: expected('an organization, or a team as organization:team'),
      }),
    )
    .min(1)
    .describe('organizations, or teams as organization:team, whose members may log in'),
});

const identityProvider = z.strictObject({
  usernameClaim: z.string().min(1).describe('claim that becomes the user name, for example email'),
  domains: z.array(domain).min(1).optional().describe('only accounts of these domains may log in'),
  allowAll: z.boolean().default(false).describe('every account of this provider may log in'),
});

const cilogon = z.strictObject({
  kind: z.literal('cilogon').describe('accounts of universities and of Google, Microsoft and others through CILogon'),
  ...oauthClient,
  identityProviders: z
    .record(
      z.string().regex(/^https?:\/\/\S+$/, { error: expected('the id of an identity provider, a URL') }),
      identityProvider,
    )
    .refine((providers) => Object.keys(providers).length > 0, { error: expected('at least one identity provider') })
    .describe('identity providers by their id, a URL'),
});

const google = z.strictObject({
  kind: z.literal('google').describe('Google Workspace accounts'),
  ...oauthClient,
  hostedDomains: z.array(domain).min(1).describe('Workspace domains whose accounts may log in'),
});

const oauth = z
  .strictObject({
    kind: z.literal('oauth').describe('any other OAuth 2 service'),
    ...oauthClient,
    authorizeUrl: httpsUrl.describe('where the browser is sent to log in'),
    tokenUrl: httpsUrl.describe('where the hub trades the code for a token'),
    userdataUrl: httpsUrl.describe('where the hub reads who logged in'),
    usernameClaim: z.string().min(1).describe('key of the user data that becomes the user name'),
    scopes: z.array(z.string().min(1)).default([]).describe('scopes to ask for'),
    allowedUsers: z.array(z.string().min(1)).min(1).optional().describe('users who may log in'),
    allowedGroups: z.array(z.string().min(1)).min(1).optional().describe('groups whose members may log in'),
    groupsClaim: z.string().min(1).optional().describe('key of the user data that lists the groups of a user'),
  })
  .superRefine(({ allowedUsers, allowedGroups, groupsClaim }, context) => {
    if (!allowedUsers && !allowedGroups) {
      const message = withRemedy('nobody may log in', 'add allowedUsers or allowedGroups');
      context.addIssue({ code: 'custom', message });
    }
    if (allowedGroups && !groupsClaim) {
      const message = withRemedy('needs to know where the groups of a user are', 'add groupsClaim');
      context.addIssue({ code: 'custom', path: ['allowedGroups'], message });
    }
  });

const sharedPassword = z.strictObject({
  kind: z.literal('sharedPassword').describe('any user name with one password for all: for events of a day'),
  password: secretReference.describe('reference to the password of the participants, at least 8 characters'),
  adminPassword: secretReference
    .optional()
    .describe('reference to the password of the administrators, at least 32 characters; needed when there are any'),
});

const temporary = z.strictObject({
  kind: z.literal('temporary').describe('no login: everybody gets a new throw-away user'),
  allowEveryoneBecause: z.string().min(10).describe('why the hub may be open to everybody; reports show it'),
});

/** How users log in. */
export const authentication = z
  .discriminatedUnion('kind', [github, cilogon, google, oauth, sharedPassword, temporary])
  .describe('how users log in and who may');

export type Authentication = z.output<typeof authentication>;
