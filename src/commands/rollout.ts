import { join, resolve } from 'node:path';
import pc from 'picocolors';
import { checkStacks } from '../check/check-stacks.ts';
import { dayOf } from '../check/policy-options.ts';
import type { RolloutRecord } from '../delivery/rollout/record.ts';
import { RecordFolder, UnusableRecords } from '../delivery/rollout/record-folder.ts';
import { renderJson } from '../render/json.ts';
import { count } from '../render/problems-text.ts';
import { renderRolloutSummary } from '../render/rollout-text.ts';
import { renderWaves, renderWavesJson } from '../render/rollout-waves.ts';
import { CliError, type CommandDefinition, type Context, defineCommand, type ExitCode, exitCodes } from './command.ts';
import { openChecks } from './rollout-checks.ts';
import { type RolloutOptions, rolloutOptions } from './rollout-options.ts';
import { planRollout } from './rollout-plan.ts';
import { runRollout } from './rollout-run.ts';
import { isForbidden, type Terminal, withTerraform } from './terraform-run.ts';

/** The command on a terminal; a test gives its own. */
export function defineRollout(terminal: Terminal): CommandDefinition {
  return defineCommand<RolloutOptions>({
    description:
      'Brings a change to the fleet in waves: what clusters share, staging hubs, canary hubs, production hubs, each in ' +
      'batches. Every stack is planned, judged by the policies and applied as by apply; hubs are checked after each ' +
      'batch as by verify. A failed hub is taken back, holds back the hubs of its cluster in later waves, and too many ' +
      'of them halt the rollout. Each rollout leaves a record, from which --resume goes on.',
    configure: rolloutOptions,
    examples: [
      ['hubfleet rollout --dry-run', 'the waves of the whole fleet'],
      ['hubfleet rollout --base origin/main~1', 'what the last merge touches'],
      ['hubfleet rollout --pending --yes', 'in CI: what no rollout has finished as it is now'],
      ["hubfleet rollout --cluster 'atlas-*' --batches production=2,10 --halt-at 10%", 'some clusters, in other steps'],
      ['hubfleet rollout --resume', 'go on with the last one, without repeating what it has finished'],
    ],
    exits: {
      0: 'everything is rolled out and healthy, or on hold',
      1: 'problems in the fleet files, the policies forbid a plan, a hub is unhealthy, or the answer was not yes',
      3: 'Terraform, Helm or git is missing or failed',
    },
    async run(options, context, args) {
      try {
        return await start(options, context, args, terminal);
      } catch (error) {
        if (error instanceof UnusableRecords) throw new CliError(error.message, exitCodes.problems);
        throw error;
      }
    },
  });
}

export const rolloutCommand = defineRollout({ signals: process, stdin: process.stdin });

async function start(
  options: RolloutOptions,
  context: Context,
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  if (!options.yes && !options.dryRun && !terminal.stdin.isTTY) {
    throw new CliError(
      'rollout: there is no terminal to ask on; run it on one, or give --yes to roll out without a question',
    );
  }
  const records = new RecordFolder(resolve(context.cwd, options.records));
  const resumed = await recordToResume(options, args, records);
  const plan = await planRollout(options, { args, records, resumed }, context);
  if (typeof plan === 'number') return plan;
  const { fleet, waves } = plan;
  const rolled = waves.flatMap(({ batches }) => batches.flat());
  if (isForbidden(checkStacks(fleet, rolled, dayOf(context.now())), context)) return exitCodes.problems;
  const isText = options.format === 'text';
  if (options.dryRun || rolled.length === 0) {
    context.stdout.write(isText ? renderWaves(plan, pc) : renderWavesJson(plan));
    return exitCodes.fine;
  }
  const check = plan.settings.verify ? await openChecks(fleet, rolled, options, context) : undefined;
  (isText ? context.stdout : context.stderr).write(renderWaves(plan, pc));
  if (!resumed) await tellOfUnfinished(records, context);
  return await withTerraform(options, context, { terminal, outdir: plan.outdir }, async (tools) => {
    const question = `roll out ${count(rolled.length, 'stack')} in ${count(waves.length, 'wave')}? type yes: `;
    if (!options.yes && (await tools.conversation.ask(question)) !== 'yes') return exitCodes.problems;
    const record = await runRollout(plan, resumed, { ...tools, records, check }, options, context);
    const file = join(records.dir, `${record.id}.json`);
    context.stdout.write(isText ? renderRolloutSummary(record, file, pc) : renderJson(record));
    return codeOf(record);
  });
}

async function recordToResume(
  { resume, cluster, hub, base, pending }: RolloutOptions,
  args: readonly string[],
  records: RecordFolder,
): Promise<RolloutRecord | undefined> {
  if (resume === undefined) return undefined;
  if (cluster.length + hub.length + args.length > 0 || base !== undefined || pending) {
    throw new CliError('--resume: goes on with the stacks of that rollout; leave out what selects others');
  }
  const record = resume === true ? await lastOf(records) : await records.read(resume);
  if (!record)
    throw new CliError(`--resume: there is no rollout in ${records.dir}; start one, or name its folder with --records`);
  if (record.outcome !== 'done') return record;
  throw new CliError(`--resume: rollout ${record.id} is done; start a new one`);
}

async function lastOf(records: RecordFolder): Promise<RolloutRecord | undefined> {
  for await (const record of records.newestFirst()) return record;
  return undefined;
}

async function tellOfUnfinished(records: RecordFolder, { stderr }: Context): Promise<void> {
  const last = await lastOf(records);
  if (!last || last.outcome === 'done') return;
  stderr.write(`rollout ${last.id} was not finished (${last.outcome}); --resume would go on with it\n`);
}

/** What failed outside counts for more than a hub that is not healthy. */
function codeOf({ stacks, outcome }: RolloutRecord): ExitCode {
  const isStuck = (entry: RolloutRecord['stacks'][number]): boolean =>
    entry.outcome === 'failed' || (entry.rollbacks?.every((each) => each.outcome === 'failed') ?? false);
  if (stacks.some(isStuck)) return exitCodes.failed;
  return outcome === 'done' ? exitCodes.fine : exitCodes.problems;
}
