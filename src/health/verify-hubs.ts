import type { HubResult } from './result.ts';
import type { HealthTarget } from './target.ts';
import type { Token } from './token.ts';
import { type VerifyOptions, verifyHub } from './verify-hub.ts';

/** A hub and the token that its check may use. */
export interface Assignment {
  readonly target: HealthTarget;
  readonly token: Token;
}

/** Checks hubs, some at a time; results are in the order of the hubs. */
export async function verifyHubs(
  assignments: readonly Assignment[],
  options: Omit<VerifyOptions, 'token'>,
  atOnce: number,
): Promise<HubResult[]> {
  const results: HubResult[] = [];
  const queue = assignments.entries();
  const worker = async (): Promise<void> => {
    for (const [index, { target, token }] of queue) {
      if (options.interrupted.aborted) return;
      results[index] = await verifyHub(target, { ...options, token });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results.filter((result) => result !== undefined);
}
