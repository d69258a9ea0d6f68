import { rootCertificates } from 'node:tls';
import { Agent, type Dispatcher, fetch, type Response } from 'undici';
import { HealthFailure } from './health-failure.ts';
import type { Token } from './token.ts';

/** Largest answer that is read. The largest real one, a list of kernels, has some KiB. */
const MOST_BYTES = 1024 * 1024;

export interface HttpClientOptions {
  /** The hub; the token goes to this origin and nowhere else. */
  readonly base: URL;
  readonly token?: Token;
  /**
   * Certificate authorities in PEM that are trusted beside the public ones.
   * @default - none
   */
  readonly authorities?: string;
}

export interface HttpRequest {
  /** @default 'GET' */
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: object;
  /**
   * Whether the token is sent.
   * @default true
   */
  readonly authorized?: boolean;
  readonly accept?: string;
  readonly signal: AbortSignal;
}

/** A whole answer; its text is cut off nowhere, because larger ones are refused. */
export interface HttpAnswer {
  readonly status: number;
  readonly location?: string;
  readonly text: string;
}

/** HTTP with limits: redirects are not followed, large answers not read, the token goes to one origin only. */
export class HttpClient {
  readonly base: URL;
  readonly token: Token | undefined;
  readonly authorities: string | undefined;
  /** Connections of this client, also for those who make requests of their own. */
  readonly dispatcher: Dispatcher;

  constructor({ base, token, authorities }: HttpClientOptions) {
    this.base = base;
    this.token = token;
    this.authorities = authorities;
    const ca = trusted(authorities);
    // Layers have their own time limits, and a start streams for minutes.
    this.dispatcher = new Agent({ connect: { ...(ca && { ca }), timeout: 10_000 }, headersTimeout: 0, bodyTimeout: 0 });
  }

  /** An address below the hub's base. */
  url(path: string): URL {
    return new URL(path, this.base);
  }

  async request(url: URL, request: HttpRequest): Promise<HttpAnswer> {
    const response = await this.open(url, request);
    const location = response.headers.get('location');
    const text = await readLimited(response);
    // Redacted before anybody cuts a piece out of it, which could hold a part of the token.
    return { status: response.status, ...(location !== null && { location }), text: this.token?.redact(text) ?? text };
  }

  /** The answer with its body unread. */
  async open(url: URL, { method = 'GET', body, authorized = true, accept, signal }: HttpRequest): Promise<Response> {
    const headers: Record<string, string> = { accept: accept ?? 'application/json, text/html;q=0.5' };
    if (authorized && this.token && url.origin === this.base.origin) headers.authorization = this.token.authorization;
    if (body) headers['content-type'] = 'application/json';
    return await fetch(url, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal,
      dispatcher: this.dispatcher,
    });
  }

  /** Ends all connections, also those in use. */
  async close(): Promise<void> {
    await this.dispatcher.destroy();
  }
}

/** What to trust: one's own authorities beside the public ones, or undefined for the public ones alone. */
export function trusted(authorities: string | undefined): string[] | undefined {
  return authorities === undefined ? undefined : [...rootCertificates, authorities];
}

/** The text of an answer, or a failure if it is too large. */
export async function readLimited(response: Response): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) throw new HealthFailure(`the answer is larger than ${MOST_BYTES} bytes`, { retry: false });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
