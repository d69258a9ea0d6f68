import { hubfleetVersion } from '../version.ts';
import { HttpFailure } from './http-failure.ts';

/** One request. */
export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  readonly url: URL;
  /** Sent as `Authorization: Bearer`. */
  readonly token?: string;
  readonly contentType?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** Bytes that the answer may have after decompression. */
  readonly maxBytes: number;
  /** @default 30,000 milliseconds, until the last byte */
  readonly timeoutMs?: number;
  /** Ends the call early; its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** An answer of any status. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

const TIMEOUT_MS = 30_000;

/**
 * Makes a call once. Redirects are answers like others.
 * @throws HttpFailure when there is no answer in time, or too much of it
 */
export async function call(request: HttpCall): Promise<HttpAnswer> {
  const { method, url, token, contentType, body, timeoutMs = TIMEOUT_MS } = request;
  request.signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
  const headers = {
    'user-agent': `hubfleet/${hubfleetVersion()}`,
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(contentType !== undefined && { 'content-type': contentType }),
  };
  try {
    const response = await fetch(url, { method, headers, body: body ?? null, redirect: 'manual', signal });
    return { status: response.status, headers: response.headers, bytes: await readBody(response, request) };
  } catch (error) {
    if (error instanceof HttpFailure) throw error;
    request.signal?.throwIfAborted();
    if (timeout.aborted) throw new HttpFailure(url, `no answer within ${timeoutMs} ms`, 'try again later');
    throw new HttpFailure(url, `cannot be reached (${reasonOf(error)})`, 'check the network and the name of the host');
  }
}

async function readBody(response: Response, { url, maxBytes }: HttpCall): Promise<Uint8Array> {
  const tooLarge = (bytes: number) =>
    new HttpFailure(url, `the answer has ${bytes} bytes or more, at most ${maxBytes} are read`, 'raise the limit');
  const announced = Number(response.headers.get('content-length') ?? 0);
  if (announced > maxBytes) {
    await response.body?.cancel();
    throw tooLarge(announced);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(size);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** `fetch` hides what happened in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  return code ?? (error instanceof Error ? error.message : String(error));
}
