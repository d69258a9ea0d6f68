import type { Check } from './check.ts';
import { choiceChecks, cleanup, hubChecks, stop as stopServer } from './checks/list.ts';
import type { Choice } from './choice.ts';
import type { HealthListener } from './health-event.ts';
import { Stopped } from './health-failure.ts';
import type { Layer } from './layer.ts';
import type { Limits } from './limits.ts';
import { type HubResult, hubLabel, type LayerResult } from './result.ts';
import { runCheck, secondsSince, untried } from './run-check.ts';
import type { HealthTarget } from './target.ts';
import { Visit, type VisitOptions } from './visit.ts';

/** Seconds that a clean-up may take when somebody interrupts a second time. */
const HURRY_SECONDS = 10;

export interface VerifyOptions extends VisitOptions {
  readonly limits: Limits;
  /** Ends the check but for the clean-up. */
  readonly interrupted: AbortSignal;
  readonly listener: HealthListener;
  now(): Date;
}

/** Checks one hub from the name to the notebook, and leaves neither a server nor a user behind. Never throws. */
export async function verifyHub(target: HealthTarget, options: VerifyOptions): Promise<HubResult> {
  const startedAt = options.now().toISOString();
  const began = performance.now();
  const hub = hubLabel(target);
  options.listener({ kind: 'hub', hub, url: target.url.href });
  const visit = new Visit(target, options);
  const course = new Course(visit, options);
  try {
    await course.run();
  } finally {
    await visit.http.close();
  }
  const { results } = course;
  const result: HubResult = {
    ...(target.cluster !== undefined && { cluster: target.cluster }),
    hub: target.hub,
    url: target.url.href,
    startedAt,
    seconds: secondsSince(began),
    ...(visit.version !== undefined && { version: visit.version }),
    verdict: verdictOf(results, options.interrupted),
    layers: results,
  };
  options.listener({ kind: 'done', hub, result });
  return result;
}

function verdictOf(results: readonly LayerResult[], interrupted: AbortSignal): HubResult['verdict'] {
  if (results.some(({ verdict }) => verdict === 'fail')) return 'unhealthy';
  return interrupted.aborted ? 'interrupted' : 'healthy';
}

/** The way through the layers of one hub. */
class Course {
  readonly results: LayerResult[] = [];
  readonly #visit: Visit;
  readonly #options: VerifyOptions;
  /** Layers that others wait for in vain, with the layer that is to blame. */
  readonly #broken = new Map<Layer, Layer>();
  readonly #tried = new Set<Layer>();

  constructor(visit: Visit, options: VerifyOptions) {
    this.#visit = visit;
    this.#options = options;
  }

  async run(): Promise<void> {
    await this.#within(async (stop) => {
      for (const check of hubChecks) await this.#step(check, stop);
    });
    for (const choice of this.#visit.target.choices) {
      this.#visit.choice = choice;
      const before = new Map(this.#broken);
      await this.#runChoice(choice);
      const serverStays = this.#broken.get('stop');
      // What one choice breaks says nothing about the next, except a server that does not go.
      this.#broken.clear();
      for (const [layer, cause] of before) this.#broken.set(layer, cause);
      if (serverStays) this.#broken.set('stop', serverStays);
    }
    this.#visit.choice = undefined;
    if (this.#tried.has('user')) await this.#clean(cleanup);
  }

  async #runChoice(choice: Choice): Promise<void> {
    const checks = choiceChecks(this.#visit.target.notebooks);
    const [first] = checks;
    if (choice.onlyGroups && first) {
      const groups = choice.onlyGroups.join(', ');
      return this.#record(untried(first, this.#visit, `only members of ${groups} may choose it`));
    }
    this.#tried.delete('spawn');
    await this.#within(async (stop) => {
      for (const check of checks) await this.#step(check, stop);
    });
    if (this.#tried.has('spawn')) await this.#clean(stopServer);
    this.#visit.serverUrl = undefined;
  }

  /** Runs layers until they end, somebody interrupts, or the time for all of them is up. */
  async #within(work: (stop: AbortSignal) => Promise<void>): Promise<void> {
    const { interrupted, limits } = this.#options;
    const clock = new AbortController();
    const late = new Stopped('deadline', `the ${limits.totalSeconds} s for all layers were over`);
    const timer = setTimeout(() => clock.abort(late), limits.totalSeconds * 1000);
    try {
      await work(AbortSignal.any([interrupted, clock.signal]));
    } finally {
      clearTimeout(timer);
    }
  }

  async #step(check: Check, stop: AbortSignal): Promise<void> {
    const visit = this.#visit;
    if (check.applies && !check.applies(visit)) return;
    const blame = check.needs.map((layer) => this.#broken.get(layer)).find((layer) => layer !== undefined);
    const stopped = stop.aborted ? (stop.reason as Stopped) : undefined;
    if (stopped?.kind === 'interrupted') return this.#leaveOut(check, untried(check, visit, stopped.message));
    if (blame !== undefined) return this.#leaveOut(check, untried(check, visit, `needs ${blame}`), blame);
    // Not looking is no reason to call a hub healthy.
    if (stopped) return this.#leaveOut(check, untried(check, visit, stopped.message, 'fail'));
    await this.#run(check, stop);
  }

  /** Cleans up whatever happened before; once somebody is in a hurry, an answer must come soon. */
  async #clean(check: Check): Promise<void> {
    const { hurried } = this.#options;
    const patience = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const hurry = (): void => {
      const gone = new Stopped('deadline', `was not done ${HURRY_SECONDS} s after the second interruption`);
      timer = setTimeout(() => patience.abort(gone), HURRY_SECONDS * 1000);
    };
    if (hurried.aborted) hurry();
    else hurried.addEventListener('abort', hurry, { once: true });
    try {
      await this.#run(check, patience.signal);
    } finally {
      hurried.removeEventListener('abort', hurry);
      clearTimeout(timer);
    }
  }

  async #run(check: Check, stop: AbortSignal): Promise<void> {
    this.#tried.add(check.layer);
    const limit = this.#options.limits[check.layer];
    const result = await runCheck(check, this.#visit, { limit, stop, listener: this.#options.listener });
    this.#record(result);
    if (result.verdict === 'fail' || result.verdict === 'skip') this.#broken.set(check.layer, check.layer);
  }

  #leaveOut(check: Check, result: LayerResult, blame: Layer = check.layer): void {
    this.#record(result);
    this.#broken.set(check.layer, blame);
  }

  #record(result: LayerResult): void {
    this.results.push(result);
    this.#options.listener({ kind: 'finished', hub: hubLabel(this.#visit.target), result });
  }
}
