import type { Check } from '../check.ts';
import { HealthFailure } from '../health-failure.ts';
import { HEALTH_USER } from '../visit.ts';

/** What a check needs, for its one user. */
const NEEDED = ['admin:users', 'servers', 'access:servers'];

/** Rights that nobody can do harm with. */
const HARMLESS = new Set(['read:hub', 'read:metrics', 'self', 'inherit']);

const WHERE = 'it is in the secret `hub` of the namespace, key hub.services.hub-health.apiToken';

/** The hub accepts the token, and the token may do what is needed and nothing else. */
export const token: Check = {
  layer: 'token',
  needs: ['api'],
  async run(visit, { signal }) {
    const owner = await visit.hub.tokenOwner(signal);
    if (owner === 'refused') {
      throw new HealthFailure('the hub refuses the token', {
        remedy: `give that of hub-health: ${WHERE}`,
        retry: false,
      });
    }
    const who = `${owner.kind} ${owner.name}`;
    // Hubs before 2.0 have no scopes.
    if (!owner.scopes) return { detail: who, warning: 'the hub does not say what the token may do' };
    const missing = missingScopes(owner.scopes);
    if (missing.length > 0) {
      const remedy = 'give the role hub-health these scopes, filtered by the user';
      throw new HealthFailure(`the token of ${who} lacks ${missing.join(', ')} for ${HEALTH_USER}`, {
        remedy,
        retry: false,
      });
    }
    const excess = excessScopes(owner.scopes);
    if (excess.length === 0) return { detail: `${who}, for ${HEALTH_USER} only` };
    const shown = excess.slice(0, 5).join(', ');
    const more = excess.length > 5 ? ` and ${excess.length - 5} more` : '';
    return {
      detail: who,
      warning: `the token may do more than a check needs: ${shown}${more}`,
      remedy: 'use the token of a service whose role has only scopes filtered by the user',
    };
  },
};

/** Scopes that are needed and not there, neither for the user nor for all users. */
function missingScopes(scopes: readonly string[]): string[] {
  return NEEDED.filter((scope) => !scopes.includes(scope) && !scopes.includes(`${scope}!user=${HEALTH_USER}`));
}

/** Scopes that reach beyond the user. */
function excessScopes(scopes: readonly string[]): string[] {
  return scopes.filter((scope) => !HARMLESS.has(scope) && !scope.endsWith(`!user=${HEALTH_USER}`)).sort();
}
