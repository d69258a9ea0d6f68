import { access } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { digestOf, keepManifest, plannedStacks } from '../delivery/plan-manifest.ts';
import { renderPlanReport } from '../render/plan-report.ts';
import { renderDigest, renderOutcomes, renderPlanText } from '../render/plan-text.ts';
import { isRefused, planStack, type StackPlan } from '../terraform/plan-stack.ts';
import { runStacks, type SkippedStack } from '../terraform/run-stacks.ts';
import { CliError, type CommandDefinition, type Context, defineCommand, type ExitCode, exitCodes } from './command.ts';
import {
  runTerraform,
  type Terminal,
  type TerraformOptions,
  type TerraformRun,
  terraformOptions,
} from './terraform-run.ts';

interface PlanOptions extends TerraformOptions {
  readonly saveJson?: string;
}

/** The command on a terminal; a test gives its own. */
export function definePlan(terminal: Terminal): CommandDefinition {
  return defineCommand<PlanOptions>({
    description:
      'Synthesizes the selected stacks, checks them, and asks Terraform what applying them would do. Each plan is ' +
      'checked by the cost, security and data-loss policies. Nothing is changed. A plan that may be applied is kept ' +
      'in OUT/plans with what it was made from, for hubfleet apply --plans; it holds secrets and only its owner may ' +
      'read it.',
    configure(command) {
      terraformOptions(command);
      command.option('--save-json <file>', 'write the plan JSON of one stack; it holds secrets in clear (mode 0600)');
    },
    examples: [
      ['hubfleet plan', 'all stacks of the fleet in ./clusters'],
      ['hubfleet plan atlas-west atlas-west-data', 'two stacks'],
      ['hubfleet plan --cluster atlas-west --lines 0', 'one cluster with its hubs, every change'],
      ['hubfleet plan --format json > plan.json', 'for a program; secrets are left out'],
    ],
    exits: {
      0: 'planned, with or without changes, and nothing counts as an error',
      1: 'problems in the fleet files, or the policies forbid a plan',
      3: 'Terraform is missing, too old or failed',
    },
    async run(options, context, args) {
      return runTerraform(options, context, { args, terminal }, (run) => planAll(run, options, context));
    },
  });
}

export const planCommand = definePlan({ signals: process, stdin: process.stdin });

async function planAll(run: TerraformRun, options: PlanOptions, context: Context): Promise<ExitCode> {
  const { terraform, stacks, interruption, text } = run;
  const saveJson = await fileForJson(options, context, stacks.length);
  const isText = options.format === 'text';
  const results = await runStacks(stacks, {
    parallel: run.parallel,
    work: async (stack) => {
      const plan = await planStack(terraform, stack, {
        ...run,
        check: run.checkOf(stack),
        ...(saveJson && { saveJson }),
      });
      await keepManifest(plan, stack, { ...run, now: context.now() });
      if (isText) context.stdout.write(renderPlanText(plan, text));
      return plan;
    },
    lets: ({ outcome }) => outcome !== 'failed',
    isOver: () => interruption.signal !== undefined,
  });
  const code = codeOf(results);
  const plans = join(run.outdir, 'plans');
  const digest = (await plannedStacks(plans)).length > 0 ? await digestOf(plans) : undefined;
  context.stdout.write(isText ? renderOutcomes(results, text.colors) : renderPlanReport(results, code, digest));
  if (isText && digest) context.stdout.write(renderDigest(relative(context.cwd, plans), digest));
  return code;
}

async function fileForJson({ saveJson }: PlanOptions, { cwd }: Context, stacks: number): Promise<string | undefined> {
  if (saveJson === undefined) return undefined;
  if (stacks !== 1) throw new CliError(`--save-json: is for one stack, got ${stacks}; name the stack`);
  const file = resolve(cwd, saveJson);
  await access(dirname(file)).catch(() => {
    throw new CliError(`--save-json: there is no folder ${dirname(file)}; make it first`);
  });
  return file;
}

function codeOf(results: readonly (StackPlan | SkippedStack)[]): ExitCode {
  const plans = results.filter((result) => result.outcome !== 'skipped');
  if (plans.some((plan) => plan.outcome === 'failed' && !isRefused(plan))) return exitCodes.failed;
  return plans.some(isRefused) ? exitCodes.problems : exitCodes.fine;
}
