import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CheckResult } from '@hubfleet/policies';
import { checkFiles } from '../check/check-files.ts';
import { checkStacks } from '../check/check-stacks.ts';
import { dayOf, policyOptions } from '../check/policy-options.ts';
import { loadFleet } from '../fleet/load.ts';
import { type FindingsFormat, findingsFormats, renderFindings } from '../render/findings.ts';
import { renderProblemsText } from '../render/problems-text.ts';
import {
  CliError,
  type Context,
  defineCommand,
  type ExitCode,
  exitCodes,
  formatOption,
  selectionOptions,
} from './command.ts';
import { outOption, type SynthesisOptions, synthesizeFleet } from './synthesized-fleet.ts';

interface CheckCommandOptions extends SynthesisOptions {
  readonly format: FindingsFormat;
  readonly plan: readonly string[];
}

export const checkCommand = defineCommand<CheckCommandOptions>({
  description:
    'Runs the cost and security policies. Without files it synthesizes the selected stacks and judges them; with ' +
    'files it judges these: Terraform JSON (*.tf.json) or plans (the output of terraform show -json), whoever wrote them.',
  configure(command) {
    command.argument('[file...]', 'Terraform JSON or plan JSON to judge instead of the fleet');
    const append = (file: string, before: readonly string[]): string[] => [...before, file];
    command.option('--plan <file>', 'plan JSON to judge, repeatable; the same as naming the file', append, []);
    selectionOptions(command);
    outOption(command);
    formatOption(command, findingsFormats);
  },
  examples: [
    ['hubfleet check', 'all stacks of the fleet in ./clusters'],
    ['hubfleet check --cluster atlas-west --format sarif > findings.sarif', 'for code scanning'],
    ['terraform show -json plan.bin > plan.json && hubfleet check --plan plan.json', 'a plan'],
  ],
  exits: { 0: 'nothing counts as an error', 1: 'there are errors, or problems in the fleet files' },
  async run(options, context, args) {
    const files = [...args, ...options.plan].map((file) => resolve(context.cwd, file));
    return files.length > 0 ? judgeFiles(files, options, context) : judgeFleet(options, context);
  },
});

async function judgeFleet(options: CheckCommandOptions, context: Context): Promise<ExitCode> {
  const synthesized = await synthesizeFleet(options, context);
  if (typeof synthesized === 'number') return synthesized;
  const { fleet, stacks } = synthesized;
  const files = new Map(stacks.map(({ name, file }) => [name, file]));
  return print(checkStacks(fleet, stacks, dayOf(context.now())), options, context, (stack) => files.get(stack));
}

/** Levels, limits and waivers come from the fleet when there is one; the files need not belong to it. */
async function judgeFiles(files: readonly string[], options: CheckCommandOptions, context: Context): Promise<ExitCode> {
  const today = dayOf(context.now());
  const [only] = files.length === 1 ? files : [];
  if (!(await exists(join(resolve(context.cwd, options.fleet), 'fleet.yaml')))) {
    return print(await readable(() => checkFiles(files, { today })), options, context, () => only);
  }
  const loaded = await loadFleet(options.fleet, { cwd: context.cwd });
  if ('problems' in loaded) {
    context.stderr.write(renderProblemsText(loaded.problems, loaded.sources));
    return exitCodes.problems;
  }
  const policies = policyOptions(loaded.fleet, 'plan', today);
  const result = await readable(() => checkFiles(files, policies));
  return print({ ...result, unusedWaivers: [] }, options, context, () => only);
}

function print(
  result: CheckResult,
  { format }: CheckCommandOptions,
  { stdout, cwd }: Context,
  fileOf: (stack: string) => string | undefined,
): ExitCode {
  stdout.write(renderFindings(result, format, { cwd, columns: stdout.columns, fileOf }));
  return result.findings.some(({ level }) => level === 'error') ? exitCodes.problems : exitCodes.fine;
}

/** A file that cannot be read is the caller's mistake, not a crash. */
async function readable(run: () => Promise<CheckResult>): Promise<CheckResult> {
  try {
    return await run();
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message : String(error));
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
