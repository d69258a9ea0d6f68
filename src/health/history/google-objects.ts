import { GoogleAuth } from 'google-auth-library';
import { fetch, type Response } from 'undici';
import { z } from 'zod';
import { describeNetworkError } from '../network-error.ts';
import { MOST_BYTES, ObjectFailure, type Objects } from './objects.ts';

const SCOPE = 'https://www.googleapis.com/auth/devstorage.read_write';
const HOST = 'https://storage.googleapis.com';

/** Attempts of a call that the service could not answer, and seconds before the second. */
const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 500;

const page = z.object({
  items: z.array(z.object({ name: z.string() })).default([]),
  nextPageToken: z.string().optional(),
});

interface Call {
  readonly method?: 'POST';
  readonly body?: string;
  /** Statuses beside success that are as good. */
  readonly accepts?: readonly number[];
}

/** Objects on Google Cloud Storage by its JSON API, with the application default credentials. */
export class GoogleObjects implements Objects {
  readonly #bucket: string;
  readonly #host: string;
  readonly #auth: GoogleAuth | undefined;

  constructor(bucket: string) {
    this.#bucket = encodeURIComponent(bucket);
    // The variables of Google's own tools: an emulator knows no credentials, a private endpoint does.
    const emulator = process.env.STORAGE_EMULATOR_HOST;
    this.#host = emulator ?? process.env.CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE?.replace(/\/$/, '') ?? HOST;
    this.#auth = emulator === undefined ? new GoogleAuth({ scopes: [SCOPE] }) : undefined;
  }

  async put(key: string, text: string): Promise<void> {
    const query = new URLSearchParams({ uploadType: 'media', name: key, ifGenerationMatch: '0' });
    // Nobody else has this name: when it is there, an earlier attempt made it.
    await this.#call(`upload/storage/v1/b/${this.#bucket}/o?${query}`, { method: 'POST', body: text, accepts: [412] });
  }

  async list(prefix: string, after: string, most: number): Promise<string[]> {
    const keys: string[] = [];
    let pageToken: string | undefined;
    do {
      const query = new URLSearchParams({
        prefix,
        startOffset: after,
        maxResults: String(Math.min(1000, most - keys.length)),
        fields: 'items(name),nextPageToken',
        ...(pageToken !== undefined && { pageToken }),
      });
      const answer = page.parse(JSON.parse(await this.#call(`storage/v1/b/${this.#bucket}/o?${query}`)));
      keys.push(...answer.items.map(({ name }) => name).filter((name) => name !== after));
      pageToken = answer.nextPageToken;
    } while (pageToken !== undefined && keys.length < most);
    return keys;
  }

  async get(key: string): Promise<string> {
    return await this.#call(`storage/v1/b/${this.#bucket}/o/${encodeURIComponent(key)}?alt=media`);
  }

  async #call(path: string, call: Call = {}): Promise<string> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await this.#send(path, call).catch((error: unknown) => {
        if (error instanceof ObjectFailure || attempt === ATTEMPTS) throw error;
        return undefined;
      });
      const again = response === undefined || response.status === 429 || response.status >= 500;
      if (response && (!again || attempt === ATTEMPTS)) return await this.#read(response, call);
      await response?.body?.cancel();
      await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** (attempt - 1)));
    }
  }

  async #send(path: string, { method, body }: Call): Promise<Response> {
    const url = `${this.#host}/${path}`;
    const headers = await this.#auth?.getRequestHeaders(url).catch((error: Error) => {
      throw new ObjectFailure(`no credentials of Google Cloud were found: ${error.message}`);
    });
    return await fetch(url, {
      method: method ?? 'GET',
      headers: {
        ...Object.fromEntries(headers ?? []),
        ...(body !== undefined && { 'content-type': 'application/jsonl' }),
      },
      ...(body !== undefined && { body }),
    }).catch((error: unknown) => {
      throw new Error(`Cloud Storage cannot be reached: ${describeNetworkError(error)}`);
    });
  }

  async #read(response: Response, { accepts = [] }: Call): Promise<string> {
    const { status } = response;
    const text = await limited(response);
    if (response.ok || accepts.includes(status)) return text;
    const bucket = decodeURIComponent(this.#bucket);
    if (status === 404) throw new ObjectFailure(`there is no bucket ${bucket} on Cloud Storage, or not this object`);
    throw new ObjectFailure(`Cloud Storage answered for bucket ${bucket} with status ${status}`, status === 403);
  }
}

async function limited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) throw new ObjectFailure(`an object is larger than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
