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
import { configurationVersionSchema, runSchema } from './schemas.ts';

/** How the runs of the workspace go. */
export interface RunScript {
  /** Plan JSON. */
  readonly plan: unknown;
  /** Statuses that a run passes, one per look at it. @default a run without surprises */
  readonly statuses?: readonly string[];
  /** Statuses that a run passes after its apply was asked for. @default apply_queued, applying, applied */
  readonly afterApply?: readonly string[];
  /** Answers the upload with a configuration that failed. */
  readonly badConfiguration?: boolean;
  /** @default 'remote' */
  readonly executionMode?: string;
  /** Refuses new configurations, new runs or applies with this status. */
  readonly refused?: { readonly what: 'configuration' | 'run' | 'apply'; readonly status: number };
  /** How often the plan JSON is not ready (204). @default 0 */
  readonly pending?: number;
  /** Status of the plan JSON, for tokens that may not read it. */
  readonly planStatus?: number;
}

/** A run that was created. */
export interface ApiRun {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** What was uploaded. */
  readonly archive: Buffer;
  status: string;
  /** Actions that were asked for. */
  readonly actions: string[];
}

interface Configuration {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  archive?: Buffer;
  status: string;
  looks: number;
}

interface ScriptedRun extends ApiRun {
  readonly ahead: string[];
  pending: number;
}

const CONFIRMABLE = new Set(['planned', 'cost_estimated', 'policy_checked', 'post_plan_completed']);
const AWAITING = new Set(['policy_override', 'post_plan_awaiting_decision', 'pre_apply_awaiting_decision']);
const ENDS = new Set([
  'planned_and_finished',
  'planned_and_saved',
  'applied',
  'errored',
  'discarded',
  'canceled',
  'force_canceled',
  'policy_soft_failed',
]);

const validConfiguration = compile(configurationVersionSchema);
const validRun = compile(runSchema);

const REFUSABLE = {
  configuration: 'POST workspaces configuration-versions',
  run: 'POST runs',
  apply: 'POST runs actions/apply',
};

/** Configuration versions and runs of one workspace, `atlas-west` of organization `odc`. */
export class ApiRuns {
  readonly runs: ApiRun[] = [];
  readonly #token: string;
  readonly #store: ObjectStore;
  readonly #script: RunScript;
  readonly #configurations = new Map<string, Configuration>();
  readonly #scripted = new Map<string, ScriptedRun>();

  constructor(token: string, store: ObjectStore, script: RunScript) {
    this.#token = token;
    this.#store = store;
    this.#script = script;
  }

