import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { hubfleetVersion } from '../version.ts';
import { type RunTask, readRunTask } from './run-task-request.ts';
import type { Acceptance, RunTaskService } from './run-task-service.ts';
import { isSignedBy, SIGNATURE_HEADER } from './signature.ts';

/** What the server lets in. */
export interface ServerOptions {
  readonly log: Logger;
  /** Keys of the task, the present one and perhaps an older one; none lets unsigned requests in. */
  readonly keys: readonly string[];
  /** Path that tasks are sent to. */
  readonly path: string;
  /** Origins that a task's addresses may have. */
  readonly origins: readonly string[];
}

/** Bytes of a request; real ones have about two thousand. */
const MAX_BODY_BYTES = 256 * 1024;
const REQUEST_TIMEOUT_MS = 15_000;
const MAX_CONNECTIONS = 1000;

/** The HTTP side of run tasks: checks, hands over to the service and answers at once. */
export function createRunTaskServer(service: RunTaskService, options: ServerOptions): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: REQUEST_TIMEOUT_MS * 2,
    forceCloseConnections: 'idle',
  });
  app.server.maxConnections = MAX_CONNECTIONS;
  // The signature covers the bytes as they came, so nothing may parse them first.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.get('/health', async (_request, reply) => answerHealth(service, reply));
  app.post(options.path, async (request, reply) => answerTask(service, options, request, reply));
  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    options.log[status >= 500 ? 'error' : 'warn']({ err: error, method: request.method, status }, 'request refused');
    return reply.code(status).send({ error: status >= 500 ? 'internal error' : error.message });
  });
  return app;
}

function answerHealth(service: RunTaskService, reply: FastifyReply): FastifyReply {
  const { stopping, waiting, running, places } = service.load;
  const status = stopping ? 'stopping' : 'ok';
  return reply.code(stopping ? 503 : 200).send({ status, version: hubfleetVersion(), waiting, running, places });
}

const ANSWERS = {
  accepted: { status: 200, level: undefined, text: '' },
  seen: { status: 200, level: 'info', text: 'task seen before, nothing done' },
  full: { status: 503, level: 'warn', text: 'queue is full; try again later' },
  stopping: { status: 503, level: 'warn', text: 'server is stopping; try again later' },
} as const satisfies Record<Acceptance, object>;

function answerTask(
  service: RunTaskService,
  { log, keys, origins }: ServerOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refuse = (status: number, problem: string): FastifyReply => {
    log.warn({ status, problem, remoteAddress: request.ip }, 'request refused');
    return reply.code(status).send({ error: problem });
  };
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (keys.length > 0 && !isSignedBy(keys, body, signatureOf(request))) {
    return refuse(401, 'signature: does not fit the request; give the task and the server the same HMAC key');
  }
  const read = readRunTask(body);
  if (read.kind === 'unreadable') return refuse(400, read.problem);
  if (read.kind === 'verification') {
    log.info('verification request answered');
    return reply.code(200).send();
  }
  const stray = strayAddress(read.task, origins);
  if (stray !== undefined) return refuse(400, stray);
  const answer = ANSWERS[service.accept(read.task)];
  // The service tells more about what it accepted.
  if (answer.level) log[answer.level]({ task: read.task.id }, answer.text);
  return answer.status === 200
    ? reply.code(200).send()
    : reply.code(answer.status).header('retry-after', '10').send({ error: answer.text });
}

function signatureOf({ headers }: FastifyRequest): string {
  const signature = headers[SIGNATURE_HEADER];
  return typeof signature === 'string' ? signature : '';
}

/** The token is sent to these addresses, and whoever may send requests must not turn the server against others. */
function strayAddress(task: RunTask, origins: readonly string[]): string | undefined {
  const addresses = {
    task_result_callback_url: task.callbackUrl,
    plan_json_api_url: task.planUrl,
    configuration_version_download_url: task.configurationUrl,
  };
  for (const [key, url] of Object.entries(addresses)) {
    if (url && !origins.includes(url.origin)) {
      return `${key}: is on ${url.origin}, not on ${origins.join(' or ')}; start the server with --hostname ${url.host}`;
    }
  }
  return undefined;
}
