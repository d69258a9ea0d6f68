import { renderOutcomesInMessage } from '../render/hcp-outcomes.ts';
import { HttpFailure } from './http-failure.ts';
import type { RunTaskResult } from './outcome.ts';
import type { Pace } from './patient-call.ts';
import type { RunTask } from './run-task-request.ts';
import { sendReport } from './task-callback.ts';

export interface Delivery {
  readonly signal: AbortSignal;
  readonly pace?: Pace;
  /** Told when outcomes were refused and their text goes into the message instead. */
  onRefusedOutcomes(error: unknown): void;
}

/**
 * Reports the end of a task: first the outcomes while it still counts as running, then the last word.
 * @throws HttpFailure when the last word was not taken
 */
export async function deliverResult(task: RunTask, result: RunTaskResult, delivery: Delivery): Promise<void> {
  const { status, message, outcomes } = result;
  const shown = outcomes.length > 0 && task.showsOutcomes && (await deliverOutcomes(task, result, delivery));
  const last = shown || outcomes.length === 0 ? message : renderOutcomesInMessage(message, outcomes);
  await sendReport(task, { status, message: last }, delivery);
}

/** Without its outcomes a result is poorer but still right, so a refusal is no failure. */
async function deliverOutcomes(
  task: RunTask,
  { message, outcomes }: RunTaskResult,
  delivery: Delivery,
): Promise<boolean> {
  try {
    await sendReport(task, { status: 'running', message, outcomes }, delivery);
    return true;
  } catch (error) {
    if (!(error instanceof HttpFailure) || error.status === 401 || error.status === 404) throw error;
    delivery.onRefusedOutcomes(error);
    return false;
  }
}
