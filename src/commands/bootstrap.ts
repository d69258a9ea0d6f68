import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type CheckResult, check, type Resource } from '@hubfleet/policies';
import pc from 'picocolors';
import picomatch from 'picomatch';
import { dayOf, policyOptions } from '../check/policy-options.ts';
import { type StateHome, stateHomes } from '../delivery/state-home.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { loadFleet } from '../fleet/load.ts';
import { renderPlanReport } from '../render/plan-report.ts';
import { renderOutcomes, renderPlanText, renderQuestion } from '../render/plan-text.ts';
import { renderProblemsText } from '../render/problems-text.ts';
import type { StackApplication } from '../terraform/apply-stack.ts';
import {
  CliError,
  type CommandDefinition,
  type Context,
  defineCommand,
  type ExitCode,
  exitCodes,
  formatOption,
  selectionOptions,
} from './command.ts';
import { outOption, type SynthesisOptions } from './synthesized-fleet.ts';
import { type Terminal, type TerraformOptions, type TerraformTools, withTerraform } from './terraform-run.ts';

interface BootstrapOptions extends SynthesisOptions, Pick<TerraformOptions, 'format' | 'verbose' | 'terraformBinary'> {
  readonly yes?: boolean;
}

/** The command on a terminal; a test gives its own. */
export function defineBootstrap(terminal: Terminal): CommandDefinition {
  return defineCommand<BootstrapOptions>({
    description:
      'Makes the buckets that the selected clusters keep their states in, on AWS and Google Cloud: private, encrypted, ' +
      'versioned, and guarded against deletion; and the identity of the pipeline that backend.pipeline names. The state ' +
      'of the bucket itself is then moved into it. Run again, it brings the bucket up to date.',
    configure(command) {
      selectionOptions(command);
      outOption(command);
      formatOption(command, ['text', 'json']);
      command.option('--yes', 'do not ask');
      command.option('--verbose', 'show everything that Terraform writes');
      command.option('--terraform-binary <name>', 'program to run, as tofu; or set TERRAFORM_BINARY_NAME');
    },
    examples: [
      ['hubfleet bootstrap', 'the buckets of all clusters'],
      ['hubfleet bootstrap --cluster atlas-west --yes', 'the bucket of one cluster, without a question'],
    ],
    exits: {
      0: 'the buckets are as they should be',
      1: 'problems in the fleet files, the policies forbid a plan, or the answer was not yes',
      3: 'Terraform is missing, too old or failed',
    },
    async run(options, context) {
      if (!options.yes && !terminal.stdin.isTTY) {
        throw new CliError('bootstrap: there is no terminal to ask on; run it on one, or give --yes');
      }
      const loaded = await loadFleet(options.fleet, { cwd: context.cwd });
      if ('problems' in loaded) {
        context.stderr.write(renderProblemsText(loaded.problems, loaded.sources));
        return exitCodes.problems;
      }
      const homes = homesOf(loaded.fleet, options);
      const outdir = resolve(context.cwd, options.out);
      await mkdir(outdir, { recursive: true });
      return withTerraform(options, context, { terminal, outdir }, async (tools) => {
        const judge = judgeOf(loaded.fleet, dayOf(context.now()));
        return makeAll(homes, { ...tools, outdir, judge }, options, context);
      });
    },
  });
}

export const bootstrapCommand = defineBootstrap({ signals: process, stdin: process.stdin });

function homesOf(fleet: Fleet, { cluster }: BootstrapOptions): StateHome[] {
  const chosen = cluster.length > 0 ? picomatch([...cluster]) : () => true;
  const clusters = fleet.clusters.filter(({ name }) => chosen(name));
  if (clusters.length === 0) throw new CliError(`cluster '${cluster.join(', ')}' is not in the fleet`);
  const { homes, problems } = stateHomes(clusters);
  if (problems.length > 0) throw new CliError(problems.join('\n'), exitCodes.problems);
  return homes;
}

type Judge = (resources: readonly Resource[]) => CheckResult;

/** Waivers are of clusters, and a bucket for states is of none. */
function judgeOf(fleet: Fleet, today: string): Judge {
  return (resources) => check(resources, policyOptions({ ...fleet, clusters: [] }, 'plan', today));
}

interface Making extends TerraformTools {
  readonly outdir: string;
  readonly judge: Judge;
}

async function makeAll(
  homes: readonly StateHome[],
  { terraform, interruption, conversation, outdir, judge }: Making,
  options: BootstrapOptions,
  context: Context,
): Promise<ExitCode> {
  // The cloud libraries take a second to load.
  const { makeStateHome } = await import('../delivery/make-state-home.ts');
  const isText = options.format === 'text';
  const people = isText ? context.stdout : context.stderr;
  const results: StackApplication[] = [];
  for (const home of homes) {
    if (interruption.signal) break;
    const result = await makeStateHome(terraform, home, {
      outdir,
      check: judge,
      onPlan: (plan) => people.write(renderPlanText(plan, { colors: pc, maxLines: 0 })),
      confirm: async (plan) => options.yes || (await conversation.ask(renderQuestion(plan))) === 'yes',
    });
    results.push(result);
  }
  const code = codeOf(results);
  context.stdout.write(isText ? renderOutcomes(results, pc) : renderPlanReport(results, code));
  return code;
}

function codeOf(results: readonly StackApplication[]): ExitCode {
  const outcomes = new Set(results.map(({ outcome }) => outcome));
  if (outcomes.has('failed')) return exitCodes.failed;
  return outcomes.has('refused') || outcomes.has('declined') ? exitCodes.problems : exitCodes.fine;
}
