import { readFile } from 'node:fs/promises';
import { type CheckOptions, readPlan } from '@hubfleet/policies';
import type { StackApplication } from '../terraform/apply-stack.ts';
import { placeLockFile } from '../terraform/lock-file.ts';
import { readChanges, summarize } from '../terraform/plan-changes.ts';
import type { PlanJson } from '../terraform/plan-json.ts';
import { isRefused, type StackPlan } from '../terraform/plan-stack.ts';
import type { Places, StackFolder } from '../terraform/stack-folder.ts';
import { judgePlan } from './judge-run.ts';
import {
  abandon,
  awaitUpload,
  type Following,
  follow,
  followToEnd,
  isConfirmable,
  isEnded,
  RunFailure,
} from './remote-run.ts';
import { packStack } from './stack-archive.ts';
import type { Run } from './workspace-api.ts';

/** A run of a stack in its workspace. */
export interface StackRunRequest extends Places, Following {
  readonly origin: string;
  readonly organization: string;
  readonly workspace: string;
  readonly message: string;
  /** Whether the plan may be applied; without it the run can only plan. */
  readonly apply: boolean;
  readonly policies: CheckOptions;
  /** Called with the address of the run in the browser. */
  onRun(address: string): void;
  onPlan(plan: StackPlan): void;
  /** Whether to apply a plan that changes something and that no finding forbids. */
  confirm(plan: StackPlan): Promise<boolean>;
}

/**
 * Uploads a stack, lets HCP Terraform plan it, checks the plan, and applies it when that is asked for.
 * @throws RunFailure, HttpFailure
 */
export async function runStack(stack: StackFolder, request: StackRunRequest): Promise<StackPlan | StackApplication> {
  const { api, apply, signal } = request;
  const run = await startRun(stack, request);
  let decided: StackApplication;
  try {
    const planned = await follow(run, request);
    requirePlan(planned);
    const plan = await readRemotePlan(stack, planned, request);
    request.onPlan(plan);
    if (!apply) return plan;
    decided = await decide(plan, planned, request);
  } catch (error) {
    await abandon(run.id, api);
    signal.throwIfAborted();
    throw error;
  }
  // From here on nothing is cancelled: an apply that is cut short is worse than one that nobody watches.
  return decided.outcome === 'applied' ? await watchApply(run, decided, request) : decided;
}

async function startRun(stack: StackFolder, request: StackRunRequest): Promise<Run> {
  const { api, organization, workspace: name, apply, message, origin } = request;
  const workspace = await api.workspace(organization, name);
  if (workspace.attributes['execution-mode'] === 'local') {
    throw new RunFailure(`workspace ${name}`, 'runs on your machine', 'set its execution mode to remote');
  }
  await placeLockFile(request, stack);
  const archive = await packStack(stack.directory, workspace.attributes['working-directory'] ?? '');
  const configuration = await api.createConfiguration(workspace.id, !apply);
  const address = configuration.attributes['upload-url'];
  if (!address) throw new RunFailure(`configuration version ${configuration.id}`, 'has no upload address', 'try again');
  await api.upload(address, archive);
  await awaitUpload(configuration.id, request);
  const ids = { workspaceId: workspace.id, configurationId: configuration.id };
  const run = await api.createRun(ids, { message, planOnly: !apply });
  const places = [organization, 'workspaces', name, 'runs', run.id].map(encodeURIComponent).join('/');
  request.onRun(`${origin}/app/${places}`);
  return run;
}

function requirePlan(run: Run): void {
  const { status } = run.attributes;
  if (isConfirmable(run) || status === 'planned_and_finished') return;
  const problem = isEnded(run) ? `ended as ${status}` : `waits in ${status} for a decision that only a person may make`;
  throw new RunFailure(run.id, problem, 'look at it in the browser');
}

async function readRemotePlan(stack: StackFolder, run: Run, request: StackRunRequest): Promise<StackPlan> {
  const json = await request.api.plan(run.id);
  const synthesized: unknown = JSON.parse(await readFile(stack.file, 'utf8'));
  const found = judgePlan({ plan: json, synthesized }, stack.name, request.policies);
  const paths = new Map(readPlan(json, { stack: stack.name, synthesized }).map(({ address, path }) => [address, path]));
  const changes = readChanges(json as PlanJson, (address) => paths.get(address));
  const outputs = Object.values((json as PlanJson).output_changes ?? {});
  const changed = changes.length > 0 || outputs.some(({ actions }) => !actions.includes('no-op'));
  const outcome = changed ? 'changes' : 'no-changes';
  return { stack: stack.name, outcome, ...found, unusedWaivers: [], summary: summarize(changes), changes };
}

/** What becomes of a plan; `applied` means that the apply has been asked for. */
async function decide(plan: StackPlan, run: Run, request: StackRunRequest): Promise<StackApplication> {
  const decided = (outcome: StackApplication['outcome']): StackApplication => ({ stack: plan.stack, outcome, plan });
  if (isEnded(run)) return decided(isRefused(plan) ? 'refused' : 'no-changes');
  const applies = !isRefused(plan) && (await request.confirm(plan));
  request.signal.throwIfAborted();
  await request.api.act(run.id, applies ? 'apply' : 'discard');
  if (applies) return decided('applied');
  return decided(isRefused(plan) ? 'refused' : 'declined');
}

async function watchApply({ id }: Run, decided: StackApplication, request: StackRunRequest): Promise<StackApplication> {
  const { attributes } = await followToEnd(await request.api.run(id), request);
  if (attributes.status === 'applied') return decided;
  throw new RunFailure(id, `ended as ${attributes.status}`, 'look at it in the browser before you run it again');
}
