import { type Command, InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import { checkStacks } from '../check/check-stacks.ts';
import { dayOf, policyOptions } from '../check/policy-options.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { HttpFailure } from '../hcp/http-failure.ts';
import { apiOrigin } from '../hcp/origins.ts';
import type { Pace } from '../hcp/patient-call.ts';
import { RunFailure } from '../hcp/remote-run.ts';
import { runStack } from '../hcp/run-stack.ts';
import { WorkspaceApi } from '../hcp/workspace-api.ts';
import { renderFindingsText } from '../render/findings-text.ts';
import { renderRunEnd, renderRunProgress } from '../render/hcp-run.ts';
import { renderPlanReport } from '../render/plan-report.ts';
import { renderPlanText, renderQuestion } from '../render/plan-text.ts';
import type { SynthesizedStack } from '../stacks/synthesize.ts';
import type { StackApplication } from '../terraform/apply-stack.ts';
import { exitCodeOf, type Interruption, whileListening } from '../terraform/interruption.ts';
import { isRefused, type StackPlan } from '../terraform/plan-stack.ts';
import { ask } from './ask.ts';
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
import { type Target, type TargetOptions, targetOf, targetOptions } from './hcp-run-target.ts';
import { outOption, type SynthesisOptions, synthesizeFleet } from './synthesized-fleet.ts';
import type { Terminal } from './terraform-run.ts';

interface HcpRunOptions extends SynthesisOptions, TargetOptions {
  readonly format: 'text' | 'json';
  readonly message: string;
  readonly apply?: boolean;
  readonly yes?: boolean;
  readonly timeout: number;
}

/** What a test gives instead of the process. */
export interface HcpRunSurroundings extends Terminal {
  /** Milliseconds between two looks at a run. @default 2000 */
  readonly pollMs?: number;
  readonly pace?: Pace;
}

const MAX_PLAN_BYTES = 256 * 1024 * 1024;
const MINUTE = 60_000;

/** The command on a terminal; a test gives its own. */
export function defineHcpRun(surroundings: HcpRunSurroundings): CommandDefinition {
  return defineCommand<HcpRunOptions>({
    description:
      'Uploads one synthesized stack to its workspace, lets HCP Terraform plan it, judges that plan, and with --apply ' +
      'asks and applies exactly that plan; what the policies forbid is discarded. Host, organization and workspace ' +
      "come from the options, from the stack's cloud block, from TF_CLOUD_HOSTNAME and TF_CLOUD_ORGANIZATION, or " +
      'are app.terraform.io and the name of the stack. The token is read from TF_TOKEN_<host> (dots as underscores) ' +
      'or TF_API_TOKEN. Ctrl-C before the apply cancels the run.',
    configure: configureRun,
    examples: [
      ['hubfleet hcp run atlas-west --organization odc', 'plan only'],
      ['hubfleet hcp run atlas-west --organization odc --apply', 'plan, judge, ask, apply'],
    ],
    exits: {
      0: 'planned or applied, and nothing counts as an error',
      1: 'problems in the fleet files, the policies forbid the plan, or the answer was not yes',
      3: 'HCP Terraform failed, or the run did',
    },
    async run(options, context, args) {
      if (options.apply && !options.yes && !surroundings.stdin.isTTY) {
        throw new CliError('--apply: there is no terminal to ask on; run it on one, or give --yes');
      }
      const synthesized = await synthesizeFleet(options, context, args);
      if (typeof synthesized === 'number') return synthesized;
      const { fleet, stacks, outdir } = synthesized;
      const target = targetOf(stacks, options, context);
      if (isForbidden(fleet, target.stack, context)) return exitCodes.problems;
      return whileListening(surroundings.signals, (interruption) =>
        drive(target, { options, context, surroundings, interruption, fleet, outdir }),
      );
    },
  });
}

export const hcpRunCommand = defineHcpRun({ signals: process, stdin: process.stdin });

function configureRun(command: Command): void {
  command.argument('[stack]', 'the stack to run; may be left out when the selection leaves one');
  selectionOptions(command);
  outOption(command);
  targetOptions(command);
  command.option('--message <text>', 'message of the run', 'Started by hubfleet');
  command.option('--apply', 'apply the plan after a question');
  command.option('--yes', 'with --apply: do not ask');
  command.option('--timeout <minutes>', 'how long the run is watched', minutes, 60);
  formatOption(command, ['text', 'json']);
}

/** What a run is driven with. */
interface Drive {
  readonly options: HcpRunOptions;
  readonly context: Context;
  readonly surroundings: HcpRunSurroundings;
  readonly interruption: Interruption;
  readonly fleet: Fleet;
  readonly outdir: string;
}

async function drive(target: Target, { interruption, ...rest }: Drive): Promise<ExitCode> {
  const { options, context } = rest;
  const end = new AbortController();
  const give = (problem: string): void =>
    end.abort(new RunFailure(target.workspace, problem, 'look at the run in the browser'));
  const timer = setTimeout(
    () => give(`the run did not end within ${options.timeout} minutes`),
    options.timeout * MINUTE,
  );
  const stopListening = interruption.listen((signal) => give(`${signal} ended the watching`));
  try {
    const result = await runTarget(target, { interruption, ...rest }, end.signal);
    const code = codeOf(result);
    const isText = options.format === 'text';
    context.stdout.write(isText ? renderRunEnd(result, pc) : renderPlanReport([result], code));
    return code;
  } catch (error) {
    if (!(error instanceof RunFailure || error instanceof HttpFailure)) throw error;
    // A shell tells by the code that the program was interrupted; no other command can end so.
    const code = interruption.signal ? exitCodeOf(interruption.signal) : exitCodes.failed;
    throw new CliError(error.message, code);
  } finally {
    clearTimeout(timer);
    stopListening();
  }
}

async function runTarget(
  target: Target,
  { options, context, surroundings, interruption, fleet, outdir }: Drive,
  signal: AbortSignal,
): Promise<StackPlan | StackApplication> {
  const { stack, host, token, organization, workspace } = target;
  const { stdin, pace, pollMs = 2000 } = surroundings;
  const origin = apiOrigin(host);
  const own = { ...fleet, clusters: fleet.clusters.filter(({ name }) => name === stack.cluster) };
  const tell = (text: string): unknown => context.stderr.write(renderRunProgress(stack.name, text, pc));
  // A program reads standard output, so whoever is asked sees the plan beside the question.
  const people = options.format === 'text' ? context.stdout : context.stderr;
  const width = context.stdout.columns;
  return runStack(stack, {
    api: new WorkspaceApi({ origin, token, maxBytes: MAX_PLAN_BYTES, signal, ...(pace && { pace }) }),
    origin,
    organization,
    workspace,
    message: options.message,
    apply: options.apply === true,
    policies: policyOptions(own, 'plan', dayOf(context.now())),
    fleetDir: fleet.dir,
    outdir,
    signal,
    pollMs,
    onRun: tell,
    onStatus: (status) => tell(status.replaceAll('_', ' ')),
    onPlan: (plan) => people.write(renderPlanText(plan, { colors: pc, maxLines: 0, ...(width && { width }) })),
    confirm: async (plan) =>
      options.yes || (await ask(renderQuestion(plan), stdin, context.stderr, interruption)) === 'yes',
  });
}

function isForbidden(fleet: Fleet, stack: SynthesizedStack, { stderr, now }: Context): boolean {
  const result = checkStacks(fleet, [stack], dayOf(now()));
  if (!result.findings.some(({ level }) => level === 'error')) return false;
  stderr.write(renderFindingsText(result, { colors: pc }));
  stderr.write('the policies forbid this stack; nothing was uploaded\n');
  return true;
}

function codeOf(result: StackPlan | StackApplication): ExitCode {
  if (isRefused('plan' in result ? result.plan : result)) return exitCodes.problems;
  return result.outcome === 'declined' ? exitCodes.problems : exitCodes.fine;
}

function minutes(text: string): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= 1440) return number;
  throw new InvalidArgumentError('it must be a whole number from 1 to 1440.');
}
