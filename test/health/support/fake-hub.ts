import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { HEALTH_USER } from '../../../src/health/visit.ts';

/** Answers one request; a string is sent as it is, anything else as JSON. */
export type Route = (request: IncomingMessage, response: ServerResponse) => void;

/** A hub of node:http that does what a test says. */
export interface FakeHub {
  readonly url: URL;
  /** `METHOD /path` and the token of every request, in order. */
  readonly requests: { readonly line: string; readonly authorization: string | undefined }[];
  /** For what is no request. */
  readonly server: Server;
  close(): Promise<void>;
}

export const json =
  (status: number, body: unknown): Route =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(status === 204 ? undefined : JSON.stringify(body));
  };

export const text =
  (status: number, body: string, headers: Record<string, string> = {}): Route =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers });
    response.end(body);
  };

/** Events of a start, sent as JupyterHub sends them. */
export const events =
  (...list: object[]): Route =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`\n\n${list.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')}`);
  };

/** One route after the other, the last one for good. */
export const inTurn = (...routes: Route[]): Route => {
  let next = 0;
  return (request, response) => {
    routes[Math.min(next, routes.length - 1)]?.(request, response);
    next += 1;
  };
};

const USER = `/hub/api/users/${HEALTH_USER}`;

const scopes = ['admin:users', 'servers', 'access:servers'].map((scope) => `${scope}!user=${HEALTH_USER}`);

const ready = { progress: 100, ready: true, message: 'Server ready', url: `/user/${HEALTH_USER}/` };

/** A hub whose user has no server; everything works up to the server's API. */
const healthy: Record<string, Route> = {
  'GET /hub/health': text(200, ''),
  'GET /hub/api/': json(200, { version: '5.5.1' }),
  'GET /hub/login': text(200, '<form><input type="password" name="password"></form>'),
  'GET /hub/api/user': json(200, { kind: 'service', name: 'hub-health', scopes }),
  [`GET ${USER}`]: json(404, { status: 404, message: 'Not Found' }),
  [`POST ${USER}`]: json(201, { name: HEALTH_USER }),
  [`POST ${USER}/server`]: json(202, undefined),
  [`GET ${USER}/server/progress`]: events({ progress: 0, message: 'Server requested' }, ready),
  [`GET /user/${HEALTH_USER}/api`]: json(200, { version: '2.14.0' }),
  [`DELETE ${USER}/server`]: json(204, undefined),
  [`DELETE ${USER}`]: json(204, undefined),
};

/** Starts the hub with some of its routes replaced. */
export async function startFakeHub(routes: Readonly<Record<string, Route>> = {}): Promise<FakeHub> {
  const requests: FakeHub['requests'] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0];
    const line = `${request.method} ${path}`;
    requests.push({ line, authorization: request.headers.authorization });
    const route = routes[line] ?? healthy[line] ?? json(404, { message: 'Not Found' });
    route(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: new URL(`http://127.0.0.1:${port}/`),
    requests,
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The path of the check's user, or of something below it. */
export const userPath = (rest = ''): string => `${USER}${rest}`;
