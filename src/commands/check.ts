import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type CheckOptions, type CheckResult, type PolicySettings, RULE_SETS, type RuleSet } from '@hubfleet/policies';
import { Option } from 'commander';
import { type BaselineScope, withoutBaseline, writeBaseline } from '../check/baseline-file.ts';
import { withChanges } from '../check/check-changes.ts';
import { checkFiles } from '../check/check-files.ts';
import { checkStacks } from '../check/check-stacks.ts';
import { fleetPlaces, type PlaceOf, wholeFilePlace } from '../check/finding-place.ts';
import { dayOf, policyOptions } from '../check/policy-options.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { loadFleet } from '../fleet/load.ts';
import { type FindingsFormat, findingsFormats, renderFindings } from '../render/findings.ts';
import { renderProblemsText } from '../render/problems-text.ts';
import type { SynthesizedStack } from '../stacks/synthesize.ts';
import {
  CliError,
  type Context,
  defineCommand,
  type ExitCode,
  exitCodes,
  formatOption,
  selectionOptions,
} from './command.ts';
import { readBase } from './read-base.ts';
import { outOption, type SynthesisOptions, synthesizeFleet } from './synthesized-fleet.ts';

interface CheckCommandOptions extends SynthesisOptions {
  readonly format: FindingsFormat;
  readonly plan: readonly string[];
  readonly set: readonly RuleSet[];
  readonly base?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
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
    command.addOption(
      new Option('--set <set>', 'set of rules to run instead of the chosen ones of fleet.yaml, repeatable')
        .choices(RULE_SETS)
        .argParser((set: string, before: readonly RuleSet[]) => [...before, ruleSet(set)])
        .default([], 'as in fleet.yaml'),
    );
    command.option(
      '--base <base>',
      'also tell what would be lost of this earlier version: a git commit or branch, a folder with fleet.yaml, a ' +
        'checkout, or a kept synthesis',
    );
    command.option('--baseline <file>', 'findings to accept because they were there before; only others fail');
    command.option('--write-baseline <file>', 'write all findings as a baseline and end with 0');
    formatOption(command, findingsFormats);
  },
  examples: [
    ['hubfleet check', 'all stacks of the fleet in ./clusters'],
    ['hubfleet check --cluster atlas-west --format sarif > findings.sarif', 'for code scanning'],
    ['hubfleet check --base origin/main', 'also homes that the change takes away or makes smaller'],
    ['hubfleet check --set strict --baseline baseline.json', 'more rules, where only new findings fail'],
    ['terraform show -json plan.bin > plan.json && hubfleet check --plan plan.json', 'a plan'],
  ],
  exits: { 0: 'nothing counts as an error', 1: 'there are errors, or problems in the fleet files' },
  async run(options, context, args) {
    const files = [...args, ...options.plan].map((file) => resolve(context.cwd, file));
    if (files.length > 0 && options.base !== undefined) {
      throw new CliError('--base: is for the fleet, got files too; a plan tells by itself what would be lost');
    }
    return files.length > 0 ? judgeFiles(files, options, context) : judgeFleet(options, context);
  },
});

function ruleSet(given: string): RuleSet {
  const known = RULE_SETS.find((set) => set === given);
  if (!known) throw new CliError(`--set '${given}' is no set of rules; choose from ${RULE_SETS.join(', ')}`);
  return known;
}

async function judgeFleet(options: CheckCommandOptions, context: Context): Promise<ExitCode> {
  const synthesized = await synthesizeFleet(options, context);
  if (typeof synthesized === 'number') return synthesized;
  const { fleet, stacks } = withSets(synthesized, options);
  const result = await judgeStacks(fleet, stacks, options, context);
  const scope = { stage: 'synth', settings: fleet.policies, stacks: stacks.map(({ name }) => name) } as const;
  const inFleet = await fleetPlaces(fleet, [...result.findings, ...result.waived], context.cwd);
  const files = new Map(stacks.map(({ name, file }) => [name, file]));
  return report(
    result,
    scope,
    options,
    context,
    (finding) => inFleet(finding) ?? placeOfFile(files.get(finding.stack)),
  );

  function placeOfFile(file: string | undefined) {
    return file === undefined ? undefined : wholeFilePlace(context.cwd, file);
  }
}

async function judgeStacks(
  fleet: Fleet,
  stacks: readonly SynthesizedStack[],
  { base, ...options }: CheckCommandOptions,
  context: Context,
): Promise<CheckResult> {
  const today = dayOf(context.now());
  const result = checkStacks(fleet, stacks, today);
  if (base === undefined) return result;
  const earlier = await readBase({ ...options, base }, context);
  return withChanges(result, fleet, stacks, new Map(earlier.stacks.map(({ name, json }) => [name, json])), today);
}

function withSets<Whole extends { readonly fleet: Fleet }>(whole: Whole, { set }: CheckCommandOptions): Whole {
  if (set.length === 0) return whole;
  return { ...whole, fleet: { ...whole.fleet, policies: { ...whole.fleet.policies, sets: [...set] } } };
}

/** Levels, limits and waivers come from the fleet when there is one; the files need not belong to it. */
async function judgeFiles(files: readonly string[], options: CheckCommandOptions, context: Context): Promise<ExitCode> {
  const policies = await policiesFor(options, context);
  if (typeof policies === 'number') return policies;
  const { result, stage, stacks } = await readable(() => checkFiles(files, policies));
  const scope = { stage, settings: policies.settings ?? {}, stacks: stacks.keys() };
  return report({ ...result, unusedWaivers: [] }, scope, options, context, ({ stack }) => {
    const file = stacks.get(stack);
    return file === undefined ? undefined : wholeFilePlace(context.cwd, file);
  });
}

async function policiesFor(
  options: CheckCommandOptions,
  context: Context,
): Promise<Omit<CheckOptions, 'stage'> | ExitCode> {
  const today = dayOf(context.now());
  const sets: PolicySettings = options.set.length > 0 ? { sets: options.set } : {};
  if (!(await exists(join(resolve(context.cwd, options.fleet), 'fleet.yaml')))) return { today, settings: sets };
  const loaded = await loadFleet(options.fleet, { cwd: context.cwd });
  if ('problems' in loaded) {
    context.stderr.write(renderProblemsText(loaded.problems, loaded.sources));
    return exitCodes.problems;
  }
  return policyOptions(withSets(loaded, options).fleet, 'plan', today);
}

/** Holds the result against the baseline, prints it and answers the exit code. */
async function report(
  checked: CheckResult,
  scope: BaselineScope,
  { format, baseline, writeBaseline: target }: CheckCommandOptions,
  { stdout, stderr, cwd }: Context,
  placeOf: PlaceOf,
): Promise<ExitCode> {
  const result = baseline ? await readable(() => withoutBaseline(checked, { file: baseline, cwd }, scope)) : checked;
  stdout.write(renderFindings(result, format, { columns: stdout.columns, placeOf }));
  if (target !== undefined) {
    const written = await readable(() => writeBaseline(checked, resolve(cwd, target)));
    stderr.write(`${target}: holds ${written} ${written === 1 ? 'finding' : 'findings'}\n`);
    return exitCodes.fine;
  }
  return result.findings.some(({ level }) => level === 'error') ? exitCodes.problems : exitCodes.fine;
}

/** A file that cannot be read is the caller's mistake, not a crash. */
async function readable<Result>(run: () => Promise<Result>): Promise<Result> {
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
