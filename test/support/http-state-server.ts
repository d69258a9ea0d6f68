import Fastify from 'fastify';

/** A server for states by the protocol of Terraform's http backend, as GitLab has one. */
export interface HttpStateServer {
  readonly url: string;
  /** By name. */
  readonly states: ReadonlyMap<string, string>;
  readonly locks: Map<string, string>;
  stop(): Promise<void>;
}

/** Answers whoever knows the password, and nobody else. */
export async function startHttpStateServer(user: string, password: string): Promise<HttpStateServer> {
  const [states, locks] = [new Map<string, string>(), new Map<string, string>()];
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const server = Fastify({ forceCloseConnections: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_, body, done) => done(null, body));
  server.addHook('onRequest', async ({ headers }, reply) => {
    if (headers.authorization !== authorization) await reply.code(401).send();
  });
  type Named = { Params: { name: string }; Body: string };
  server.get<Named>('/state/:name', async ({ params }, reply) => states.get(params.name) ?? reply.code(404).send());
  server.post<Named>('/state/:name', async ({ params, body }) => {
    states.set(params.name, body);
    return '';
  });
  server.post<Named>('/state/:name/lock', async ({ params, body }, reply) => {
    const holder = locks.get(params.name);
    if (holder !== undefined) return reply.code(423).send(holder);
    locks.set(params.name, body);
    return '';
  });
  server.delete<Named>('/state/:name/lock', async ({ params }) => {
    locks.delete(params.name);
    return '';
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return { url, states, locks, stop: () => server.close() };
}
