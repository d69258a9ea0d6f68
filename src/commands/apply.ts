import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { digestOf, plannedStacks } from '../delivery/plan-manifest.ts';
import { type RunRecord, readRecord, unfinishedOf } from '../delivery/run-record.ts';
import { renderPlanReport } from '../render/plan-report.ts';
import { renderOutcomes } from '../render/plan-text.ts';
import { type ApplyResult, applyStacks, type KeptPlans } from './apply-run.ts';
import { CliError, type CommandDefinition, type Context, defineCommand, type ExitCode, exitCodes } from './command.ts';
import { atLeastOne, runTerraform, type Terminal, type TerraformOptions, terraformOptions } from './terraform-run.ts';

interface ApplyOptions extends TerraformOptions {
  readonly yes?: boolean;
  readonly plans?: string;
  readonly maxAge: number;
  readonly digest?: string;
  readonly resume?: boolean;
}

/** The command on a terminal; a test gives its own. */
export function defineApply(terminal: Terminal): CommandDefinition {
  return defineCommand<ApplyOptions>({
    description:
      'Plans the selected stacks in the order of their dependencies, several at a time, checks each plan, shows it, ' +
      'asks, and applies exactly that plan. What the policies forbid is not applied. With --plans nothing is planned: ' +
      'the plans that hubfleet plan kept are applied, and one that is no longer what was reviewed is refused. A stack ' +
      'that does not get through stops those that depend on it. Ctrl-C lets Terraform finish what it is doing and ' +
      'release the lock; a second one is passed on. --resume then goes on where the run ended.',
    configure(command) {
      terraformOptions(command);
      command.option('--yes', 'do not ask');
      command.option('--plans <dir>', 'apply the plans that hubfleet plan kept in this folder, as OUT/plans');
      command.option('--max-age <hours>', 'with --plans: oldest plan that is applied', atLeastOne, 24);
      command.option('--digest <sha256>', 'with --plans: what hubfleet plan said they are, from whoever reviewed them');
      command.option(
        '--resume',
        'leave out the stacks that the last apply got through with, if nothing in them changed',
      );
    },
    examples: [
      ['hubfleet apply atlas-west', 'the cluster itself'],
      ['hubfleet apply --cluster atlas-west --yes', 'one cluster with its data, support services and hubs'],
      ['hubfleet apply --plans cdktf.out/plans --yes', 'in CI, exactly what was reviewed'],
      ['hubfleet apply --cluster atlas-west --resume', 'go on after a crash or Ctrl-C'],
    ],
    exits: {
      0: 'everything is applied, or there was nothing to do',
      1: 'problems in the fleet files, a plan is forbidden or not what was reviewed, or the answer was not yes',
      3: 'Terraform is missing, too old or failed',
    },
    async run(options, context, args) {
      if (!options.yes && !terminal.stdin.isTTY) {
        throw new CliError(
          'apply: there is no terminal to ask on; run it on one, or give --yes to apply without a question',
        );
      }
      const kept = await keptPlansOf(options, context);
      const before = await recordOf(options, context);
      const chosen = kept && args.length === 0 ? await plannedStacks(kept.dir) : args;
      const isText = options.format === 'text';
      return runTerraform(options, context, { args: chosen, terminal }, async (run) => {
        const results = await applyStacks(
          run,
          {
            yes: options.yes === true,
            ...(kept && { kept }),
            ...(before && { before }),
            // A program reads standard output, so whoever is asked sees the plan beside the question.
            people: isText ? context.stdout : context.stderr,
          },
          context,
        );
        const code = codeOf(results);
        context.stdout.write(isText ? renderOutcomes(results, run.text.colors) : renderPlanReport(results, code));
        if (isText && isHalfDone(results))
          context.stdout.write('to go on where this ended, run it again with --resume\n');
        return code;
      });
    },
  });
}

export const applyCommand = defineApply({ signals: process, stdin: process.stdin });

async function keptPlansOf(options: ApplyOptions, { cwd }: Context): Promise<KeptPlans | undefined> {
  const { plans, digest, maxAge } = options;
  if (plans === undefined) {
    if (digest !== undefined) throw new CliError('--digest: is about plans that were made before; give --plans too');
    return undefined;
  }
  const dir = resolve(cwd, plans);
  if (!(await stat(dir).catch(() => undefined))?.isDirectory()) {
    throw new CliError(`--plans: there is no folder ${plans}; make plans with hubfleet plan`);
  }
  if ((await plannedStacks(dir)).length === 0) {
    throw new CliError(`--plans: there is no plan in ${plans}; make plans with hubfleet plan`);
  }
  const found = await digestOf(dir);
  if (digest !== undefined && digest !== found) {
    throw new CliError(
      `--digest: ${plans} is not what was reviewed, got ${found}; plan again, and have that reviewed`,
      exitCodes.problems,
    );
  }
  return { dir, maxHours: maxAge };
}

/** What there is to go on with; who begins anew is told that there would be something. */
async function recordOf({ resume, out }: ApplyOptions, { cwd, stderr }: Context): Promise<RunRecord | undefined> {
  const outdir = resolve(cwd, out);
  const before = await readRecord(outdir);
  const unfinished = before ? unfinishedOf(before) : [];
  if (resume) {
    if (before && unfinished.length > 0) return before;
    throw new CliError(
      before
        ? `--resume: the last apply in ${out} got through with all of its stacks; run without --resume`
        : `--resume: there was no apply in ${out}; run without --resume, or name its folder with --out`,
    );
  }
  if (before && before.endedAt === undefined) {
    const many = unfinished.length === 1 ? '1 stack' : `${unfinished.length} stacks`;
    stderr.write(
      `the last apply in ${relative(cwd, outdir) || '.'} was killed with ${many} to go; --resume goes on with it\n`,
    );
  }
  return undefined;
}

function isHalfDone(results: readonly ApplyResult[]): boolean {
  const isDone = ({ outcome }: ApplyResult) => ['applied', 'no-changes', 'finished'].includes(outcome);
  return results.some(isDone) && !results.every(isDone);
}

function codeOf(results: readonly ApplyResult[]): ExitCode {
  const outcomes = new Set(results.map(({ outcome }) => outcome));
  if (outcomes.has('failed')) return exitCodes.failed;
  return outcomes.has('refused') || outcomes.has('declined') ? exitCodes.problems : exitCodes.fine;
}
