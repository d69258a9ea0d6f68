import { createHash } from 'node:crypto';
import Fastify from 'fastify';

interface StoredObject {
  readonly bytes: Buffer;
  readonly generation: number;
  readonly kmsKeyName: string | null;
}

/** As much of Cloud Storage as Terraform's gcs backend needs, by the public JSON and XML interfaces. */
export interface GcsServer {
  /** For `GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT`. */
  readonly endpoint: string;
  /** By bucket and name. */
  readonly objects: Map<string, StoredObject>;
  stop(): Promise<void>;
}

interface Route {
  readonly Params: { readonly bucket: string; readonly '*': string };
  readonly Querystring: {
    readonly alt?: string;
    readonly ifGenerationMatch?: string;
    readonly kmsKeyName?: string;
    readonly prefix?: string;
  };
  readonly Body: Buffer;
}

/** Answers whoever has the token, and nobody else. */
export async function startGcsServer(token: string): Promise<GcsServer> {
  const objects: GcsServer['objects'] = new Map();
  let generation = 0;
  const isExpected = (key: string, expected: string | undefined): boolean =>
    expected === undefined || (objects.get(key)?.generation ?? 0) === Number(expected);
  const server = Fastify({ forceCloseConnections: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  server.addHook('onRequest', async ({ headers }, reply) => {
    if (headers.authorization !== `Bearer ${token}`) await reply.code(401).send();
  });
  server.post<Route>('/upload/storage/v1/b/:bucket/o', async ({ params, query, body }, reply) => {
    const { name, content } = multipart(body);
    const key = `${params.bucket}/${name}`;
    if (!isExpected(key, query.ifGenerationMatch)) return reply.code(412).send({});
    const stored = { bytes: content, generation: ++generation, kmsKeyName: query.kmsKeyName ?? null };
    objects.set(key, stored);
    return describe(key, stored);
  });
  server.get<Route>('/storage/v1/b/:bucket/o', async ({ params, query }) => {
    const found = [...objects].filter(([key]) => key.startsWith(`${params.bucket}/${query.prefix ?? ''}`));
    return { kind: 'storage#objects', items: found.map(([key, stored]) => describe(key, stored)) };
  });
  server.get<Route>('/storage/v1/b/:bucket/o/*', async ({ params, query }, reply) => {
    const key = `${params.bucket}/${params['*']}`;
    const stored = objects.get(key);
    if (!stored) return reply.code(404).send({});
    return query.alt === 'media' ? content(stored, reply) : describe(key, stored);
  });
  server.delete<Route>('/storage/v1/b/:bucket/o/*', async ({ params, query }, reply) => {
    const key = `${params.bucket}/${params['*']}`;
    if (!isExpected(key, query.ifGenerationMatch)) return reply.code(412).send({});
    return reply.code(objects.delete(key) ? 204 : 404).send();
  });
  server.get<Route>('/:bucket/*', async ({ params }, reply) => {
    const stored = objects.get(`${params.bucket}/${params['*']}`);
    return stored ? content(stored, reply) : reply.code(404).send();
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return { endpoint: `${url}/storage/v1/`, objects, stop: () => server.close() };
}

interface Reply {
  header(name: string, value: string): Reply;
  send(body: Buffer): unknown;
}

function content({ bytes, generation }: StoredObject, reply: Reply): unknown {
  return reply.header('x-goog-generation', String(generation)).header('content-type', 'application/json').send(bytes);
}

function describe(key: string, { bytes, generation, kmsKeyName }: StoredObject): object {
  const [bucket, ...name] = key.split('/');
  const md5Hash = createHash('md5').update(bytes).digest('base64');
  const version = { generation: String(generation), metageneration: '1' };
  return {
    kind: 'storage#object',
    bucket,
    name: name.join('/'),
    ...version,
    size: String(bytes.length),
    md5Hash,
    kmsKeyName,
  };
}

/** A description as JSON, then the content. */
function multipart(bytes: Buffer): { name: string; content: Buffer } {
  const text = bytes.toString('latin1');
  const [boundary = ''] = text.split('\r\n', 1);
  const [, description = '', uploaded = ''] = text.split(boundary);
  const bodyOf = (part: string): string => part.slice(part.indexOf('\r\n\r\n') + 4, -2);
  const { name } = JSON.parse(bodyOf(description)) as { name: string };
  return { name, content: Buffer.from(bodyOf(uploaded), 'latin1') };
}
