import type { IncomingMessage, ServerResponse } from 'node:http';
import { Ajv, type ValidateFunction } from 'ajv';

export const JSON_API = 'application/vnd.api+json';

/** One request and its answer. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly response: ServerResponse;
}

const ajv = new Ajv({ allErrors: true });

export function compile(schema: object): ValidateFunction {
  return ajv.compile(schema);
}

export function schemaProblem(validate: ValidateFunction, json: unknown): string | undefined {
  return validate(json) ? undefined : ajv.errorsText(validate.errors);
}

/** Every handler ends in an answer. */
export type Answered = true;

export function bearerOf({ headers }: Exchange): string | undefined {
  return /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
}

export function answer(
  { response }: Exchange,
  status: number,
  json?: unknown,
  headers: Record<string, string> = {},
): Answered {
  if (response.headersSent) return true;
  response.writeHead(status, { ...(json !== undefined && { 'content-type': JSON_API }), ...headers });
  response.end(json === undefined ? undefined : JSON.stringify(json));
  return true;
}

export function answerError(exchange: Exchange, status: number, title: string): Answered {
  return answer(exchange, status, { errors: [{ status: String(status), title }] });
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
