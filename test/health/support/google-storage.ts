import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Objects that a page of a listing holds at most, so that listings have several. */
const PAGE = 2;

/** Cloud Storage as far as its JSON API is needed, and the metadata server that gives pods their tokens. */
export interface GoogleStorage {
  /** Host and port. */
  readonly host: string;
  readonly objects: Map<string, string>;
  /** Method, path and what is refused of every call. */
  readonly calls: string[];
  /** Statuses with which the next calls are answered, before they do anything or after. */
  readonly troubles: { readonly status: number; readonly after?: boolean }[];
  close(): Promise<void>;
}

export async function startGoogleStorage(bucket: string, token?: string): Promise<GoogleStorage> {
  const objects = new Map<string, string>();
  const calls: string[] = [];
  const troubles: { status: number; after?: boolean }[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? '', 'http://localhost');
    calls.push(`${incoming.method} ${url.pathname}`);
    if (url.pathname.startsWith('/computeMetadata/')) return metadata(url, token ?? '', outgoing);
    const body = await bodyOf(incoming);
    if (token !== undefined && incoming.headers.authorization !== `Bearer ${token}`) return answer(outgoing, 401, {});
    const trouble = troubles.shift();
    if (trouble && !trouble.after) return answer(outgoing, trouble.status, {});
    const { status, content } = work({ url, method: incoming.method ?? '', body, bucket, objects });
    return answer(outgoing, trouble?.status ?? status, trouble ? {} : content);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, objects, calls, troubles, close };
}

interface Work {
  readonly url: URL;
  readonly method: string;
  readonly body: string;
  readonly bucket: string;
  readonly objects: Map<string, string>;
}

function work({ url, method, body, bucket, objects }: Work): { status: number; content: object | string } {
  const [, upload, of, , name] = /^(\/upload)?\/storage\/v1\/b\/([^/]+)\/o(\/(.+))?$/.exec(url.pathname) ?? [];
  if (of !== bucket) return { status: 404, content: {} };
  if (method === 'POST' && upload) return insert(url.searchParams, body, objects);
  if (name !== undefined) {
    const text = objects.get(decodeURIComponent(name));
    return text === undefined || url.searchParams.get('alt') !== 'media'
      ? { status: 404, content: {} }
      : { status: 200, content: text };
  }
  return { status: 200, content: listing(url.searchParams, objects) };
}

function insert(query: URLSearchParams, body: string, objects: Map<string, string>) {
  const name = query.get('name');
  if (name === null || query.get('uploadType') !== 'media') return { status: 400, content: {} };
  if (query.get('ifGenerationMatch') === '0' && objects.has(name)) return { status: 412, content: {} };
  objects.set(name, body);
  return { status: 200, content: { name } };
}

function listing(query: URLSearchParams, objects: Map<string, string>): object {
  const [prefix, start, page] = ['prefix', 'startOffset', 'pageToken'].map((key) => query.get(key) ?? '');
  const most = Math.min(PAGE, Number(query.get('maxResults') ?? PAGE));
  const names = [...objects.keys()].sort().filter((name) => name.startsWith(prefix ?? '') && name >= (start ?? ''));
  const from = Number(page);
  const items = names.slice(from, from + most).map((name) => ({ name }));
  return { items, ...(from + most < names.length && { nextPageToken: String(from + most) }) };
}

function metadata(url: URL, token: string, outgoing: ServerResponse): void {
  outgoing.setHeader('metadata-flavor', 'Google');
  if (url.pathname.endsWith('/token')) {
    answer(outgoing, 200, { access_token: token, expires_in: 3600, token_type: 'Bearer' });
  } else answer(outgoing, 200, 'default/');
}

function answer(outgoing: ServerResponse, status: number, content: object | string): void {
  const isText = typeof content === 'string';
  outgoing.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json' });
  outgoing.end(isText ? content : JSON.stringify(content));
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
