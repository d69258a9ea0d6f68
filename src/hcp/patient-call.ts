import { setTimeout as sleep } from 'node:timers/promises';
import { call, type HttpAnswer, type HttpCall } from './http-call.ts';
import { HttpFailure } from './http-failure.ts';

/** How long to wait between attempts. */
export interface Pace {
  /** Milliseconds before the second attempt; doubled each time. */
  readonly firstMs: number;
  /** Milliseconds that are never exceeded, whatever the server asks for. */
  readonly mostMs: number;
  readonly attempts: number;
}

/** About a minute in all. */
export const defaultPace: Pace = { firstMs: 500, mostMs: 15_000, attempts: 8 };

/** What is tried again: anything that may pass, or only what the server has certainly not begun. */
export type Retry = 'passing' | 'refused';

const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);
const REFUSED = new Set([429, 503]);

/** Makes a call, again when the server is busy or cannot be reached, until the attempts are used up. */
export async function callPatiently(
  request: HttpCall,
  { pace = defaultPace, retry = 'passing' }: { pace?: Pace; retry?: Retry } = {},
): Promise<HttpAnswer> {
  const statuses = retry === 'passing' ? PASSING : REFUSED;
  for (let attempt = 1; ; attempt += 1) {
    const last = attempt >= pace.attempts;
    let waitMs = backoffMs(attempt, pace);
    try {
      const answer = await call(request);
      if (last || !statuses.has(answer.status)) return answer;
      waitMs = Math.min(pace.mostMs, Math.max(waitMs, retryAfterMs(answer.headers)));
    } catch (error) {
      const unanswered = error instanceof HttpFailure && retry === 'passing';
      if (last || !unanswered) throw error;
    }
    await pause(waitMs, request.signal);
  }
}

/** Doubles with each attempt, with up to a quarter less so that many clients do not come back together. */
export function backoffMs(attempt: number, { firstMs, mostMs }: Pace): number {
  return Math.min(mostMs, firstMs * 2 ** (attempt - 1)) * (1 - Math.random() / 4);
}

/** Waits, or throws the reason of the signal at once. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  try {
    await sleep(milliseconds, undefined, { ...(signal && { signal }) });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

function retryAfterMs(headers: Headers): number {
  const asked = headers.get('retry-after');
  if (asked === null) return 0;
  const milliseconds = /^\d+(\.\d+)?$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.now();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : 0;
}
