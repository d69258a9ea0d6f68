import pLimit from 'p-limit';
import type { Limits } from './limits.ts';
import type { HubResult } from './result.ts';
import type { HealthTarget } from './target.ts';
import type { Token } from './token.ts';
import { type VerifyOptions, verifyHub } from './verify-hub.ts';

/** A hub and the token that its check may use. */
export interface Assignment {
  readonly target: HealthTarget;
  readonly token: Token;
}

/** How hubs are checked: each within limits of its own. */
export interface VerifyHubsOptions extends Omit<VerifyOptions, 'token' | 'limits'> {
  limitsOf(target: HealthTarget): Limits;
}

/** Checks hubs, some at a time; results are in the order of the hubs. */
export async function verifyHubs(
  assignments: readonly Assignment[],
  options: VerifyHubsOptions,
  atOnce: number,
): Promise<HubResult[]> {
  const results = await pLimit(atOnce).map(assignments, async ({ target, token }) => {
    if (options.interrupted.aborted) return undefined;
    return await verifyHub(target, { ...options, limits: options.limitsOf(target), token });
  });
  return results.filter((result) => result !== undefined);
}
