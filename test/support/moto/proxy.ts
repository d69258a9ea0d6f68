import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { BackupPatch } from './backup.ts';
import { allowedBy, BucketPolicies } from './bucket-policies.ts';
import { BudgetsPatch } from './budgets.ts';
import { EksPatch } from './eks.ts';
import { LaunchTemplatePatch } from './launch-templates.ts';
import type { Answer, Call, Patch } from './patch.ts';

/** Calls that take as long as a promise, by method and path, or what they look like. */
export type Holds = Map<string | RegExp, { readonly until: Promise<unknown>; arrived(): void }>;

interface Exchange extends Call {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/** Stands before the emulator and answers what it lacks. */
export async function startProxy(port: number, holds: Holds): Promise<Server> {
  const patches: readonly Patch[] = [new BudgetsPatch(), new EksPatch(), new BackupPatch(), new LaunchTemplatePatch()];
  const policies = new BucketPolicies();
  const server = createServer(async (incoming, outgoing) => {
    try {
      const bytes = await readBody(incoming);
      const call = describeCall(incoming, bytes);
      const held = holdOf(holds, `${call.method} ${call.path}`);
      held?.arrived();
      await held?.until;
      // The caller hung up while it waited, as an interrupted Terraform does.
      if (outgoing.destroyed || incoming.socket.destroyed) return;
      if (policies.answer(incoming, call.body, outgoing)) return;
      const answer = firstAnswer(patches, call);
      if (answer) give(outgoing, answer);
      else forward({ ...call, incoming, outgoing }, tolerable(call, incoming, bytes), port, patches);
    } catch {
      outgoing.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function holdOf(holds: Holds, called: string) {
  const [, held] = [...holds].find(([call]) => (typeof call === 'string' ? call === called : call.test(called))) ?? [];
  return held;
}

/** A bucket's policy goes on without what it denies. */
function tolerable({ method, body }: Call, { url = '' }: IncomingMessage, bytes: Buffer): Buffer {
  const isPolicy = method === 'PUT' && new URLSearchParams(url.split('?')[1] ?? '').has('policy');
  return isPolicy ? Buffer.from(allowedBy(body) ?? body) : bytes;
}

function describeCall({ method = '', url = '', headers }: IncomingMessage, bytes: Buffer): Call {
  const path = (url.split('?')[0] ?? '').replace(/(?<=.)\/$/, '');
  return { method, path, target: String(headers['x-amz-target'] ?? ''), body: bytes.toString('utf8') };
}

function firstAnswer(patches: readonly Patch[], call: Call): Answer | undefined {
  for (const patch of patches) {
    const answer = patch.answer?.(call);
    if (answer) return answer;
  }
  return undefined;
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function give(outgoing: ServerResponse, { status, body, errorType }: Answer): void {
  const headers = { 'content-type': 'application/json', ...(errorType && { 'x-amzn-errortype': errorType }) };
  outgoing.writeHead(status, headers).end(JSON.stringify(body));
}

function forward(exchange: Exchange, bytes: Buffer, port: number, patches: readonly Patch[]): void {
  const { incoming, outgoing, method } = exchange;
  const { 'transfer-encoding': _, ...headers } = incoming.headers;
  // Of the addresses of tags of backups the emulator knows only the form with a slash at the end.
  const path = incoming.url?.replace(/^(\/tags\/arn(?::|%3A)aws(?::|%3A)backup[^?/]+)(?=$|\?)/i, '$1/');
  const options = { host: '127.0.0.1', port, method, path, headers: { ...headers, 'content-length': bytes.length } };
  request(options, async (answer) => pass(exchange, answer, await readBody(answer), patches))
    .on('error', () => outgoing.destroy())
    .end(bytes);
}

function pass(exchange: Exchange, answer: IncomingMessage, got: Buffer, patches: readonly Patch[]): void {
  const { outgoing, method, path, target, body } = exchange;
  if (isGap(answer, got)) {
    // Passed on as it is, the provider would try again for minutes.
    console.warn(`the emulator does not know ${method} ${path} ${target || body.slice(0, 100)}`);
    give(outgoing, { status: 400, errorType: 'NotImplemented', body: { message: 'not known to the emulator' } });
    return;
  }
  const { 'transfer-encoding': _, ...headers } = answer.headers;
  const isText = /json|xml/.test(String(headers['content-type']));
  const amended = (text: string): string =>
    patches.reduce((each, patch) => patch.amend?.(exchange, each) ?? each, text);
  const sent = isText ? Buffer.from(amended(got.toString())) : got;
  if (method !== 'HEAD') headers['content-length'] = String(sent.length);
  outgoing.writeHead(answer.statusCode ?? 502, headers).end(sent);
}

/** A crash, or the web server's own page for an address it does not have. */
function isGap({ statusCode = 500 }: IncomingMessage, body: Buffer): boolean {
  return statusCode >= 500 || (statusCode === 404 && /^<!doctype html/i.test(body.toString('utf8', 0, 20)));
}
