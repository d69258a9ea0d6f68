import { HttpFailure } from './http-failure.ts';
import { pause } from './patient-call.ts';
import type { Run, WorkspaceApi } from './workspace-api.ts';

/** A run did not come to where it should; the message says what to do. */
export class RunFailure extends Error {
  constructor(run: string, problem: string, remedy: string) {
    super(`${run}: ${problem}; ${remedy}`);
    this.name = 'RunFailure';
  }
}

const ENDS: ReadonlySet<string> = new Set([
  'planned_and_finished',
  'planned_and_saved',
  'applied',
  'errored',
  'discarded',
  'canceled',
  'force_canceled',
  'policy_soft_failed',
]);

/** A person has to decide in the browser, so nothing more happens here. */
const AWAITS_OVERRIDE: ReadonlySet<string> = new Set([
  'policy_override',
  'post_plan_awaiting_decision',
  'pre_apply_awaiting_decision',
]);

const CANCEL_TIMEOUT_MS = 20_000;

/** How a run is followed. */
export interface Following {
  readonly api: WorkspaceApi;
  readonly signal: AbortSignal;
  /** Milliseconds between two looks. */
  readonly pollMs: number;
  /** Called when the status is another than at the last look. */
  onStatus(status: string): void;
}

export function isEnded({ attributes }: Run): boolean {
  return ENDS.has(attributes.status);
}

export function isConfirmable({ attributes }: Run): boolean {
  return attributes.actions?.['is-confirmable'] === true;
}

/** Follows a run until it has ended or waits for somebody. */
export async function follow(run: Run, following: Following): Promise<Run> {
  return look(
    run,
    following,
    (now) => isEnded(now) || isConfirmable(now) || AWAITS_OVERRIDE.has(now.attributes.status),
  );
}

/** Follows a run until it has ended. */
export async function followToEnd(run: Run, following: Following): Promise<Run> {
  return look(run, following, isEnded);
}

async function look(run: Run, { api, signal, pollMs, onStatus }: Following, done: (run: Run) => boolean): Promise<Run> {
  let status = '';
  for (let now = run; ; now = await api.run(run.id)) {
    if (now.attributes.status !== status) onStatus(now.attributes.status);
    status = now.attributes.status;
    if (done(now)) return now;
    await pause(pollMs, signal);
  }
}

/** Follows a configuration version until it can be planned. */
export async function awaitUpload(id: string, { api, signal, pollMs }: Following): Promise<void> {
  for (;;) {
    const { attributes } = await api.configuration(id);
    if (attributes.status === 'uploaded') return;
    if (attributes.status === 'errored' || attributes.status === 'archived') {
      const problem = `ended as ${attributes.status} (${attributes['error-message'] ?? 'no reason given'})`;
      throw new RunFailure(`configuration version ${id}`, problem, 'synthesize the stack again and look at it');
    }
    await pause(pollMs, signal);
  }
}

/** Leaves nothing behind that would block the workspace: discards what waits, cancels what runs, whichever fits. */
export async function abandon(runId: string, api: WorkspaceApi): Promise<void> {
  for (const action of ['discard', 'cancel'] as const) {
    try {
      await api.act(runId, action, AbortSignal.timeout(CANCEL_TIMEOUT_MS));
      return;
    } catch (error) {
      // 409: the run is not in a state for this action, or has ended.
      if (!(error instanceof HttpFailure) || error.status !== 409) return;
    }
  }
}
