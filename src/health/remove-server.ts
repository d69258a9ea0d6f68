import type { Attempt } from './check.ts';
import { HealthFailure } from './health-failure.ts';
import { pause } from './pause.ts';
import type { Visit } from './visit.ts';

/** Longest pause between two looks. */
const MOST_PAUSE_SECONDS = 4;

/**
 * Stops the server of the check's user and waits until it is gone. A server that starts or stops cannot be stopped;
 * it is waited for, unless somebody is in a hurry.
 * @returns whether there was one
 */
export async function removeServer({ hub, hurried }: Visit, { signal, report }: Attempt): Promise<boolean> {
  let there = false;
  for (let seconds = 0.25; ; seconds = Math.min(2 * seconds, MOST_PAUSE_SECONDS)) {
    const server = (await hub.user(signal))?.servers[''];
    if (!server) return there;
    if (!there && server.pending === 'spawn') report('waiting for the start to end, so that the server can be stopped');
    there = true;
    if (!server.pending && (await hub.stopServer(signal)) === 'done') continue;
    if (hurried.aborted) throw leftBehind(server.pending);
    try {
      await pause(seconds, AbortSignal.any([signal, hurried]));
    } catch {
      // Not an end: the loop looks and tries once more, and gives up only then.
      signal.throwIfAborted();
    }
  }
}

function leftBehind(pending: string | null | undefined): HealthFailure {
  const state = pending === 'stop' ? 'is still stopping' : 'is still starting, and cannot be stopped before it runs';
  return new HealthFailure(`the server ${state}`, { remedy: 'run verify again: it removes the server first' });
}
