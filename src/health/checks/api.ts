import type { Check } from '../check.ts';

/** The API answers as JupyterHub's does. */
export const api: Check = {
  layer: 'api',
  needs: ['http'],
  async run(visit, { signal }) {
    visit.version = visit.clean(await visit.hub.version(signal), 40);
    return { detail: `JupyterHub ${visit.version}` };
  },
};
