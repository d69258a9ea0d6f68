import { apiOrigin } from './origins.ts';

/** Holds a token for any host. */
const ANY_HOST = 'TF_API_TOKEN';

/** Names of the variable for a host: dots are underscores, hyphens are two of them or stay. */
export function tokenVariables(host: string): string[] {
  const dotted = new URL(apiOrigin(host)).hostname.replaceAll('.', '_');
  return [...new Set([`TF_TOKEN_${dotted.replaceAll('-', '__')}`, `TF_TOKEN_${dotted}`, ANY_HOST])];
}

/** Token for a host; undefined when there is none. It is read from the environment only, never from a file or option. */
export function tokenFor(host: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  return tokenVariables(host)
    .map((name) => env[name]?.trim())
    .find((token) => token !== undefined && token !== '');
}
