import { readFile } from 'node:fs/promises';
import { type CheckResult, type Resource, readPlan } from '@hubfleet/policies';
import { TerraformFailure, TerraformInterrupted, TerraformUnusable } from './failure.ts';
import { initStack } from './init-stack.ts';
import { type PlannedChangeOf, type PlanSummary, readChanges, summarize } from './plan-changes.ts';
import { dropPlanFile, hasPlan, preparePlanFile, sha256OfFile } from './plan-file.ts';
import { parsePlan } from './plan-json.ts';
import { replaceFile } from './replace-file.ts';
import type { TerraformRunner } from './runner.ts';
import { type Places, planFileIn, type StackFolder } from './stack-folder.ts';

/** How to plan. */
export interface PlanRequest extends Places {
  /** Judges the planned resources. */
  check(resources: readonly Resource[]): CheckResult;
  /**
   * File that the plan JSON is written to. It holds secrets in clear, so only its owner may read it.
   * @default - the plan JSON is never written
   */
  readonly saveJson?: string;
  /**
   * Plan to destroy all that is in the state.
   * @default false
   */
  readonly destroy?: boolean;
}

/** What a plan of a stack came to, with what the policies found in it. No value of a sensitive attribute is in here. */
export interface StackPlan extends CheckResult {
  readonly stack: string;
  readonly outcome: 'no-changes' | 'changes' | 'failed';
  readonly summary: PlanSummary;
  readonly changes: readonly PlannedChangeOf[];
  /** The saved plan; kept only when there is something that may be applied. */
  readonly planFile?: string;
  /** Of the saved plan, in hexadecimal digits. */
  readonly planSha256?: string;
  /** Why it failed. */
  readonly failure?: TerraformFailure;
}

/** Whether findings forbid to apply a plan. */
export function isRefused({ findings }: Pick<StackPlan, 'findings'>): boolean {
  return findings.some(({ level }) => level === 'error');
}

/**
 * Plans a stack and checks the plan.
 * @throws TerraformUnusable when Terraform cannot run at all
 */
export async function planStack(
  terraform: TerraformRunner,
  stack: StackFolder,
  request: PlanRequest,
): Promise<StackPlan> {
  const planFile = planFileIn(request, stack);
  try {
    await initStack(terraform, request, stack);
    await preparePlanFile(planFile);
    const { changed, failure } = await runPlan(terraform, stack, request, planFile);
    const read = await readSavedPlan(terraform, stack, request, planFile);
    const plan: StackPlan = {
      stack: stack.name,
      outcome: outcomeOf(changed, failure),
      ...read,
      ...(failure && { failure }),
    };
    if (plan.outcome === 'changes' && !isRefused(plan)) {
      return { ...plan, planFile, planSha256: await sha256OfFile(planFile) };
    }
    await dropPlanFile(planFile);
    return plan;
  } catch (error) {
    await dropPlanFile(planFile);
    if (error instanceof TerraformUnusable || !(error instanceof TerraformFailure)) throw error;
    return failedPlan(stack.name, error);
  }
}

const unchecked: CheckResult = {
  findings: [],
  waived: [],
  unusedWaivers: [],
  expiredWaivers: [],
  expiringWaivers: [],
  rulesRun: 0,
  resources: 0,
};

/** A plan without anything in it. */
export function emptyPlan(stack: string, outcome: StackPlan['outcome']): StackPlan {
  return { stack, outcome, summary: summarize([]), changes: [], ...unchecked };
}

/** A plan that came to nothing. */
export function failedPlan(stack: string, failure: TerraformFailure): StackPlan {
  return { ...emptyPlan(stack, 'failed'), failure };
}

function outcomeOf(changed: boolean, failure: TerraformFailure | undefined): StackPlan['outcome'] {
  if (failure) return 'failed';
  return changed ? 'changes' : 'no-changes';
}

interface PlanRun {
  readonly changed: boolean;
  /** Terraform refused, but wrote a plan that shows what it refused. */
  readonly failure?: TerraformFailure;
}

async function runPlan(
  terraform: TerraformRunner,
  stack: StackFolder,
  { destroy = false }: PlanRequest,
  planFile: string,
): Promise<PlanRun> {
  const how = destroy ? ['-destroy'] : [];
  const args = ['plan', '-input=false', '-no-color', '-detailed-exitcode', ...how, `-out=${planFile}`];
  try {
    const { exitCode } = await terraform.run({ stack: stack.name, directory: stack.directory, args, accept: [0, 2] });
    return { changed: exitCode === 2 };
  } catch (error) {
    const isPlanned =
      error instanceof TerraformFailure && !(error instanceof TerraformInterrupted) && (await hasPlan(planFile));
    if (!isPlanned) throw error;
    return { changed: true, failure: error };
  }
}

/** Reads a saved plan and judges it. */
export async function readSavedPlan(
  terraform: TerraformRunner,
  stack: StackFolder,
  request: Pick<PlanRequest, 'check' | 'saveJson'>,
  planFile: string,
): Promise<Pick<StackPlan, 'summary' | 'changes'> & CheckResult> {
  const { name, directory, file } = stack;
  const args = ['show', '-json', '-no-color', planFile];
  const { stdout } = await terraform.run({ stack: name, directory, args, capture: true });
  if (request.saveJson !== undefined) await replaceFile(request.saveJson, stdout, 0o600);
  const plan = parsePlan(stdout, name);
  const synthesized: unknown = JSON.parse(await readFile(file, 'utf8'));
  const resources = readPlan(plan, { stack: name, synthesized });
  const paths = new Map(resources.map(({ address, path }) => [address, path]));
  const changes = readChanges(plan, (address) => paths.get(address));
  return { ...request.check(resources), summary: summarize(changes), changes };
}
