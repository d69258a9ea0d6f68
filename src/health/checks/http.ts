import type { Check } from '../check.ts';
import { refusal } from '../hub-api.ts';

/** The proxy and the hub behind it answer. */
export const http: Check = {
  layer: 'http',
  needs: ['dns', 'tls'],
  async run(visit, { signal }) {
    const answer = await visit.http.request(visit.http.url('hub/health'), { signal, authorized: false });
    if (answer.status !== 200) throw refusal(answer, '/hub/health');
    return { detail: '/hub/health answers' };
  },
};
