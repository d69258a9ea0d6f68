import type { Attempt, Check, Outcome } from '../check.ts';
import { SilentStream } from '../event-stream.ts';
import { HealthFailure } from '../health-failure.ts';
import type { ProgressEvent } from '../hub-api.ts';
import { pause } from '../pause.ts';
import { HEALTH_USER, type Visit } from '../visit.ts';

/** Events beyond this are a hub gone mad. */
const MOST_EVENTS = 5000;

/** Words of Kubernetes events that tell why a server does not start. */
const TELLING = /\[Warning\]|\bFailed\w*\b|BackOff|Insufficient|Unschedulable|OOMKilled/;

/** A server starts; what the hub says meanwhile is the cause when it does not. */
export const spawn: Check = {
  layer: 'spawn',
  needs: ['user', 'stop'],
  async run(visit, attempt) {
    const options = visit.choice?.userOptions ?? {};
    await visit.hub.startServer(options, attempt.signal);
    const url = await follow(visit, attempt);
    visit.serverUrl = serverUrl(url, visit);
    return describe(visit);
  },
};

/** @returns the address of the server, as the hub gives it */
async function follow(visit: Visit, attempt: Attempt): Promise<string> {
  const told = new Set<string>();
  // A stream may break or fall silent; the hub repeats all events in the next one.
  while (true) {
    const url = await followOnce(visit, attempt, told);
    if (url !== undefined) return url;
    const server = (await visit.hub.user(attempt.signal))?.servers[''];
    if (!server) throw new HealthFailure(withWarning('the hub gave up the start without saying why', told));
    if (server.ready) return server.url ?? defaultPath(visit);
    await pause(1, attempt.signal);
  }
}

async function followOnce(visit: Visit, attempt: Attempt, told: Set<string>): Promise<string | undefined> {
  try {
    for await (const event of visit.hub.progress(attempt.signal)) {
      const end = take(event, visit, attempt, told);
      if (end !== undefined) return end;
    }
  } catch (error) {
    if (!(error instanceof SilentStream)) throw error;
    attempt.report(`${error.message}, asking again`);
  }
  return undefined;
}

/** Reports what is new, and ends the start if the event says so. */
function take(event: ProgressEvent, visit: Visit, attempt: Attempt, told: Set<string>): string | undefined {
  if (event.failed) throw new HealthFailure(withWarning(event.message || 'the start failed', told));
  if (event.ready) return event.url ?? defaultPath(visit);
  const line = event.progress === undefined ? event.message : `${Math.round(event.progress)} % ${event.message}`;
  if (told.has(line)) return undefined;
  told.add(line);
  if (told.size > MOST_EVENTS) throw new HealthFailure(`more than ${MOST_EVENTS} events`, { retry: false });
  attempt.report(line);
  return undefined;
}

/** The last event that tells more than that it did not work. */
function withWarning(message: string, told: ReadonlySet<string>): string {
  const telling = [...told].filter((line) => TELLING.test(line)).at(-1);
  return telling === undefined ? message : `${message}; before that: ${telling.replace(/^\d+ % /, '')}`;
}

/** The token follows this address, so it must be on the hub itself. */
function serverUrl(url: string, { target }: Visit): URL {
  const there = new URL(url.endsWith('/') ? url : `${url}/`, target.url);
  if (there.origin === target.url.origin) return there;
  throw new HealthFailure(`the server is at ${there.origin}, not on the hub`, { retry: false });
}

function defaultPath({ http }: Visit): string {
  return http.url(`user/${encodeURIComponent(HEALTH_USER)}/`).href;
}

function describe({ choice }: Visit): Outcome {
  const chosen = Object.entries(choice?.userOptions ?? {}).map(([key, value]) => `${key} ${value}`);
  return { detail: chosen.length > 0 ? `runs with ${chosen.join(', ')}` : 'runs with the default choice' };
}
