import { type Destruction, destroyStacks } from '../delivery/destroy-stacks.ts';
import { holdsResources } from '../delivery/state-probe.ts';
import { renderPlanReport } from '../render/plan-report.ts';
import { renderDestroyQuestion, renderOutcomes, renderPlanText } from '../render/plan-text.ts';
import { stacksOfFleet } from '../stacks/layer.ts';
import { CliError, type CommandDefinition, type Context, defineCommand, type ExitCode, exitCodes } from './command.ts';
import {
  runTerraform,
  type Terminal,
  type TerraformOptions,
  type TerraformRun,
  terraformOptions,
} from './terraform-run.ts';

interface DestroyOptions extends TerraformOptions {
  readonly confirm: readonly string[];
}

/** The command on a terminal; a test gives its own. */
export function defineDestroy(terminal: Terminal): CommandDefinition {
  return defineCommand<DestroyOptions>({
    description:
      'Plans to destroy the selected stacks, shows what would go, asks for the name of what is destroyed, and destroys ' +
      'it, hubs before the cluster they run on. A cluster goes with everything on it and is confirmed by its name, ' +
      'anything less by the names of its stacks. When one plan is refused nothing is destroyed: what prevent_destroy ' +
      'guards stays, unless waivers.yaml names it.',
    configure(command) {
      terraformOptions(command);
      const add = (name: string, before: readonly string[]): string[] => [...before, name];
      command.option('--confirm <name>', 'name of what is destroyed, instead of the question; repeatable', add, []);
    },
    examples: [
      ['hubfleet destroy atlas-west-staging', 'one hub; the home directories stay'],
      ['hubfleet destroy --cluster atlas-west', 'a cluster with its hubs'],
      ['hubfleet destroy atlas-west-staging --confirm atlas-west-staging', 'without a terminal'],
    ],
    exits: {
      0: 'everything is destroyed, or nothing was there',
      1: 'problems in the fleet files, a plan is refused, or the name was not the right one',
      3: 'Terraform is missing, too old or failed',
    },
    async run(options, context, args) {
      if (args.length + options.cluster.length + options.hub.length === 0) {
        throw new CliError('destroy: nothing is selected; name stacks, or give --cluster or --hub');
      }
      if (options.confirm.length === 0 && !terminal.stdin.isTTY) {
        throw new CliError('destroy: there is no terminal to ask on; run it on one, or give --confirm NAME');
      }
      // What goes need not be as the policies want it.
      const request = { args, terminal, judged: false };
      return runTerraform(options, context, request, (run) => destroyAll(run, options, context));
    },
  });
}

export const destroyCommand = defineDestroy({ signals: process, stdin: process.stdin });

async function destroyAll(run: TerraformRun, options: DestroyOptions, context: Context): Promise<ExitCode> {
  const { terraform, stacks, conversation, text } = run;
  const doomed = doomedOf(stacks);
  refuseWrongNames(doomed, options.confirm);
  await refuseOrphans(run);
  const isText = options.format === 'text';
  const people = isText ? context.stdout : context.stderr;
  const results = await destroyStacks(terraform, stacks, {
    ...run,
    onPlan: (plan) => people.write(renderPlanText(plan, text)),
    confirm: async (plans) => {
      if (options.confirm.length > 0) return true;
      for (const { name, stacks: own } of doomed) {
        const going = plans.filter(({ stack }) => own.includes(stack));
        if (going.length > 0 && (await conversation.ask(renderDestroyQuestion(name, going))) !== name) return false;
      }
      return true;
    },
  });
  const code = codeOf(results);
  context.stdout.write(isText ? renderOutcomes(results, text.colors) : renderPlanReport(results, code));
  return code;
}

/** A stack that others stand on does not go without them, as long as there is anything of them. */
async function refuseOrphans({ terraform, fleet, stacks, outdir }: TerraformRun): Promise<void> {
  const selected = new Set(stacks.map(({ name }) => name));
  const needs = ({ dependsOn }: { readonly dependsOn: readonly string[] }) =>
    dependsOn.some((name) => selected.has(name));
  const left = stacksOfFleet(fleet).filter((place) => needs(place) && !selected.has(place.name));
  if (left.length === 0) return;
  const { synthesize } = await import('../stacks/synthesize.ts');
  const { stacks: others } = await synthesize(fleet, { selection: { stack: left.map(({ name }) => name) }, outdir });
  const alive: string[] = [];
  for (const other of others) if (await holdsResources(terraform, other)) alive.push(other.name);
  if (alive.length === 0) return;
  const needed = stacks.filter(({ name }) =>
    left.some((each) => alive.includes(each.name) && each.dependsOn.includes(name)),
  );
  throw new CliError(
    `${needed.map(({ name }) => name).join(', ')}: ${alive.join(', ')} ${alive.length === 1 ? 'needs' : 'need'} it; destroy what needs it as well, or before`,
  );
}

/** What is confirmed by one name. */
interface Doomed {
  readonly name: string;
  readonly stacks: readonly string[];
}

/** A cluster that goes as a whole has one name, otherwise each stack its own. */
function doomedOf(stacks: TerraformRun['stacks']): Doomed[] {
  const whole = new Set(stacks.filter(({ name, cluster }) => name === cluster).map(({ name }) => name));
  const nameOf = ({ name, cluster }: TerraformRun['stacks'][number]) => (whole.has(cluster) ? cluster : name);
  const names = [...new Set(stacks.map(nameOf))];
  return names.map((name) => ({
    name,
    stacks: stacks.filter((stack) => nameOf(stack) === name).map((stack) => stack.name),
  }));
}

function refuseWrongNames(doomed: readonly Doomed[], given: readonly string[]): void {
  if (given.length === 0) return;
  const names = doomed.map(({ name }) => name);
  if (names.length === new Set(given).size && names.every((name) => given.includes(name))) return;
  throw new CliError(
    `--confirm: is not what would be destroyed, got ${given.join(', ')}; if you mean it, give ${names.map((name) => `--confirm ${name}`).join(' ')}`,
  );
}

function codeOf(results: readonly Destruction[]): ExitCode {
  const outcomes = new Set(results.map(({ outcome }) => outcome));
  if (outcomes.has('failed')) return exitCodes.failed;
  return outcomes.has('refused') || outcomes.has('declined') ? exitCodes.problems : exitCodes.fine;
}
