import { HttpFailure } from './http-failure.ts';
import type { Outcome } from './outcome.ts';
import { callPatiently, type Pace } from './patient-call.ts';

/** A report on a task: on the way, or its end. */
export interface TaskReport {
  readonly status: 'running' | 'passed' | 'failed';
  readonly message: string;
  /** @default [] */
  readonly outcomes?: readonly Outcome[];
}

/** Where a task reports to. */
export interface CallbackPlace {
  readonly callbackUrl: URL;
  readonly accessToken: string;
}

const MAX_ANSWER_BYTES = 1024 * 1024;

const REMEDIES: Readonly<Record<number, string>> = {
  401: 'the token of the task is no longer valid, start the run again',
  404: 'the task is gone, start the run again',
  422: 'the result is not in the form that is asked for',
};

/**
 * Sends a report.
 * @throws HttpFailure when it was not taken
 */
export async function sendReport(
  place: CallbackPlace,
  report: TaskReport,
  { signal, pace }: { signal?: AbortSignal; pace?: Pace } = {},
): Promise<void> {
  const answer = await callPatiently(
    {
      method: 'PATCH',
      url: place.callbackUrl,
      token: place.accessToken,
      contentType: 'application/vnd.api+json',
      body: JSON.stringify(reportDocument(report)),
      maxBytes: MAX_ANSWER_BYTES,
      ...(signal && { signal }),
    },
    { ...(pace && { pace }) },
  );
  if (answer.status >= 200 && answer.status < 300) return;
  const remedy = REMEDIES[answer.status] ?? 'try again later';
  throw new HttpFailure(place.callbackUrl, `answered the callback with ${answer.status}`, remedy, answer.status);
}

function reportDocument({ status, message, outcomes = [] }: TaskReport): object {
  const data = outcomes.map(({ id, description, body, tags }) => ({
    type: 'task-result-outcomes',
    attributes: { 'outcome-id': id, description, body, tags },
  }));
  return {
    data: {
      type: 'task-results',
      attributes: { status, message },
      ...(data.length > 0 && { relationships: { outcomes: { data } } }),
    },
  };
}
