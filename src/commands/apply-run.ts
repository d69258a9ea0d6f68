import { join } from 'node:path';
import { applyKeptPlan, type KeptApplication } from '../delivery/apply-kept-plan.ts';
import { readInputs } from '../delivery/plan-inputs.ts';
import { type FinishedStack, resumable } from '../delivery/resumable.ts';
import { RunLog, type RunRecord } from '../delivery/run-record.ts';
import { renderDifferences } from '../render/plan-differences.ts';
import { renderPlanText, renderQuestion } from '../render/plan-text.ts';
import type { SynthesizedStack } from '../stacks/synthesize.ts';
import { type ApplyRequest, applyStack } from '../terraform/apply-stack.ts';
import type { StackPlan } from '../terraform/plan-stack.ts';
import { runStacks, type SkippedStack } from '../terraform/run-stacks.ts';
import type { Context, Output } from './command.ts';
import type { TerraformRun } from './terraform-run.ts';

/** How stacks are applied, as far as the command line says. */
export interface ApplyHow {
  /** Apply without a question. */
  readonly yes: boolean;
  /** Plans that were reviewed; without it each stack is planned now. */
  readonly kept?: KeptPlans;
  /** Run to go on with. */
  readonly before?: RunRecord;
  /** Output that people read plans on. */
  readonly people: Output;
}

/** Where reviewed plans are, and how old they may be. */
export interface KeptPlans {
  /** Absolute folder. */
  readonly dir: string;
  readonly maxHours: number;
}

/** What an application of several stacks came to, stack by stack. */
export type ApplyResult = KeptApplication | FinishedStack | SkippedStack;

/** Applies the stacks of a run, and writes down how far it got. */
export async function applyStacks(run: TerraformRun, how: ApplyHow, { now, env }: Context): Promise<ApplyResult[]> {
  const { terraform, stacks, interruption, conversation, text } = run;
  const aside = conversation.around(how.people);
  const log = await RunLog.begin(
    run.outdir,
    stacks.map(({ name }) => name),
    now,
    how.before,
  );
  const variables = JSON.stringify(
    Object.entries(env)
      .filter(([name]) => name.startsWith('TF_VAR_'))
      .sort(),
  );
  const inputsOf = async (stack: SynthesizedStack): Promise<string> => {
    const { source, lockFile } = await readInputs(run, stack, run.version);
    return [source, lockFile, variables].join('\n');
  };
  const apply = async (stack: SynthesizedStack): Promise<KeptApplication> => {
    const request = requestOf(run, stack, how);
    const { kept } = how;
    const application = kept
      ? await applyKeptPlan(terraform, stack, {
          ...request,
          version: run.version,
          now: now(),
          maxHours: kept.maxHours,
          planFile: join(kept.dir, `${stack.name}.tfplan`),
        })
      : await applyStack(terraform, stack, request);
    // Terraform's own message has been shown line by line.
    const { failure, plan, differences = [] } = application as KeptApplication;
    const lines = failure && failure !== plan.failure ? [text.colors.red(failure.message)] : [];
    const said = [...lines, ...renderDifferences(differences, text.colors)];
    if (said.length > 0) aside.write(`${said.join('\n')}\n\n`);
    return application;
  };
  const results = await runStacks<SynthesizedStack, KeptApplication | FinishedStack>(stacks, {
    parallel: run.parallel,
    work: resumable({ log, inputsOf }, apply),
    lets: ({ outcome }) => outcome === 'applied' || outcome === 'no-changes' || outcome === 'finished',
    isOver: () => interruption.signal !== undefined,
  });
  await log.close();
  return results;
}

function requestOf(run: TerraformRun, stack: SynthesizedStack, { yes, people }: ApplyHow): ApplyRequest {
  const { conversation, text } = run;
  const aside = conversation.around(people);
  const isAsked = (plan: StackPlan): boolean => !yes && plan.planFile !== undefined;
  return {
    fleetDir: run.fleetDir,
    outdir: run.outdir,
    check: run.checkOf(stack),
    onPlan: (plan) => {
      if (!isAsked(plan)) aside.write(renderPlanText(plan, text));
    },
    confirm: async (plan) => {
      if (!isAsked(plan)) return true;
      // The plan stands right before its question, however many stacks are worked on.
      const show = () => people.write(renderPlanText(plan, text));
      return (await conversation.ask(renderQuestion(plan), show)) === 'yes';
    },
  };
}
