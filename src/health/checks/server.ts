import { z } from 'zod';
import type { Check } from '../check.ts';
import { HealthFailure } from '../health-failure.ts';
import { refusal } from '../hub-api.ts';
import { pause } from '../pause.ts';

const shape = z.object({ version: z.string() });

/** The proxy may learn of a server a little later than the hub calls it ready. */
const LATER = new Set([404, 502, 503, 504]);

/** The user's server answers with its version, and accepts the token. */
export const server: Check = {
  layer: 'server',
  needs: ['spawn'],
  async run(visit, { signal, report }) {
    const url = new URL('api', visit.server);
    for (let told = 0; ; ) {
      const answer = await visit.http.request(url, { signal });
      if (answer.status === 200) return { detail: `server ${parse(answer.text)}` };
      if (answer.status < 400 || answer.status === 401 || answer.status === 403) {
        throw new HealthFailure(`the server does not accept the token (status ${answer.status})`, {
          remedy: 'the role hub-health needs access:servers for its user',
          retry: false,
        });
      }
      if (!LATER.has(answer.status)) throw refusal(answer, 'the server');
      if (told !== answer.status) report(`status ${answer.status}, asking again`);
      told = answer.status;
      await pause(1, signal);
    }
  },
};

function parse(text: string): string {
  try {
    return shape.parse(JSON.parse(text)).version;
  } catch {
    throw new HealthFailure(`what answers is no Jupyter server: ${text.slice(0, 80)}`);
  }
}
