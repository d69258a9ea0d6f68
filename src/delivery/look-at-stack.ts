import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TerraformFailure, TerraformInterrupted, TerraformUnusable } from '../terraform/failure.ts';
import { initStack } from '../terraform/init-stack.ts';
import { dropPlanFile, hasPlan, preparePlanFile } from '../terraform/plan-file.ts';
import { parsePlan } from '../terraform/plan-json.ts';
import type { TerraformRunner } from '../terraform/runner.ts';
import type { Places, StackFolder } from '../terraform/stack-folder.ts';
import { classifyDrift } from './classify-drift.ts';
import { type StackDrift, worstOf } from './drift.ts';
import type { DriftPricing } from './drift-cost.ts';
import type { DriftPlan } from './drift-plan.ts';

/**
 * Looks whether a stack is as it was applied, and as the files say. Nothing is changed, not even a lock is taken, so
 * that a look at any hour stands in nobody's way and an identity that may only read is enough.
 * @throws TerraformUnusable when Terraform cannot run at all
 */
export async function lookAtStack(
  terraform: TerraformRunner,
  stack: StackFolder,
  request: Places & DriftPricing,
): Promise<StackDrift> {
  // Not where plans are kept that somebody has reviewed.
  const planFile = join(request.outdir, 'plans', `${stack.name}.drift.tfplan`);
  try {
    await initStack(terraform, request, stack);
    await preparePlanFile(planFile);
    const failure = await plan(terraform, stack, planFile);
    const json = await readPlanFile(terraform, stack, planFile);
    const synthesized: unknown = JSON.parse(await readFile(stack.file, 'utf8'));
    const resources = classifyDrift(json, { ...request, stack: stack.name, synthesized });
    const worst = worstOf(resources);
    if (failure && worst !== 'destructive') return unseen(stack, failure);
    return {
      stack: stack.name,
      cluster: stack.cluster,
      outcome: worst ? 'drifted' : 'as-applied',
      ...(worst && { class: worst }),
      resources,
      ...(failure && { failure }),
    };
  } catch (error) {
    if (error instanceof TerraformUnusable || !(error instanceof TerraformFailure)) throw error;
    return unseen(stack, error);
  } finally {
    // It holds secrets, and nobody is to apply it.
    await dropPlanFile(planFile);
  }
}

function unseen({ name, cluster }: StackFolder, failure: TerraformFailure): StackDrift {
  return { stack: name, cluster, outcome: 'unseen', resources: [], failure };
}

/** What Terraform refused to plan, if it wrote a plan all the same that shows what it refused. */
async function plan(
  terraform: TerraformRunner,
  { name, directory }: StackFolder,
  planFile: string,
): Promise<TerraformFailure | undefined> {
  const args = ['plan', '-input=false', '-no-color', '-lock=false', '-detailed-exitcode', `-out=${planFile}`];
  try {
    await terraform.run({ stack: name, directory, args, accept: [0, 2] });
    return undefined;
  } catch (error) {
    const isPlanned =
      error instanceof TerraformFailure && !(error instanceof TerraformInterrupted) && (await hasPlan(planFile));
    if (isPlanned) return error;
    throw error;
  }
}

async function readPlanFile(
  terraform: TerraformRunner,
  { name, directory }: StackFolder,
  planFile: string,
): Promise<DriftPlan> {
  const args = ['show', '-json', '-no-color', planFile];
  const { stdout } = await terraform.run({ stack: name, directory, args, capture: true });
  return parsePlan(stdout, name);
}
