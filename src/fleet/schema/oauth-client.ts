import { z } from 'zod';
import { withRemedy } from './expected.ts';
import { secretReference } from './secret-reference.ts';

const names = z.array(z.string().min(1)).min(1);

/** Why a hub may be open to everybody. */
export const openReason = z
  .string()
  .min(15)
  .describe('why everybody may log in, in a sentence; reports show it. Absent: the hub is not open');

/** Keys of every login with a client that is registered elsewhere. */
export const oauthClient = {
  clientId: z.string().min(1).describe('id of the OAuth application; not a secret'),
  clientSecret: secretReference.describe('reference to the secret of the OAuth application'),
  allowedUsers: names.optional().describe('users who may log in, beside those whom other keys let in'),
  allowEveryoneBecause: openReason.optional(),
};

/** Group keys of logins that know groups. */
export const groupKeys = {
  groupsClaim: z.string().min(1).optional().describe('key of the user data that lists the groups of a user'),
  allowedGroups: names.optional().describe('groups whose members may log in; needs groupsClaim'),
};

interface Refinement {
  addIssue(issue: { code: 'custom'; path?: (string | number)[]; message: string }): void;
}

/** Refuses a login that lets nobody in, or that is open and names who may log in. */
export function letsSomebodyIn(...keys: readonly string[]) {
  return (login: Readonly<Record<string, unknown>>, context: Refinement): void => {
    const given = [...keys, 'allowedUsers'].filter((key) => login[key] !== undefined);
    if (login.allowEveryoneBecause === undefined && given.length === 0) {
      const all = [...keys, 'allowedUsers'];
      const message = withRemedy('nobody may log in', `add ${all.slice(0, -1).join(', ')} or ${all.at(-1)}`);
      context.addIssue({ code: 'custom', message });
    }
    if (login.allowEveryoneBecause !== undefined && given.length > 0) {
      const message = withRemedy(`opens a hub that also has ${given.join(' and ')}`, 'keep one of them');
      context.addIssue({ code: 'custom', path: ['allowEveryoneBecause'], message });
    }
    // Entra ID tells groups by itself.
    if (login.allowedGroups === undefined || login.groupsClaim !== undefined || login.kind === 'azureAd') return;
    const message = withRemedy('needs to know where the groups of a user are', 'add groupsClaim');
    context.addIssue({ code: 'custom', path: ['allowedGroups'], message });
  };
}
