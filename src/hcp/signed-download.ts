import type { HttpAnswer } from './http-call.ts';
import { HttpFailure } from './http-failure.ts';
import { redirectProblem } from './origins.ts';
import { callPatiently, type Pace } from './patient-call.ts';

/** A download that the API answers with the address of an object store. */
export interface SignedDownload {
  readonly url: URL;
  readonly token: string;
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
  readonly pace?: Pace;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 3;
const DOWNLOAD_TIMEOUT_MS = 120_000;

/**
 * Downloads with the token, follows redirects without it: the address that the API gives is signed, and the object
 * store, on another host, must not learn the token.
 * @throws HttpFailure when an answer leads to a place that is not followed
 */
export async function downloadSigned({ url, token, maxBytes, signal, pace }: SignedDownload): Promise<HttpAnswer> {
  const common = { method: 'GET', maxBytes, timeoutMs: DOWNLOAD_TIMEOUT_MS, ...(signal && { signal }) } as const;
  let at = url;
  let answer = await callPatiently({ ...common, url, token }, { ...(pace && { pace }) });
  for (let hops = 0; REDIRECTS.has(answer.status); hops += 1) {
    if (hops === MOST_REDIRECTS) {
      throw new HttpFailure(at, `redirects more than ${MOST_REDIRECTS} times`, 'check the address in a browser');
    }
    at = nextPlace(at, answer);
    answer = await callPatiently({ ...common, url: at }, { ...(pace && { pace }) });
  }
  return answer;
}

function nextPlace(from: URL, { status, headers }: HttpAnswer): URL {
  const location = headers.get('location') ?? '';
  if (location === '' || !URL.canParse(location, from.href)) {
    throw new HttpFailure(from, `answered ${status} without an address to go to`, 'try again later', status);
  }
  const to = new URL(location, from);
  const problem = redirectProblem(from, to);
  if (problem !== undefined) {
    throw new HttpFailure(from, problem, 'check who answers at this address', status);
  }
  return to;
}
