import type { Check } from '../../../src/health/check.ts';
import type { Choice } from '../../../src/health/choice.ts';
import type { Layer } from '../../../src/health/layer.ts';
import { defaultLimits, type Limits } from '../../../src/health/limits.ts';
import type { HubResult, LayerResult } from '../../../src/health/result.ts';
import { runCheck } from '../../../src/health/run-check.ts';
import type { HealthTarget } from '../../../src/health/target.ts';
import { Token } from '../../../src/health/token.ts';
import { verifyHub } from '../../../src/health/verify-hub.ts';
import { Visit } from '../../../src/health/visit.ts';
import { type FakeHub, type Route, startFakeHub } from './fake-hub.ts';

export const SECRET = 'secret-of-the-health-check';

const never = new AbortController().signal;

export const exampleChoice: Choice = { label: 'small', userOptions: {}, gpu: false };

export const exampleTarget = (url: URL, overrides: Partial<HealthTarget> = {}): HealthTarget => ({
  cluster: 'atlas',
  hub: 'research',
  url,
  choices: [exampleChoice],
  extras: new Set(),
  notebooks: [],
  ...overrides,
});

/** A visit of a hub at an address, with the token of the tests. */
export function visitOf(url: URL, overrides: Partial<HealthTarget> = {}, authorities?: string): Visit {
  const options = { token: new Token(SECRET), certificateDays: 14, hurried: never };
  return new Visit(exampleTarget(url, overrides), { ...options, ...(authorities && { authorities }) });
}

export interface Tried {
  readonly result: LayerResult;
  readonly requests: FakeHub['requests'];
}

/** Runs one check on a fake hub, once. */
export async function tryCheck(
  check: Check,
  routes: Readonly<Record<string, Route>>,
  overrides: Partial<HealthTarget> = {},
): Promise<Tried> {
  const hub = await startFakeHub(routes);
  const visit = visitOf(hub.url, overrides);
  visit.choice = overrides.choices?.[0];
  visit.serverUrl = new URL('user/deployment-service-check/', hub.url);
  try {
    const result = await runCheck(check, visit, {
      limit: { seconds: 5, attempts: 1 },
      stop: never,
      listener: () => {},
    });
    return { result, requests: hub.requests };
  } finally {
    await visit.http.close();
    await hub.close();
  }
}

/** Default limits with one attempt each and some times of its own, so that nobody waits for a retry. */
export function onceEach(seconds: Readonly<Partial<Record<Layer, number>>> = {}, totalSeconds = 60): Limits {
  const entries = Object.entries(defaultLimits).map(([layer, limit]) => [
    layer,
    typeof limit === 'number' ? limit : { seconds: seconds[layer as Layer] ?? limit.seconds, attempts: 1 },
  ]);
  return { ...Object.fromEntries(entries), totalSeconds };
}

/** Checks a whole fake hub. The kernel is where its healthiness ends. */
export async function verifyFake(
  routes: Readonly<Record<string, Route>>,
  options: { readonly limits?: Limits; readonly target?: Partial<HealthTarget> } = {},
): Promise<{ readonly result: HubResult; readonly requests: FakeHub['requests'] }> {
  const hub = await startFakeHub(routes);
  try {
    const result = await verifyHub(exampleTarget(hub.url, options.target), {
      token: new Token(SECRET),
      certificateDays: 14,
      limits: options.limits ?? onceEach(),
      interrupted: never,
      hurried: never,
      listener: () => {},
      now: () => new Date('2026-11-22T00:00:00Z'),
    });
    return { result, requests: hub.requests };
  } finally {
    await hub.close();
  }
}
