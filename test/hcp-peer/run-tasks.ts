import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Answered,
  answer,
  answerError,
  bearerOf,
  compile,
  type Exchange,
  JSON_API,
  schemaProblem,
} from './exchange.ts';
import type { ObjectStore } from './object-store.ts';
import { runTaskPayload, type Stage, verificationPayload } from './run-task-payload.ts';
import { taskResultSchema } from './schemas.ts';

/** A run that calls a task, and how the peer behaves towards the server. */
export interface TaskOptions {
  /** @default 'post_plan' */
  readonly stage?: Stage;
  /** Key of the task; the empty string signs nothing. */
  readonly key?: string;
  /** Plan JSON as served by the object store. */
  readonly plan?: unknown;
  /** How often the plan is not finished yet (204). */
  readonly pending?: number;
  /** Answers the plan with this status instead. */
  readonly planStatus?: number;
  /** Where the plan's address redirects to, instead of the object store. */
  readonly planLocation?: string;
  /** Uploaded configuration, tar.gz; null for a run without one. */
  readonly configuration?: Uint8Array | null;
  /** Statuses of the first answers to callbacks, before they are taken as they should. */
  readonly callbackStatuses?: readonly number[];
  readonly enforcement?: 'mandatory' | 'advisory';
  /** Overrides parts of the request. */
  readonly payload?: Readonly<Record<string, unknown>>;
  /** How often a request that was not answered with 200 is sent again. @default 0 */
  readonly retries?: number;
}

/** A callback that was taken. */
interface TaskReport {
  readonly status: string;
  readonly message: string;
  readonly outcomes: readonly Readonly<Record<string, unknown>>[];
}

/** A request that was sent, and what came of it. */
export interface SentTask {
  readonly id: string;
  readonly token: string;
  readonly body: string;
  readonly signature: string;
  /** Answers to the request, one per attempt. */
  readonly answers: number[];
  readonly reports: TaskReport[];
  /** Statuses of callbacks, taken or not. */
  readonly callbacks: number[];
}

interface OpenTask extends SentTask {
  readonly options: TaskOptions;
  pending: number;
  readonly failing: number[];
}

const validate = compile(taskResultSchema);
const CALLBACK = /^\/api\/v2\/task-results\/([0-9a-f]+)\/callback$/;
const PLAN = /^\/api\/v2\/plans\/plan-([0-9a-f]+)\/json-output$/;
const DOWNLOAD = /^\/api\/v2\/configuration-versions\/cv-([0-9a-f]+)\/download$/;

/** Sends run tasks and takes their callbacks, as strictly as the protocol allows. */
export class RunTasks {
  /** What clients did wrong. */
  readonly violations: string[] = [];
  readonly #tasks = new Map<string, OpenTask>();
  readonly #store: ObjectStore;
  readonly #origin: () => string;

  constructor(store: ObjectStore, origin: () => string) {
    this.#store = store;
    this.#origin = origin;
  }

