import { TerraformFailure, TerraformInterrupted } from './failure.ts';
import { dropPlanFile, sha256OfFile } from './plan-file.ts';
import { isRefused, type PlanRequest, planStack, type StackPlan } from './plan-stack.ts';
import type { TerraformRunner } from './runner.ts';
import type { StackFolder } from './stack-folder.ts';

/** How to apply. */
export interface ApplyRequest extends PlanRequest {
  /** Called with every plan, before anything is changed. */
  onPlan(plan: StackPlan): void;
  /** Whether to apply a plan that changes something and that no finding forbids. */
  confirm(plan: StackPlan): Promise<boolean>;
}

/** What an application of a stack came to. */
export interface StackApplication {
  readonly stack: string;
  /** `refused` by findings, `declined` by whoever was asked, `failed` while planning or applying. */
  readonly outcome: 'no-changes' | 'applied' | 'refused' | 'declined' | 'failed';
  readonly plan: StackPlan;
  readonly failure?: TerraformFailure;
}

/**
 * Plans a stack, checks the plan, asks, and applies exactly that plan.
 * @throws TerraformUnusable when Terraform cannot run at all
 */
export async function applyStack(
  terraform: TerraformRunner,
  stack: StackFolder,
  request: ApplyRequest,
): Promise<StackApplication> {
  const plan = await planStack(terraform, stack, request);
  request.onPlan(plan);
  const ended = (outcome: StackApplication['outcome']): StackApplication => ({
    stack: stack.name,
    outcome,
    plan,
    ...(plan.failure && { failure: plan.failure }),
  });
  if (isRefused(plan)) return ended('refused');
  if (plan.planFile === undefined) return ended(plan.outcome === 'no-changes' ? 'no-changes' : 'failed');
  return applyPlan(terraform, stack, plan, request);
}

/** Asks whether to apply a saved plan, applies it, and removes it. */
export async function applyPlan(
  terraform: TerraformRunner,
  stack: StackFolder,
  plan: StackPlan,
  { confirm }: Pick<ApplyRequest, 'confirm'>,
): Promise<StackApplication> {
  const { planFile = '', planSha256 } = plan;
  const ended = (outcome: StackApplication['outcome'], failure?: TerraformFailure): StackApplication => ({
    stack: stack.name,
    outcome,
    plan,
    ...(failure && { failure }),
  });
  try {
    if (!(await confirm(plan))) return ended('declined');
    // Another run with the same output folder may have planned meanwhile.
    if ((await sha256OfFile(planFile).catch(() => undefined)) !== planSha256) {
      return ended(
        'refused',
        new TerraformFailure(`${stack.name}: the plan was replaced after it was shown; run again`),
      );
    }
    await runApply(terraform, stack, planFile);
    return ended('applied');
  } catch (error) {
    if (error instanceof TerraformFailure) return ended('failed', error);
    throw error;
  } finally {
    // Applied, even in part, or declined: nobody may apply it any more, and it holds secrets.
    await dropPlanFile(planFile);
  }
}

async function runApply(terraform: TerraformRunner, { name, directory }: StackFolder, planFile: string): Promise<void> {
  const { signal } = terraform.interruption;
  if (signal) throw new TerraformInterrupted(`${name}: not applied after ${signal}`, signal);
  await terraform.run({ stack: name, directory, args: ['apply', '-input=false', '-no-color', planFile] });
}
