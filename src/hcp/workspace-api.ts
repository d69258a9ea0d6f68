import { z } from 'zod';
import type { HttpAnswer } from './http-call.ts';
import { HttpFailure } from './http-failure.ts';
import { redirectProblem } from './origins.ts';
import { callPatiently, type Pace, type Retry } from './patient-call.ts';
import { downloadPlan } from './plan-json.ts';

/** Where the API is and who asks. */
export interface ApiAccess {
  readonly origin: string;
  readonly token: string;
  /** Bytes of a plan. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  readonly pace?: Pace;
}

const workspace = z.object({
  data: z.object({
    id: z.string(),
    attributes: z.object({
      'execution-mode': z.string().nullish(),
      'working-directory': z.string().nullish(),
    }),
  }),
});

const configurationVersion = z.object({
  data: z.object({
    id: z.string(),
    attributes: z.object({
      status: z.string(),
      'upload-url': z.url().nullish(),
      'error-message': z.string().nullish(),
    }),
  }),
});

const run = z.object({
  data: z.object({
    id: z.string(),
    attributes: z.object({
      status: z.string(),
      actions: z.object({ 'is-confirmable': z.boolean().optional() }).nullish(),
    }),
  }),
});

export type Workspace = z.output<typeof workspace>['data'];
export type ConfigurationVersion = z.output<typeof configurationVersion>['data'];
export type Run = z.output<typeof run>['data'];

/** What may be asked of a run. */
export type RunAction = 'apply' | 'discard' | 'cancel';

interface Ask {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
  /** What it is about, for messages. */
  readonly what: string;
}

const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
const UPLOAD_TIMEOUT_MS = 300_000;

const REMEDIES: Readonly<Record<number, string>> = {
  401: 'use a token of a user or a team that is still valid',
  403: 'use a token of a user or a team that may start runs in the workspace',
  404: 'check the names, and that the token is of a user or a team that may see it; tokens of organizations may not',
  409: 'look at the run in the browser',
  422: 'look at the settings of the workspace in the browser',
};

/** The part of the API that an API-driven run needs. */
export class WorkspaceApi {
  readonly #access: ApiAccess;

  constructor(access: ApiAccess) {
    this.#access = access;
  }

  async workspace(organization: string, name: string): Promise<Workspace> {
    const path = `organizations/${encodeURIComponent(organization)}/workspaces/${encodeURIComponent(name)}`;
    return this.#read(workspace, { method: 'GET', path, what: `workspace ${organization}/${name}` });
  }

  async createConfiguration(workspaceId: string, speculative: boolean): Promise<ConfigurationVersion> {
    const attributes = { 'auto-queue-runs': false, speculative, provisional: true };
    const path = `workspaces/${workspaceId}/configuration-versions`;
    const body = { data: { type: 'configuration-versions', attributes } };
    return this.#read(configurationVersion, { method: 'POST', path, body, what: 'a new configuration version' });
  }

  async configuration(id: string): Promise<ConfigurationVersion> {
    const path = `configuration-versions/${id}`;
    return this.#read(configurationVersion, { method: 'GET', path, what: `configuration version ${id}` });
  }

  /** Uploads without the token: the address is signed. */
  async upload(address: string, archive: Uint8Array<ArrayBuffer>): Promise<void> {
    const { origin, signal, pace } = this.#access;
    const url = new URL(address);
    const problem = redirectProblem(new URL(origin), url);
    if (problem !== undefined) throw new HttpFailure(new URL(origin), `the upload ${problem}`, 'check the host');
    const { status } = await callPatiently(
      {
        method: 'PUT',
        url,
        body: archive,
        contentType: 'application/octet-stream',
        maxBytes: MAX_ANSWER_BYTES,
        timeoutMs: UPLOAD_TIMEOUT_MS,
        signal,
      },
      { ...(pace && { pace }) },
    );
    if (status >= 300) throw new HttpFailure(url, `answered ${status} to the upload`, 'run it again', status);
  }

  async createRun(
    { workspaceId, configurationId }: { readonly workspaceId: string; readonly configurationId: string },
    { message, planOnly }: { readonly message: string; readonly planOnly: boolean },
  ): Promise<Run> {
    const body = {
      data: {
        type: 'runs',
        attributes: { message, 'plan-only': planOnly, 'auto-apply': false },
        relationships: {
          workspace: { data: { type: 'workspaces', id: workspaceId } },
          'configuration-version': { data: { type: 'configuration-versions', id: configurationId } },
        },
      },
    };
    return this.#read(run, { method: 'POST', path: 'runs', body, what: 'a new run' });
  }

  async run(id: string): Promise<Run> {
    return this.#read(run, { method: 'GET', path: `runs/${id}`, what: `run ${id}` });
  }

  async plan(runId: string): Promise<unknown> {
    const { token, maxBytes, signal, pace } = this.#access;
    const url = this.#url(`runs/${runId}/plan/json-output`);
    return downloadPlan({ url, token, maxBytes, signal, ...(pace && { pace }) });
  }

  /** @param signal its own, because the last action may come after the work was ended */
  async act(runId: string, action: RunAction, signal: AbortSignal = this.#access.signal): Promise<void> {
    await this.#ask(
      { method: 'POST', path: `runs/${runId}/actions/${action}`, body: {}, what: `run ${runId}` },
      signal,
    );
  }

  async #read<T>(schema: z.ZodType<{ data: T }>, request: Ask): Promise<T> {
    const { status, bytes } = await this.#ask(request);
    const parsed = schema.safeParse(tryParse(bytes));
    if (parsed.success) return parsed.data.data;
    const problem = `answered something else than ${request.what}`;
    throw new HttpFailure(this.#url(''), problem, 'check that it is the host of HCP Terraform', status);
  }

  async #ask({ method, path, body, what }: Ask, signal = this.#access.signal): Promise<HttpAnswer> {
    const { token, pace } = this.#access;
    const url = this.#url(path);
    // Something that was created must not be created again because its answer was lost.
    const retry: Retry = method === 'GET' ? 'passing' : 'refused';
    const answer = await callPatiently(
      {
        method,
        url,
        token,
        maxBytes: MAX_ANSWER_BYTES,
        signal,
        ...(body && { body: JSON.stringify(body), contentType: 'application/vnd.api+json' }),
      },
      { retry, ...(pace && { pace }) },
    );
    if (answer.status < 300) return answer;
    const remedy = REMEDIES[answer.status] ?? 'try again later';
    throw new HttpFailure(url, `answered ${answer.status} for ${what}${detailOf(answer)}`, remedy, answer.status);
  }

  #url(path: string): URL {
    return new URL(`/api/v2/${path}`, this.#access.origin);
  }
}

const errors = z.object({ errors: z.array(z.object({ title: z.string().nullish(), detail: z.string().nullish() })) });

/** The first error of a JSON:API answer, which says more than its status. */
function detailOf({ bytes }: HttpAnswer): string {
  const parsed = errors.safeParse(tryParse(bytes));
  const [first] = parsed.success ? parsed.data.errors : [];
  const text = (first?.detail || first?.title || '').replace(/\s+/g, ' ').trim();
  return text === '' ? '' : ` (${text.slice(0, 300)})`;
}

function tryParse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