  /** What happens when somebody creates the task: it is created only if this answers 200. */
  async verify(url: string, key = ''): Promise<number> {
    const body = JSON.stringify(verificationPayload(this.#origin()));
    return (await this.post(url, body, sign(key, body))).status;
  }

  /** Calls the task for a run. */
  async send(url: string, options: TaskOptions = {}): Promise<SentTask> {
    const guid = randomBytes(8).toString('hex');
    const id = `taskrs-${guid}`;
    const token = `task-token-${guid}`;
    const { configuration = null, stage = 'post_plan', enforcement = 'mandatory' } = options;
    const facts = { guid, id, token, stage, enforcement, hasConfiguration: configuration !== null };
    const body = JSON.stringify({ ...runTaskPayload(this.#origin(), facts), ...options.payload });
    const signature = sign(options.key ?? '', body);
    const failing = [...(options.callbackStatuses ?? [])];
    const record = { answers: [], reports: [], callbacks: [] };
    const task: OpenTask = { id, token, body, signature, ...record, options, pending: options.pending ?? 0, failing };
    this.#tasks.set(guid, task);
    for (let attempt = 0; attempt <= (options.retries ?? 0); attempt += 1) {
      if (attempt > 0) await sleep(100);
      const { status } = await this.post(url, body, signature);
      task.answers.push(status);
      if (status === 200) break;
    }
    return task;
  }

  /** Posts a request as HCP Terraform does. */
  async post(url: string, body: string, signature: string): Promise<Response> {
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'TFC/1.0 (+https://app.terraform.io; TFC)',
      'x-tfc-task-signature': signature,
    };
    return await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(10_000) });
  }

  /** Answers what concerns run tasks; false when the path is of another part. */
  handle(exchange: Exchange): Answered | false {
    const { path } = exchange;
    const callback = this.#task(CALLBACK.exec(path));
    const plan = this.#task(PLAN.exec(path));
    const download = this.#task(DOWNLOAD.exec(path));
    if (callback) return this.#takeCallback(exchange, callback);
    if (plan) return this.#answerPlan(exchange, plan);
    return download ? this.#answerDownload(exchange, download) : false;
  }

  #task(match: RegExpExecArray | null): OpenTask | undefined {
    return this.#tasks.get(match?.[1] ?? '');
  }

  #takeCallback(exchange: Exchange, task: OpenTask): Answered {
    const [status, problem] = this.#judgeCallback(exchange, task);
    task.callbacks.push(status);
    if (problem !== undefined) this.violations.push(`callback of ${task.id}: ${problem}`);
    if (status === 200) return answer(exchange, 200, { data: { id: task.id, type: 'task-results' } });
    const error = { status: String(status), title: problem ?? 'as told' };
    return answer(exchange, status, { errors: [error] }, { 'retry-after': '0' });
  }

  #judgeCallback(exchange: Exchange, task: OpenTask): [status: number, problem?: string] {
    const told = task.failing.shift();
    if (told !== undefined && told !== 200) return [told];
    if (exchange.method !== 'PATCH') return [404, `method ${exchange.method}`];
    if (bearerOf(exchange) !== task.token) return [401, 'wrong token'];
    if (exchange.headers['content-type'] !== JSON_API) return [415, `type ${exchange.headers['content-type']}`];
    const json = JSON.parse(exchange.body.toString('utf8'));
    const problem = schemaProblem(validate, json);
    if (problem !== undefined) return [422, problem];
    if (task.reports.some(({ status }) => status !== 'running')) return [422, 'the task has ended already'];
    const { attributes, relationships } = json.data;
    const outcomes = (relationships?.outcomes.data ?? []).map((each: { attributes: object }) => each.attributes);
    task.reports.push({ status: attributes.status, message: attributes.message ?? '', outcomes });
    return [200];
  }

  #answerPlan(exchange: Exchange, task: OpenTask): Answered {
    const { plan, planStatus, planLocation } = task.options;
    if (exchange.method !== 'GET' || bearerOf(exchange) !== task.token) {
      return answerError(exchange, 401, 'unauthorized');
    }
    if (planStatus !== undefined) return answerError(exchange, planStatus, 'as told');
    if (task.pending > 0) {
      task.pending -= 1;
      return answer(exchange, 204);
    }
    const text = typeof plan === 'string' ? plan : (JSON.stringify(plan) ?? '');
    const location = planLocation ?? this.#store.publish(Buffer.from(text));
    return answer(exchange, 307, undefined, { location });
  }

  #answerDownload(exchange: Exchange, task: OpenTask): Answered {
    const { configuration } = task.options;
    if (exchange.method !== 'GET' || bearerOf(exchange) !== task.token) {
      return answerError(exchange, 401, 'unauthorized');
    }
    if (!configuration) return answerError(exchange, 404, 'not uploaded');
    return answer(exchange, 302, undefined, { location: this.#store.publish(configuration) });
  }
}

export function sign(key: string, body: string): string {
  return key === '' ? '' : createHmac('sha512', key).update(body).digest('hex');
}
