import { z } from 'zod';
import { domain, httpsUrl } from './address.ts';
import { expected } from './expected.ts';
import { groupKeys, letsSomebodyIn, oauthClient } from './oauth-client.ts';
import { wholeNumber } from './quantity.ts';

const usernameClaim = z.string().min(1).optional();

export const auth0 = z
  .strictObject({
    kind: z.literal('auth0').describe('accounts of an Auth0 tenant'),
    ...oauthClient,
    auth0Domain: domain.describe('domain of the tenant, for example example.eu.auth0.com'),
    usernameClaim: usernameClaim.describe('claim that becomes the user name; default: email'),
    ...groupKeys,
  })
  .superRefine(letsSomebodyIn('allowedGroups'));

export const azureAd = z
  .strictObject({
    kind: z.literal('azureAd').describe('accounts of Microsoft Entra ID (Azure AD)'),
    ...oauthClient,
    tenantId: z
      .string()
      .regex(/^(?!(?:common|organizations|consumers)$)[0-9A-Za-z.-]+$/, {
        error: expected('the id of one tenant', 'common and the like would let in every tenant'),
      })
      .describe('id of the tenant'),
    allowTenantMembers: z.literal(true).optional().describe('every member of the tenant may log in'),
    allowedGroups: groupKeys.allowedGroups.describe('object ids of groups whose members may log in'),
    usernameClaim: usernameClaim.describe('claim that becomes the user name; default: upn'),
  })
  .superRefine(letsSomebodyIn('allowTenantMembers', 'allowedGroups'));

export const gitlab = z
  .strictObject({
    kind: z.literal('gitlab').describe('accounts of a GitLab server'),
    ...oauthClient,
    gitlabUrl: httpsUrl.optional().describe('address of the server; default: https://gitlab.com'),
    gitlabGroups: z.array(z.string().min(1)).min(1).optional().describe('groups whose members may log in'),
    projectIds: z
      .array(wholeNumber(1, Number.MAX_SAFE_INTEGER))
      .min(1)
      .optional()
      .describe('numbers of projects whose developers may log in'),
  })
  .superRefine(letsSomebodyIn('gitlabGroups', 'projectIds'));
