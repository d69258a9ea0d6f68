import { renderPlanReport } from '../render/plan-report.ts';
import { renderOutcomes, renderPlanText, renderQuestion } from '../render/plan-text.ts';
import { applyStack, type StackApplication } from '../terraform/apply-stack.ts';
import type { StackPlan } from '../terraform/plan-stack.ts';
import { runStacks, type SkippedStack } from '../terraform/run-stacks.ts';
import { CliError, type CommandDefinition, type Context, defineCommand, type ExitCode, exitCodes } from './command.ts';
import {
  runTerraform,
  type Terminal,
  type TerraformOptions,
  type TerraformRun,
  terraformOptions,
} from './terraform-run.ts';

interface ApplyOptions extends TerraformOptions {
  readonly yes?: boolean;
}

/** The command on a terminal; a test gives its own. */
export function defineApply(terminal: Terminal): CommandDefinition {
  return defineCommand<ApplyOptions>({
    description:
      'Plans the selected stacks in the order of their dependencies, several at a time, checks each plan, shows it, ' +
      'asks, and applies exactly that plan. What the policies forbid is not applied. A stack that does not get ' +
      'through stops those that depend on it. Ctrl-C lets Terraform finish what it is doing and release the lock; a ' +
      'second one is passed on.',
    configure(command) {
      terraformOptions(command);
      command.option('--yes', 'do not ask');
    },
    examples: [
      ['hubfleet apply atlas-west', 'the cluster itself'],
      ['hubfleet apply --cluster atlas-west --yes', 'one cluster with its data, support services and hubs'],
      ['hubfleet apply --yes --format json', 'in CI, with the result for a program'],
    ],
    exits: {
      0: 'everything is applied, or there was nothing to do',
      1: 'problems in the fleet files, the policies forbid a plan, or the answer was not yes',
      3: 'Terraform is missing, too old or failed',
    },
    async run(options, context, args) {
      if (!options.yes && !terminal.stdin.isTTY) {
        throw new CliError(
          'apply: there is no terminal to ask on; run it on one, or give --yes to apply without a question',
        );
      }
      return runTerraform(options, context, { args, terminal }, (run) => applyAll(run, options, context));
    },
  });
}

export const applyCommand = defineApply({ signals: process, stdin: process.stdin });

async function applyAll(run: TerraformRun, options: ApplyOptions, context: Context): Promise<ExitCode> {
  const { terraform, stacks, interruption, conversation, text } = run;
  const isText = options.format === 'text';
  // A program reads standard output, so whoever is asked sees the plan beside the question.
  const people = isText ? context.stdout : context.stderr;
  const aside = conversation.around(people);
  const isAsked = (plan: StackPlan): boolean => !options.yes && plan.planFile !== undefined;
  const results = await runStacks(stacks, {
    parallel: run.parallel,
    work: async (stack) => {
      const application = await applyStack(terraform, stack, {
        ...run,
        check: run.checkOf(stack),
        onPlan: (plan) => {
          if (!isAsked(plan)) aside.write(renderPlanText(plan, text));
        },
        confirm: async (plan) => {
          if (!isAsked(plan)) return true;
          const show = () => people.write(renderPlanText(plan, text));
          return (await conversation.ask(renderQuestion(plan), show)) === 'yes';
        },
      });
      const { failure, plan } = application;
      // Terraform's own message has been shown line by line.
      if (failure && failure !== plan.failure) aside.write(`${text.colors.red(failure.message)}\n\n`);
      return application;
    },
    lets: ({ outcome }) => outcome === 'applied' || outcome === 'no-changes',
    isOver: () => interruption.signal !== undefined,
  });
  const code = codeOf(results);
  context.stdout.write(isText ? renderOutcomes(results, text.colors) : renderPlanReport(results, code));
  return code;
}

function codeOf(results: readonly (StackApplication | SkippedStack)[]): ExitCode {
  const outcomes = new Set(results.map(({ outcome }) => outcome));
  if (outcomes.has('failed')) return exitCodes.failed;
  return outcomes.has('refused') || outcomes.has('declined') ? exitCodes.problems : exitCodes.fine;
}
