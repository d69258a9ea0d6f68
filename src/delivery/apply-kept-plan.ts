import { readFile } from 'node:fs/promises';
import type { CheckResult, Resource } from '@hubfleet/policies';
import { applyPlan, type StackApplication } from '../terraform/apply-stack.ts';
import { TerraformFailure, TerraformUnusable } from '../terraform/failure.ts';
import { initStack } from '../terraform/init-stack.ts';
import { dropPlanFile, sha256OfFile, sourceOf } from '../terraform/plan-file.ts';
import { emptyPlan, isRefused, readSavedPlan, type StackPlan } from '../terraform/plan-stack.ts';
import { tryRead } from '../terraform/replace-file.ts';
import type { TerraformRunner } from '../terraform/runner.ts';
import type { Places, StackFolder } from '../terraform/stack-folder.ts';
import { ageDifference, findingDifferences, inputDifferences, type PlanDifference } from './plan-differences.ts';
import { readInputs, sha256 } from './plan-inputs.ts';
import { type PlanManifest, readManifest, UnusableManifest } from './plan-manifest.ts';

/** How to apply a plan that was made before. */
export interface KeptPlanRequest extends Places {
  /** The saved plan, with its manifest beside it. */
  readonly planFile: string;
  /** Version of Terraform. */
  readonly version: string;
  readonly now: Date;
  /** Oldest plan that is applied, in hours. */
  readonly maxHours: number;
  /** Judges the planned resources by the rules and waivers of today. */
  check(resources: readonly Resource[]): CheckResult;
  /** Called with the plan, before anything is changed. */
  onPlan(plan: StackPlan): void;
  confirm(plan: StackPlan): Promise<boolean>;
}

/** What the application of a kept plan came to. */
export interface KeptApplication extends StackApplication {
  /** What is not as it was when the plan was reviewed; only when refused for that. */
  readonly differences?: readonly PlanDifference[];
}

/**
 * Applies a plan exactly as it was reviewed, or not at all: its file, the Terraform JSON, the provider versions, the
 * backend and the findings must be what the manifest says. What cannot match is refused before Terraform runs.
 * @throws TerraformUnusable when Terraform cannot run at all
 */
export async function applyKeptPlan(
  terraform: TerraformRunner,
  stack: StackFolder,
  request: KeptPlanRequest,
): Promise<KeptApplication> {
  const { planFile } = request;
  try {
    const manifest = await readManifest(planFile, stack.name);
    const differences = [
      ...(await fileDifferences(manifest, planFile)),
      ...(await differencesNow(manifest, stack, request)),
    ];
    if (differences.length > 0) return mismatch(stack, differences);
    if (manifest.outcome === 'no-changes') return await nothingToDo(stack, request);
    return await applyReviewed(terraform, stack, manifest, request);
  } catch (error) {
    if (error instanceof TerraformUnusable || !(error instanceof TerraformFailure)) throw error;
    const outcome = error instanceof UnusableManifest ? 'refused' : 'failed';
    return { stack: stack.name, outcome, plan: emptyPlan(stack.name, 'failed'), failure: error };
  }
}

async function fileDifferences({ planSha256 }: PlanManifest, planFile: string): Promise<PlanDifference[]> {
  if (planSha256 === undefined) return [];
  const found = await sha256OfFile(planFile).catch(() => undefined);
  return found === planSha256 ? [] : [{ kind: 'plan-file', recorded: planSha256, found }];
}

async function differencesNow(
  manifest: PlanManifest,
  stack: StackFolder,
  { version, now, maxHours, planFile, ...places }: KeptPlanRequest,
): Promise<PlanDifference[]> {
  const kept = (await tryRead(sourceOf(planFile))) ?? '';
  const was = sha256(kept) === manifest.inputs.source ? JSON.parse(kept) : undefined;
  const source = { was, is: JSON.parse(await readFile(stack.file, 'utf8')) };
  return [
    ...ageDifference(manifest, now, maxHours),
    ...inputDifferences(manifest, await readInputs(places, stack, version), source),
  ];
}

async function applyReviewed(
  terraform: TerraformRunner,
  stack: StackFolder,
  manifest: PlanManifest,
  request: KeptPlanRequest,
): Promise<KeptApplication> {
  const { planFile } = request;
  await initStack(terraform, request, stack);
  const read = await readSavedPlan(terraform, stack, request, planFile);
  const plan: StackPlan = {
    stack: stack.name,
    outcome: 'changes',
    ...read,
    planFile,
    ...(manifest.planSha256 && { planSha256: manifest.planSha256 }),
  };
  const differences = findingDifferences(manifest, plan);
  if (isRefused(plan) || differences.length > 0) {
    const { planFile: _, ...refused } = plan;
    request.onPlan(refused);
    return mismatch(stack, differences, refused);
  }
  request.onPlan(plan);
  return applyPlan(terraform, stack, plan, request);
}

function mismatch(
  { name }: StackFolder,
  differences: readonly PlanDifference[],
  plan = emptyPlan(name, 'failed'),
): KeptApplication {
  const failure = new TerraformFailure(
    `${name}: what would be applied is not what was reviewed; plan again, and have that reviewed`,
  );
  return { stack: name, outcome: 'refused', plan, failure, differences };
}

async function nothingToDo({ name }: StackFolder, { planFile, onPlan }: KeptPlanRequest): Promise<KeptApplication> {
  const plan = emptyPlan(name, 'no-changes');
  onPlan(plan);
  await dropPlanFile(planFile);
  return { stack: name, outcome: 'no-changes', plan };
}
