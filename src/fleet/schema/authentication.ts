import { z } from 'zod';
import { domain, httpsUrl } from './address.ts';
import { lti11, lti13 } from './course-authentication.ts';
import { expected, withRemedy } from './expected.ts';
import { groupKeys, letsSomebodyIn, oauthClient, openReason } from './oauth-client.ts';
import { auth0, azureAd, gitlab } from './provider-authentication.ts';
import { secretReference } from './secret-reference.ts';

const github = z
  .strictObject({
    kind: z.literal('github').describe('members of GitHub organizations or teams'),
    ...oauthClient,
    organizations: z
      .array(
        z.string().regex(/^[0-9A-Za-z](?:[0-9A-Za-z-]*)(?::[0-9A-Za-z._-]+)?$/, {
          error: expected('an organization, or a team as organization:team'),
        }),
      )
      .min(1)
      .optional()
      .describe('organizations, or teams as organization:team, whose members may log in'),
  })
  .superRefine(letsSomebodyIn('organizations'));

const identityProvider = z
  .strictObject({
    usernameClaim: z.string().min(1).describe('claim that becomes the user name, for example email'),
    domains: z.array(domain).min(1).optional().describe('only accounts of these domains may log in'),
    allowAll: z.boolean().default(false).describe('every account of this provider may log in'),
    stripDomain: domain.optional().describe('domain cut off the user name; safe where one provider alone uses it'),
    prefix: z.string().min(1).optional().describe('text before the user name, so that no two providers claim one'),
  })
  .superRefine(({ stripDomain, prefix }, context) => {
    if (!stripDomain || !prefix) return;
    const message = withRemedy('stands beside stripDomain', 'keep one of them');
    context.addIssue({ code: 'custom', path: ['prefix'], message });
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

const google = z
  .strictObject({
    kind: z.literal('google').describe('Google Workspace accounts'),
    ...oauthClient,
    hostedDomains: z.array(domain).min(1).optional().describe('Workspace domains whose accounts may log in'),
  })
  .superRefine(letsSomebodyIn('hostedDomains'));

const oauth = z
  .strictObject({
    kind: z.literal('oauth').describe('any other OAuth 2 service'),
    ...oauthClient,
    authorizeUrl: httpsUrl.describe('where the browser is sent to log in'),
    tokenUrl: httpsUrl.describe('where the hub trades the code for a token'),
    userdataUrl: httpsUrl.describe('where the hub reads who logged in'),
    usernameClaim: z.string().min(1).describe('key of the user data that becomes the user name'),
    scopes: z.array(z.string().min(1)).default([]).describe('scopes to ask for'),
    displayName: z.string().min(1).optional().describe('name of the service on the login button'),
    ...groupKeys,
  })
  .superRefine(letsSomebodyIn('allowedGroups'));

const sharedPassword = z.strictObject({
  kind: z.literal('sharedPassword').describe('any user name with one password for all: for events of a day'),
  password: secretReference.describe('reference to the password of the participants, at least 8 characters'),
  adminPassword: secretReference
    .optional()
    .describe('reference to the password of the administrators, at least 32 characters; needed when there are any'),
});

const temporary = z.strictObject({
  kind: z.literal('temporary').describe('no login: everybody gets a new throw-away user'),
  allowEveryoneBecause: openReason,
});

const visitors = z.strictObject({
  kind: z.literal('visitors').describe("nobody: servers of visitors are started by BinderHub's page alone"),
  allowEveryoneBecause: openReason,
});

/** How users log in. */
export const authentication = z
  .discriminatedUnion('kind', [
    github,
    cilogon,
    google,
    oauth,
    auth0,
    azureAd,
    gitlab,
    lti11,
    lti13,
    sharedPassword,
    temporary,
    visitors,
  ])
  .describe('how users log in and who may');

export type Authentication = z.output<typeof authentication>;
