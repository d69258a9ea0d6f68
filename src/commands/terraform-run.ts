import { basename, resolve } from 'node:path';
import { type CheckResult, check, type Resource } from '@hubfleet/policies';
import { type Command, InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import { checkStacks } from '../check/check-stacks.ts';
import { dayOf, policyOptions } from '../check/policy-options.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { renderFindingsText } from '../render/findings-text.ts';
import type { PlanTextOptions } from '../render/plan-text.ts';
import type { SynthesizedStack } from '../stacks/synthesize.ts';
import { requireVersion } from '../terraform/binary-version.ts';
import { TerraformFailure, TerraformUnusable } from '../terraform/failure.ts';
import { exitCodeOf, type Interruption, type SignalSource, whileListening } from '../terraform/interruption.ts';
import { type ProgressLine, TerraformRunner } from '../terraform/runner.ts';
import type { Places } from '../terraform/stack-folder.ts';
import type { Input } from './ask.ts';
import {
  CliError,
  type Context,
  type ExitCode,
  exitCodes,
  formatOption,
  type Output,
  selectionOptions,
} from './command.ts';
import { Conversation } from './conversation.ts';
import { outOption, type SynthesisOptions, synthesizeFleet } from './synthesized-fleet.ts';

/** Options of a command that runs Terraform. */
export interface TerraformOptions extends SynthesisOptions {
  readonly format: 'text' | 'json';
  readonly lines: number;
  readonly parallel: number;
  readonly verbose?: boolean;
  readonly terraformBinary?: string;
}

/** What of the process a command needs that a context does not have. */
export interface Terminal {
  readonly signals: SignalSource;
  readonly stdin: Input;
}

export function terraformOptions(command: Command): void {
  command.argument('[stack...]', 'only stacks of these names; globs, as atlas or atlas-data or "atlas-*"');
  selectionOptions(command);
  outOption(command);
  formatOption(command, ['text', 'json']);
  command.option('--lines <n>', 'most lines of changes per stack, 0 for all', wholeNumber, 60);
  command.option('--parallel <n>', 'most stacks that are worked on at a time', atLeastOne, 4);
  command.option('--verbose', 'show everything that Terraform writes');
  command.option(
    '--terraform-binary <name>',
    'program to run, as tofu; or set TERRAFORM_BINARY_NAME (default: terraform)',
  );
}

/** What Terraform is worked with. */
export interface TerraformTools {
  readonly terraform: TerraformRunner;
  /** Version of Terraform. */
  readonly version: string;
  readonly interruption: Interruption;
  readonly conversation: Conversation;
}

/** What the work on the stacks gets. */
export interface TerraformRun extends TerraformTools, Places {
  readonly fleet: Fleet;
  readonly stacks: readonly SynthesizedStack[];
  /** Most stacks to work on at a time. */
  readonly parallel: number;
  readonly text: PlanTextOptions;
  /** Judges the plan of a stack by the rules and waivers of its cluster. */
  checkOf(stack: { readonly cluster: string }): (resources: readonly Resource[]) => CheckResult;
}

/** What a run of Terraform is about. */
export interface RunRequest {
  /** Names of stacks; globs. */
  readonly args: readonly string[];
  readonly terminal: Terminal;
  /**
   * Whether the policies may stop the run. What changes nothing has no need of it.
   * @default true
   */
  readonly judged?: boolean;
}

/**
 * Synthesizes the selected stacks, refuses them when the policies forbid them as they are written, and only then lets
 * Terraform work. A signal ends the work at the next safe point; its code is then the exit code.
 */
export async function runTerraform(
  options: TerraformOptions,
  context: Context,
  { args, terminal, judged = true }: RunRequest,
  work: (run: TerraformRun) => Promise<ExitCode>,
): Promise<ExitCode> {
  const synthesized = await synthesizeFleet(options, context, args);
  if (typeof synthesized === 'number') return synthesized;
  const { fleet, stacks, outdir } = synthesized;
  const today = dayOf(context.now());
  if (judged && isForbidden(checkStacks(fleet, stacks, today), context)) return exitCodes.problems;
  return withTerraform(options, context, { terminal, outdir }, (tools) => {
    const text = {
      colors: pc,
      maxLines: options.lines,
      ...(context.stdout.columns && { width: context.stdout.columns }),
    };
    const checkOf = checkerOf(fleet, today);
    return work({ ...tools, fleet, stacks, parallel: options.parallel, text, checkOf, fleetDir: fleet.dir, outdir });
  });
}

/** Lets Terraform work in an existing folder, once it is known to be new enough. */
export async function withTerraform(
  options: Pick<TerraformOptions, 'terraformBinary' | 'verbose'>,
  context: Context,
  { terminal, outdir }: { readonly terminal: Terminal; readonly outdir: string },
  work: (tools: TerraformTools) => Promise<ExitCode>,
): Promise<ExitCode> {
  return whileListening(terminal.signals, async (interruption) => {
    const conversation = new Conversation(terminal.stdin, context.stderr, interruption);
    const binary = binaryOf(options, context);
    const terraform = new TerraformRunner({
      binary,
      env: context.env,
      interruption,
      progress: progressTo(conversation.around(context.stderr), basename(binary), options),
    });
    const code = await usable(async () => {
      const version = await requireVersion(terraform, outdir);
      return work({ terraform, version, interruption, conversation });
    });
    return interruption.signal ? exitCodeOf(interruption.signal) : code;
  });
}

/** Whether the policies forbid stacks as they are written; what they found is then printed. */
export function isForbidden(result: CheckResult, { stderr }: Context): boolean {
  if (!result.findings.some(({ level }) => level === 'error')) return false;
  stderr.write(renderFindingsText(result, { colors: pc }));
  stderr.write('the policies forbid these stacks; Terraform was not run\n');
  return true;
}

/** Judges plans by the rules and waivers of the cluster that a stack belongs to. */
export function checkerOf(fleet: Fleet, today: string): TerraformRun['checkOf'] {
  return ({ cluster }) => {
    const own = { ...fleet, clusters: fleet.clusters.filter(({ name }) => name === cluster) };
    return (resources) => ({ ...check(resources, policyOptions(own, 'plan', today)), unusedWaivers: [] });
  };
}

function binaryOf({ terraformBinary }: Pick<TerraformOptions, 'terraformBinary'>, { env, cwd }: Context): string {
  const name = terraformBinary || env.TERRAFORM_BINARY_NAME || 'terraform';
  return name.includes('/') ? resolve(cwd, name) : name;
}

/** Terraform's plan is told in our words, so of it and of what leads to it only the beginning is shown. */
function progressTo(
  output: Output,
  program: string,
  { verbose = false }: Pick<TerraformOptions, 'verbose'>,
): (line: ProgressLine) => void {
  const last = new Map<string, string>();
  return ({ stack, step, text }) => {
    if (verbose || step === 'apply') output.write(`${pc.dim(`[${stack}]`)} ${text}\n`);
    else if (last.get(stack) !== step && step !== 'version')
      output.write(`${pc.dim(`[${stack}]`)} ${program} ${step}\n`);
    last.set(stack, step);
  };
}

async function usable(work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TerraformUnusable) throw new CliError(error.message, exitCodes.failed);
    if (!(error instanceof TerraformFailure)) throw error;
    throw new CliError([error.message, error.output].filter(Boolean).join('\n'), exitCodes.failed);
  }
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('it must be a whole number.');
}

/** Parses an option. */
export function atLeastOne(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('it must be a whole number from 1.');
}