  handle(exchange: Exchange): Answered {
    const { method, path } = exchange;
    if (bearerOf(exchange) !== this.#token) return answerError(exchange, 401, 'unauthorized');
    if (method === 'POST' && exchange.headers['content-type'] !== JSON_API) {
      return answerError(exchange, 415, 'unsupported media type');
    }
    const [, kind, id, ...rest] = /^\/api\/v2\/([a-z-]+)(?:\/([\w-]+))?(?:\/(.+))?$/.exec(path) ?? [];
    const what = `${method} ${kind} ${rest[0] ?? ''}`.trim();
    const { refused } = this.#script;
    if (refused && what === REFUSABLE[refused.what]) return answerError(exchange, refused.status, 'as told');
    switch (what) {
      case 'GET organizations workspaces/atlas-west':
        return id === 'odc' ? answerWorkspace(exchange, this.#script) : answerError(exchange, 404, 'not found');
      case 'POST workspaces configuration-versions':
        return id === 'ws-atlaswest' ? this.#createConfiguration(exchange) : answerError(exchange, 404, 'not found');
      case 'GET configuration-versions':
        return this.#answerConfiguration(exchange, id);
      case 'POST runs':
        return this.#createRun(exchange);
      default:
        return this.#handleRun(exchange, what, this.#scripted.get(id ?? ''));
    }
  }

  #createConfiguration(exchange: Exchange): Answered {
    const json = JSON.parse(exchange.body.toString());
    const problem = schemaProblem(validConfiguration, json);
    if (problem !== undefined) return answerError(exchange, 422, problem);
    const id = `cv-${this.#configurations.size + 1}`;
    const attributes = json.data.attributes;
    const configuration: Configuration = { id, attributes, status: 'pending', looks: 0 };
    this.#configurations.set(id, configuration);
    const uploadUrl = this.#store.expect((body) => {
      configuration.archive = body;
      configuration.status = this.#script.badConfiguration ? 'errored' : 'uploaded';
    });
    const shown = { status: 'pending', ...attributes, 'upload-url': uploadUrl };
    return answer(exchange, 201, { data: { id, type: 'configuration-versions', attributes: shown } });
  }

  #answerConfiguration(exchange: Exchange, id = ''): Answered {
    const configuration = this.#configurations.get(id);
    if (!configuration) return answerError(exchange, 404, 'not found');
    configuration.looks += 1;
    // Processing takes a moment: the first look after the upload still sees it pending.
    const status = configuration.looks === 1 ? 'pending' : configuration.status;
    const attributes = { status, 'error-message': status === 'errored' ? 'no Terraform configuration' : null };
    return answer(exchange, 200, { data: { id, type: 'configuration-versions', attributes } });
  }

  #createRun(exchange: Exchange): Answered {
    const json = JSON.parse(exchange.body.toString());
    const problem = schemaProblem(validRun, json);
    if (problem !== undefined) return answerError(exchange, 422, problem);
    const { attributes, relationships } = json.data;
    const configuration = this.#configurations.get(relationships['configuration-version'].data.id);
    if (configuration?.status !== 'uploaded' || !configuration.archive)
      return answerError(exchange, 422, 'not uploaded');
    if (configuration.attributes.speculative !== attributes['plan-only'])
      return answerError(exchange, 422, 'speculative');
    const end = attributes['plan-only'] ? 'planned_and_finished' : 'planned';
    const ahead = [...(this.#script.statuses ?? ['plan_queued', 'planning', end])];
    const id = `run-${this.runs.length + 1}`;
    const { archive } = configuration;
    const pending = this.#script.pending ?? 0;
    const run: ScriptedRun = { id, attributes, archive, status: 'pending', actions: [], ahead, pending };
    this.runs.push(run);
    this.#scripted.set(id, run);
    return answerRun(exchange, 201, run);
  }

  #handleRun(exchange: Exchange, what: string, run: ScriptedRun | undefined): Answered {
    if (!run) return answerError(exchange, 404, 'not found');
    switch (what) {
      case 'GET runs':
        run.status = run.ahead.shift() ?? run.status;
        return answerRun(exchange, 200, run);
      case 'GET runs plan/json-output':
        return this.#answerPlan(exchange, run);
      case 'POST runs actions/apply':
        return act(
          exchange,
          run,
          'apply',
          isConfirmable(run),
          this.#script.afterApply ?? ['apply_queued', 'applying', 'applied'],
        );
      case 'POST runs actions/discard':
        return act(exchange, run, 'discard', isDiscardable(run), ['discarded']);
      case 'POST runs actions/cancel':
        return act(exchange, run, 'cancel', !ENDS.has(run.status) && !isConfirmable(run), ['canceled']);
      default:
        return answerError(exchange, 404, 'not found');
    }
  }

  #answerPlan(exchange: Exchange, run: ScriptedRun): Answered {
    const { plan, planStatus } = this.#script;
    if (planStatus !== undefined) return answerError(exchange, planStatus, 'as told');
    if (run.pending > 0) {
      run.pending -= 1;
      return answer(exchange, 204);
    }
    return answer(exchange, 307, undefined, { location: this.#store.publish(Buffer.from(JSON.stringify(plan))) });
  }
}

function isConfirmable(run: ScriptedRun): boolean {
  return CONFIRMABLE.has(run.status) && run.ahead.length === 0 && run.attributes['plan-only'] === false;
}

function isDiscardable(run: ScriptedRun): boolean {
  return isConfirmable(run) || AWAITING.has(run.status);
}

function act(
  exchange: Exchange,
  run: ScriptedRun,
  action: string,
  allowed: boolean,
  ahead: readonly string[],
): Answered {
  if (!allowed) return answerError(exchange, 409, `transition not allowed in ${run.status}`);
  run.actions.push(action);
  run.ahead.splice(0, run.ahead.length, ...ahead);
  return answer(exchange, 202);
}

function answerRun(exchange: Exchange, status: number, run: ScriptedRun): Answered {
  const actions = {
    'is-confirmable': isConfirmable(run),
    'is-discardable': isDiscardable(run),
    'is-cancelable': !ENDS.has(run.status) && !isConfirmable(run),
  };
  const attributes = {
    ...run.attributes,
    status: run.status,
    actions,
    'has-changes': run.status !== 'planned_and_finished',
  };
  return answer(exchange, status, { data: { id: run.id, type: 'runs', attributes } });
}

function answerWorkspace(exchange: Exchange, { executionMode = 'remote' }: RunScript): Answered {
  const attributes = { name: 'atlas-west', 'execution-mode': executionMode, 'working-directory': '', locked: false };
  return answer(exchange, 200, { data: { id: 'ws-atlaswest', type: 'workspaces', attributes } });
}
