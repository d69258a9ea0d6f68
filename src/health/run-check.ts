import type { Check, Outcome } from './check.ts';
import type { HealthListener } from './health-event.ts';
import { HealthFailure, Stopped } from './health-failure.ts';
import type { Limit } from './limits.ts';
import { describeNetworkError } from './network-error.ts';
import { orAborted, pause } from './pause.ts';
import { hubLabel, type LayerResult } from './result.ts';
import type { Visit } from './visit.ts';

/** Seconds between two attempts: enough for a pod that restarts its process. */
const PAUSE_SECONDS = 2;

/** Events that are kept for the cause. */
const MOST_EVENTS = 8;

export interface RunOptions {
  readonly limit: Limit;
  /** Ends the layer; the reason is a `Stopped`. */
  readonly stop: AbortSignal;
  readonly listener: HealthListener;
}

type Ending = Pick<LayerResult, 'verdict' | 'detail' | 'cause' | 'remedy' | 'events'> & { readonly final: boolean };

/** Tries a layer as often as the limit allows, and says what became of it. Never throws. */
export async function runCheck(check: Check, visit: Visit, options: RunOptions): Promise<LayerResult> {
  const { limit, stop, listener } = options;
  const hub = hubLabel(visit.target);
  const began = performance.now();
  const { layer, subject } = check;
  listener({ kind: 'started', hub, layer, ...(subject && { subject }) });
  let attempts = 0;
  let ending: Ending;
  do {
    if (attempts > 0) await pause(PAUSE_SECONDS, stop).catch(() => {});
    attempts += 1;
    ending = await tryOnce(check, visit, options);
  } while (!ending.final && attempts < limit.attempts && !stop.aborted);
  const { final: _, ...rest } = ending;
  return {
    ...nameOf(check, visit),
    ...rest,
    seconds: secondsSince(began),
    attempts,
  };
}

/** A layer that is not tried: skipped for a good reason, or failed for a bad one. */
export function untried(check: Check, visit: Visit, cause: string, verdict: 'skip' | 'fail' = 'skip'): LayerResult {
  return { ...nameOf(check, visit), verdict, seconds: 0, attempts: 0, cause };
}

/** Seconds since a moment of `performance.now()`, to the millisecond. */
export function secondsSince(began: number): number {
  return Math.round(performance.now() - began) / 1000;
}

function nameOf({ layer, subject }: Check, { choice }: Visit) {
  return { layer, ...(subject !== undefined && { subject }), ...(choice && { choice: choice.label }) };
}

async function tryOnce(check: Check, visit: Visit, { limit, stop, listener }: RunOptions): Promise<Ending> {
  const events: string[] = [];
  const report = (text: string, isFleeting = false): void => {
    const clean = visit.clean(text);
    events.push(clean);
    listener({ kind: 'progress', hub: hubLabel(visit.target), layer: check.layer, text: clean, isFleeting });
  };
  const clock = new AbortController();
  const late = new HealthFailure(`was not done within ${limit.seconds} s`);
  const timer = setTimeout(() => clock.abort(late), limit.seconds * 1000);
  const signal = AbortSignal.any([stop, clock.signal]);
  try {
    return passed(await orAborted(check.run(visit, { signal, report }), signal), visit);
  } catch (error) {
    // An aborted request fails with an error of its own, which tells less than the reason of the abortion.
    return failed(signal.aborted ? signal.reason : error, events.slice(-MOST_EVENTS), visit);
  } finally {
    clearTimeout(timer);
  }
}

function passed({ detail, warning, remedy }: Outcome, visit: Visit): Ending {
  return {
    verdict: warning === undefined ? 'pass' : 'warn',
    ...(detail !== '' && { detail: visit.clean(detail) }),
    ...(warning !== undefined && { cause: visit.clean(warning) }),
    ...(remedy !== undefined && { remedy }),
    final: true,
  };
}

function failed(error: unknown, events: readonly string[], visit: Visit): Ending {
  if (error instanceof Stopped) {
    const verdict = error.kind === 'interrupted' ? 'skip' : 'fail';
    return { verdict, cause: error.message, ...(events.length > 0 && { events }), final: true };
  }
  const known = error instanceof HealthFailure ? error : new HealthFailure(describeNetworkError(error));
  return {
    verdict: 'fail',
    cause: visit.clean(known.message),
    ...(known.remedy !== undefined && { remedy: known.remedy }),
    ...(events.length > 0 && { events }),
    final: !known.retry,
  };
}
