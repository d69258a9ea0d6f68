import { Option } from 'commander';
import { type DriftClass, driftClasses, isAtLeast, type StackDrift, worstOf } from '../delivery/drift.ts';
import { lookAtStack } from '../delivery/look-at-stack.ts';
import { renderDriftReport } from '../render/drift-report.ts';
import { renderDriftSummary, renderStackDrift } from '../render/drift-text.ts';
import { runStacks } from '../terraform/run-stacks.ts';
import { type CommandDefinition, type Context, defineCommand, type ExitCode, exitCodes } from './command.ts';
import { costSettings, givenSettings, nearbyFleet, type PricingOptions } from './cost-settings.ts';
import {
  runTerraform,
  type Terminal,
  type TerraformOptions,
  type TerraformRun,
  terraformOptions,
} from './terraform-run.ts';

interface DriftOptions extends TerraformOptions, Pick<PricingOptions, 'prices'> {
  readonly failOn: DriftClass;
}

/** The command on a terminal; a test gives its own. */
export function defineDrift(terminal: Terminal): CommandDefinition {
  return defineCommand<DriftOptions>({
    description:
      'Asks Terraform what is no longer as it was applied, or not as the files say, stack by stack, and sorts it: ' +
      'destructive is what lost data or would lose it at the next apply, cost is what changes the bill, harmless is ' +
      'the rest. Nothing is changed and no lock is taken. A stack that cannot be looked at does not stop the others.',
    configure(command) {
      terraformOptions(command);
      command.option('--prices <file>', 'YAML or JSON file with discounts, credits, own or fetched prices');
      command.addOption(
        new Option('--fail-on <class>', 'end with 1 from this class on').choices(driftClasses).default('destructive'),
      );
    },
    examples: [
      ['hubfleet drift', 'all stacks of the fleet in ./clusters'],
      ['hubfleet drift --cluster atlas-west --fail-on cost', 'one cluster, for a budget that is watched'],
      ['hubfleet drift --format json > drift.json', 'for a program; secrets are left out'],
    ],
    exits: {
      0: 'everything was looked at, and nothing is as bad as --fail-on',
      1: 'problems in the fleet files, or drift as bad as --fail-on, whatever could not be looked at',
      3: 'a stack could not be looked at, or Terraform is missing or too old',
    },
    async run(options, context, args) {
      const run = { args, terminal, judged: false };
      return runTerraform(options, context, run, (terraform) => lookAtAll(terraform, options, context));
    },
  });
}

export const driftCommand = defineDrift({ signals: process, stdin: process.stdin });

async function lookAtAll(run: TerraformRun, options: DriftOptions, context: Context): Promise<ExitCode> {
  const { terraform, stacks, interruption, text } = run;
  const given = await givenSettings(options, context);
  const fleet = await nearbyFleet(options.fleet, context);
  if (typeof fleet === 'number') return fleet;
  const { book, today } = costSettings(given, fleet);
  const isText = options.format === 'text';
  // A look needs nothing that another look has seen.
  const independent = stacks.map((stack) => ({ ...stack, dependsOn: [] }));
  const results = await runStacks(independent, {
    parallel: run.parallel,
    work: async (stack) => {
      const drift = await lookAtStack(terraform, stack, { ...run, book, today });
      if (isText) context.stdout.write(renderStackDrift(drift, text));
      return drift;
    },
    lets: () => true,
    isOver: () => interruption.signal !== undefined,
  });
  const looks = results.filter((result): result is StackDrift => result.outcome !== 'skipped');
  const skipped = results.filter(({ outcome }) => outcome === 'skipped').map(({ stack }) => stack);
  const code = codeOf(looks, skipped, options.failOn);
  context.stdout.write(
    isText
      ? renderDriftSummary(looks, skipped, text.colors)
      : renderDriftReport(looks, skipped, { exitCode: code, checkedAt: context.now() }),
  );
  return code;
}

/** Data in danger counts for more than what could not be seen. */
function codeOf(looks: readonly StackDrift[], skipped: readonly string[], failOn: DriftClass): ExitCode {
  const worst = worstOf(looks);
  if (worst && isAtLeast(worst, failOn)) return exitCodes.problems;
  const unseen = skipped.length > 0 || looks.some(({ outcome }) => outcome === 'unseen');
  return unseen ? exitCodes.failed : exitCodes.fine;
}
