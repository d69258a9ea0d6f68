import type { Check } from '../check.ts';
import { removeServer } from '../remove-server.ts';

/** The server stops and is gone. */
export const stop: Check = {
  layer: 'stop',
  needs: [],
  async run(visit, attempt) {
    const was = await removeServer(visit, attempt);
    return { detail: was ? 'the server is gone' : 'no server was left' };
  },
};
