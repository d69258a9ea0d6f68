import { z } from 'zod';
import { httpsUrl } from './address.ts';
import { secretReference } from './secret-reference.ts';

export const lti11 = z.strictObject({
  kind: z.literal('lti11').describe('launches of a learning-management system by LTI 1.1'),
  consumerKey: z.string().min(1).describe('key by which the system names itself; not a secret'),
  consumerSecret: secretReference.describe('reference to the secret with which it signs'),
  usernameKey: z
    .string()
    .min(1)
    .optional()
    .describe('launch parameter that becomes the user name; default: lis_person_contact_email_primary'),
});

export const lti13 = z.strictObject({
  kind: z.literal('lti13').describe('launches of a learning-management system by LTI 1.3'),
  issuer: z.string().min(1).describe('issuer that the system states'),
  clientIds: z.array(z.string().min(1)).min(1).describe('client ids that it gave to this hub'),
  authorizeUrl: httpsUrl.describe('address at which it authorizes'),
  keysUrl: httpsUrl.describe('address of its public keys'),
  usernameKey: z.string().min(1).optional().describe('claim that becomes the user name; default: email'),
});
