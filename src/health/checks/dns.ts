import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Check } from '../check.ts';

/** The name of the hub resolves. */
export const dns: Check = {
  layer: 'dns',
  needs: [],
  async run({ target }) {
    const host = target.url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host)) return { detail: `${host} is an address` };
    const found = await lookup(host, { all: true });
    return { detail: `${host} is at ${found.map(({ address }) => address).join(', ')}` };
  },
};
