import type { Check } from '../check.ts';
import { removeServer } from '../remove-server.ts';
import { HEALTH_USER } from '../visit.ts';

/** Neither a server nor the user stays behind. */
export const cleanup: Check = {
  layer: 'cleanup',
  needs: [],
  async run(visit, attempt) {
    await removeServer(visit, attempt);
    const was = await visit.hub.deleteUser(attempt.signal);
    return { detail: was ? `removed ${HEALTH_USER}` : 'no user was left' };
  },
};
