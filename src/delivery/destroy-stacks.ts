import type { CheckResult, Resource } from '@hubfleet/policies';
import { applyPlan, type StackApplication } from '../terraform/apply-stack.ts';
import { dropPlanFile } from '../terraform/plan-file.ts';
import { isRefused, type StackPlan } from '../terraform/plan-stack.ts';
import { runStacks, type SkippedStack } from '../terraform/run-stacks.ts';
import type { TerraformRunner } from '../terraform/runner.ts';
import type { Places } from '../terraform/stack-folder.ts';
import { type DoomedStack, planDestruction } from './plan-destruction.ts';

/** How to destroy. */
export interface DestroyRequest extends Places {
  /** Most stacks to work on at a time. */
  readonly parallel: number;
  checkOf(stack: DoomedStack): (resources: readonly Resource[]) => CheckResult;
  onPlan(plan: StackPlan): void;
  /** Asked once, with every plan that destroys something, when none is refused. */
  confirm(plans: readonly StackPlan[]): Promise<boolean>;
}

/** What the destruction of a stack came to. */
export type Destruction = StackApplication | SkippedStack;

/**
 * Destroys stacks, each after those that depend on it. All are planned first: when one cannot be destroyed, none is.
 * @throws TerraformUnusable when Terraform cannot run at all
 */
export async function destroyStacks(
  terraform: TerraformRunner,
  stacks: readonly DoomedStack[],
  request: DestroyRequest,
): Promise<Destruction[]> {
  const { parallel } = request;
  const isOver = () => terraform.interruption.signal !== undefined;
  const planned = await runStacks(
    stacks.map((stack) => ({ ...stack, dependsOn: [] })),
    {
      parallel,
      work: async (stack) => {
        const plan = await planDestruction(terraform, stack, { ...request, check: request.checkOf(stack) });
        request.onPlan(plan);
        return plan;
      },
      lets: () => true,
      isOver,
    },
  );
  const bad = planned.filter((result) => outcomeOf(result) !== undefined).map(({ stack }) => stack);
  const doomed = planned.filter((result): result is StackPlan => result.outcome === 'changes');
  const isMeant = bad.length === 0 && (doomed.length === 0 || (await request.confirm(doomed)));
  if (!isMeant) return Promise.all(planned.map((result) => givenUp(result, bad)));
  const plans = new Map(planned.map((plan) => [plan.stack, plan]));
  return runStacks(inReverse(stacks), {
    parallel,
    work: async (stack) => destroy(terraform, stack, plans.get(stack.name) as StackPlan),
    lets: ({ outcome }) => outcome === 'applied' || outcome === 'no-changes',
    isOver,
  });
}

async function destroy(terraform: TerraformRunner, stack: DoomedStack, plan: StackPlan): Promise<StackApplication> {
  if (plan.planFile === undefined) return { stack: stack.name, outcome: 'no-changes', plan };
  return applyPlan(terraform, stack, plan, { confirm: async () => true });
}

/** Why nothing may be destroyed because of this stack. */
function outcomeOf(result: StackPlan | SkippedStack): 'refused' | 'failed' | 'skipped' | undefined {
  if (result.outcome === 'skipped') return 'skipped';
  if (isRefused(result)) return 'refused';
  return result.outcome === 'failed' ? 'failed' : undefined;
}

async function givenUp(result: StackPlan | SkippedStack, bad: readonly string[]): Promise<Destruction> {
  if (result.outcome === 'skipped') return result;
  const { stack, planFile, failure } = result;
  if (planFile !== undefined) await dropPlanFile(planFile);
  const outcome = outcomeOf(result);
  if (outcome === undefined && bad.length > 0) return { stack, outcome: 'skipped', because: bad };
  if (result.outcome === 'no-changes') return { stack, outcome: 'no-changes', plan: result };
  return { stack, outcome: outcome ?? 'declined', plan: result, ...(failure && { failure }) } as StackApplication;
}

/** What depends on a stack goes before it. */
function inReverse(stacks: readonly DoomedStack[]): DoomedStack[] {
  return [...stacks].reverse().map((stack) => ({
    ...stack,
    dependsOn: stacks.filter(({ dependsOn }) => dependsOn.includes(stack.name)).map(({ name }) => name),
  }));
}
