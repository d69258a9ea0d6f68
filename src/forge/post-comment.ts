import type { HttpAnswer } from '../hcp/http-call.ts';
import { HttpFailure } from '../hcp/http-failure.ts';
import { redirectProblem } from '../hcp/origins.ts';
import { callPatiently, type Pace } from '../hcp/patient-call.ts';
import { type Discussion, type ForgeCall, type KnownComment, PAGE_SIZE } from './discussion.ts';

/** A comment, and how it is known again. */
export interface MarkedComment {
  readonly marker: string;
  /** Begins with the marker. */
  readonly body: string;
}

const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
/** Pages that are looked through for an earlier comment. */
const MOST_PAGES = 50;

const REMEDIES: Readonly<Record<number, string>> = {
  401: 'use a token that is still valid',
  403: 'let the job write to pull requests: permissions pull-requests: write, or scope api',
  404: 'check that the token may see the repository',
};

/**
 * Writes a comment, or writes the one anew that an earlier run left: however often a pipeline runs, there is one.
 * @throws HttpFailure
 */
export async function postComment(
  discussion: Discussion,
  { marker, body }: MarkedComment,
  { pace }: { pace?: Pace } = {},
): Promise<'created' | 'updated'> {
  const options = { ...(pace && { pace }) };
  const earlier = await findComment(discussion, marker, options);
  const write = earlier ? discussion.update(earlier.id, body) : discussion.create(body);
  await ask(discussion, write, options);
  return earlier ? 'updated' : 'created';
}

async function findComment(
  discussion: Discussion,
  marker: string,
  options: { pace?: Pace },
): Promise<KnownComment | undefined> {
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await ask(discussion, discussion.list(page), options);
    const comments = discussion.read(tryParse(answer.bytes));
    if (!comments) throw new HttpFailure(new URL(discussion.api), 'answered no list of comments', 'check the address');
    const found = comments.find(({ body }) => body.startsWith(marker));
    if (found || comments.length < PAGE_SIZE) return found;
  }
  return undefined;
}

async function ask(
  { api, token }: Discussion,
  { method, path, body }: ForgeCall,
  { pace }: { pace?: Pace },
): Promise<HttpAnswer> {
  const url = new URL(`${api}${path}`);
  // The token goes there, so it is asked for as if it had been redirected to.
  const problem = redirectProblem(url, url);
  if (problem !== undefined) throw new HttpFailure(url, problem, 'use an address that begins with https://');
  const answer = await callPatiently(
    {
      method,
      url,
      token,
      maxBytes: MAX_ANSWER_BYTES,
      ...(body !== undefined && { body: JSON.stringify({ body }), contentType: 'application/json' }),
    },
    // A comment whose answer was lost must not be written twice.
    { retry: method === 'POST' ? 'refused' : 'passing', ...(pace && { pace }) },
  );
  if (answer.status < 300) return answer;
  const remedy = REMEDIES[answer.status] ?? 'try again later';
  throw new HttpFailure(url, `answered ${answer.status} to ${method} of comments`, remedy, answer.status);
}

function tryParse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
