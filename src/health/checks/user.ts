import type { Check } from '../check.ts';
import { removeServer } from '../remove-server.ts';
import { HEALTH_USER } from '../visit.ts';

/** The user of the check is made anew; one that a crash left over is removed first. */
export const user: Check = {
  layer: 'user',
  needs: ['token'],
  async run(visit, attempt) {
    const { signal, report } = attempt;
    const left = await visit.hub.user(signal);
    if (left) {
      const server = left.servers[''] ? ' and its server' : '';
      report(`removing ${HEALTH_USER}${server}, left over from an earlier check`);
      await removeServer(visit, attempt);
      await visit.hub.deleteUser(signal);
    }
    await visit.hub.createUser(signal);
    return { detail: left ? `made ${HEALTH_USER} after removing a left-over one` : `made ${HEALTH_USER}` };
  },
};
