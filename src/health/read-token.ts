import { readFileSync } from 'node:fs';
import type { HealthTarget } from './target.ts';
import { Token } from './token.ts';

const VARIABLE = 'HUBFLEET_HEALTH_TOKEN';

export interface TokenSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Path of a file that holds the token and nothing else. */
  readonly file?: string;
}

/**
 * The token for a hub: from the file, else from the variable of that hub, else from the variable of all hubs.
 * @throws Error `where: what is wrong; what to do`, without the token
 */
export function readToken({ env, file }: TokenSource, target: Pick<HealthTarget, 'cluster' | 'hub'>): Token {
  if (file !== undefined) return toToken(readText(file), file);
  const own = tokenVariable(target);
  const name = env[own] === undefined ? VARIABLE : own;
  const secret = env[name];
  if (secret === undefined || secret === '') {
    const names = target.cluster === undefined ? VARIABLE : `${VARIABLE} or ${own}`;
    throw new Error(`${target.hub}: there is no token; set ${names}, or give --token-file`);
  }
  return toToken(secret, name);
}

/** Name of the variable for one hub. */
function tokenVariable({ cluster, hub }: Pick<HealthTarget, 'cluster' | 'hub'>): string {
  const suffix = [...(cluster === undefined ? [] : [cluster]), hub].join('_');
  return `${VARIABLE}_${suffix.toUpperCase().replace(/[^0-9A-Z]/g, '_')}`;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`--token-file: cannot be read: ${(error as Error).message}`);
  }
}

function toToken(text: string, where: string): Token {
  try {
    return new Token(text.trim());
  } catch (error) {
    throw new Error(`${where}: is no token: ${(error as Error).message}`);
  }
}
