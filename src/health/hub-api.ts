import { z } from 'zod';
import { readEvents } from './event-stream.ts';
import { HealthFailure } from './health-failure.ts';
import { type HttpAnswer, type HttpClient, type HttpRequest, readLimited } from './http-client.ts';

const version = z.object({ version: z.string().min(1).max(100) });

const tokenOwner = z.object({
  kind: z.string(),
  name: z.string(),
  scopes: z.array(z.string()).optional(),
});

const server = z.object({ ready: z.boolean(), pending: z.string().nullish(), url: z.string().optional() });

const user = z.object({ name: z.string(), servers: z.record(z.string(), server).default({}) });

const problem = z.object({ message: z.string() });

const progressEvent = z.object({
  progress: z.number().optional(),
  message: z.string().default(''),
  ready: z.boolean().optional(),
  failed: z.boolean().optional(),
  url: z.string().optional(),
});

export type TokenOwner = z.output<typeof tokenOwner>;
export type HubUser = z.output<typeof user>;
export type ProgressEvent = z.output<typeof progressEvent>;

/** What became of a request to stop or start a server. */
export type ServerAnswer = 'done' | 'pending' | 'busy' | 'missing';

/** The parts of JupyterHub's REST API that a health check needs, for one user. */
export class HubApi {
  readonly #http: HttpClient;
  readonly #user: string;

  /** @param name the user of the health check */
  constructor(http: HttpClient, name: string) {
    this.#http = http;
    this.#user = `hub/api/users/${encodeURIComponent(name)}`;
  }

  /** Needs no token. */
  async version(signal: AbortSignal): Promise<string> {
    const answer = await this.#ask('hub/api/', { signal, authorized: false });
    return parse(version, expectStatus(answer, [200], 'the API'), 'the API').version;
  }

  async tokenOwner(signal: AbortSignal): Promise<TokenOwner | 'refused'> {
    const answer = await this.#ask('hub/api/user', { signal });
    if (answer.status === 401 || answer.status === 403) return 'refused';
    return parse(tokenOwner, expectStatus(answer, [200], 'the API'), 'the API');
  }

  /** Undefined if the user does not exist, or the token may not see it: hubs do not tell the two apart. */
  async user(signal: AbortSignal): Promise<HubUser | undefined> {
    const answer = await this.#ask(this.#user, { signal });
    if (answer.status === 404) return undefined;
    return parse(user, expectStatus(answer, [200], 'reading the user'), 'reading the user');
  }

  async createUser(signal: AbortSignal): Promise<void> {
    const answer = await this.#ask(this.#user, { method: 'POST', signal });
    expectStatus(answer, [201], 'creating the user');
  }

  /** @returns whether there was one */
  async deleteUser(signal: AbortSignal): Promise<boolean> {
    const answer = await this.#ask(this.#user, { method: 'DELETE', signal });
    return expectStatus(answer, [204, 404], 'deleting the user').status === 204;
  }

  async startServer(options: Readonly<Record<string, string>>, signal: AbortSignal): Promise<ServerAnswer> {
    const answer = await this.#ask(`${this.#user}/server`, { method: 'POST', body: options, signal });
    return expectStatus(answer, [201, 202], 'starting the server').status === 201 ? 'done' : 'pending';
  }

  async stopServer(signal: AbortSignal): Promise<ServerAnswer> {
    const answer = await this.#ask(`${this.#user}/server`, { method: 'DELETE', signal });
    const { status } = expectStatus(answer, [204, 202, 400, 404], 'stopping the server');
    return ({ 204: 'done', 202: 'pending', 400: 'busy', 404: 'missing' } as const)[status as 204] ?? 'missing';
  }

  /** Events of the start under way; ends at once if none is. */
  async *progress(signal: AbortSignal): AsyncGenerator<ProgressEvent> {
    const url = this.#http.url(`${this.#user}/server/progress`);
    const response = await this.#http.open(url, { signal, accept: 'text/event-stream' });
    if (response.status === 400 || response.status === 404 || response.body === null) {
      await readLimited(response);
      return;
    }
    if (response.status !== 200) {
      throw refusal({ status: response.status, text: await readLimited(response) }, 'following the start');
    }
    for await (const data of readEvents(response.body, SILENCE_SECONDS)) {
      const event = progressEvent.safeParse(parseJson(data));
      if (event.success) yield event.data;
    }
  }

  async #ask(path: string, request: HttpRequest): Promise<HttpAnswer> {
    return await this.#http.request(this.#http.url(path), request);
  }
}

/** Hubs send a sign of life every 8 seconds. */
const SILENCE_SECONDS = 60;

function expectStatus(answer: HttpAnswer, statuses: readonly number[], doing: string): HttpAnswer {
  if (!statuses.includes(answer.status)) throw refusal(answer, doing);
  return answer;
}

/** JupyterHub says why in `message`. */
export function refusal({ status, text }: HttpAnswer, doing: string): HealthFailure {
  const said = problem.safeParse(parseJson(text));
  const why = said.success && said.data.message !== '' ? `: ${said.data.message}` : '';
  const retry = status >= 500 || status === 429;
  return new HealthFailure(`${doing} was answered with status ${status}${why}`, { retry });
}

function parse<Shape extends z.ZodType>(shape: Shape, { text }: HttpAnswer, doing: string): z.output<Shape> {
  const parsed = shape.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new HealthFailure(`${doing} was answered with something that is not JupyterHub's: ${text.slice(0, 80)}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
