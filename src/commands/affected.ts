import { Option } from 'commander';
import pc from 'picocolors';
import picomatch from 'picomatch';
import { type AffectedStack, affectedStacks } from '../delivery/affected/affected-stack.ts';
import { stackVersions } from '../delivery/affected/base-stacks.ts';
import { type AffectedReport, affectedRenderers, type MatrixUnit } from '../render/affected.ts';
import { MatrixTooLarge } from '../render/affected-matrix.ts';
import {
  CliError,
  type Context,
  defineCommand,
  exitCodes,
  formatOption,
  type SelectionOptions,
  selectionOptions,
} from './command.ts';
import { readBase } from './read-base.ts';
import { outOption, type SynthesisOptions, synthesizeFleet } from './synthesized-fleet.ts';

interface AffectedOptions extends SynthesisOptions {
  readonly base: string;
  readonly by: MatrixUnit;
  readonly format: keyof typeof affectedRenderers;
}

export const affectedCommand = defineCommand<AffectedOptions>({
  description:
    'Tells which stacks a change touches: synthesizes the fleet and the version it came from, and compares the ' +
    'Terraform JSON. Comments and order do not count; versions of providers in kept lock files do. Nothing is planned ' +
    'and no cloud is asked.',
  configure(command) {
    command.requiredOption(
      '--base <base>',
      'what to compare with: a git commit, branch or tag; a folder with fleet.yaml; a checkout; or a kept synthesis',
    );
    selectionOptions(command);
    outOption(command);
    formatOption(command, Object.keys(affectedRenderers) as ['text', ...string[]]);
    command.addOption(
      new Option('--by <unit>', 'what a job of the github or gitlab matrix is for')
        .choices(['stack', 'cluster'])
        .default('stack'),
    );
  },
  examples: [
    ['hubfleet affected --base origin/main', 'what this checkout changes'],
    ['hubfleet affected --base main --format github', 'a matrix for GitHub Actions, on one line'],
    ['hubfleet affected --base main --format gitlab --by cluster', 'a matrix for a child pipeline of GitLab'],
    ['hubfleet affected --base ../released/cdktf.out', 'what another version of hubfleet would change'],
  ],
  exits: {
    0: 'compared, whether something is touched or not',
    1: 'problems in the fleet files or in those of the base',
    3: 'git is missing or failed',
  },
  async run(options, context) {
    const report = await compareWithBase(options, context);
    if (typeof report === 'number') return report;
    try {
      context.stdout.write(affectedRenderers[options.format](report, { colors: pc, by: options.by }));
    } catch (error) {
      if (error instanceof MatrixTooLarge) throw new CliError(error.message, exitCodes.problems);
      throw error;
    }
    return exitCodes.fine;
  },
});

/** Compares the whole fleet, and tells of the part that is selected. */
async function compareWithBase(options: AffectedOptions, context: Context) {
  const synthesized = await synthesizeFleet({ ...options, cluster: [], hub: [] }, context);
  if (typeof synthesized === 'number') return synthesized;
  const base = await readBase(options, context);
  const after = await stackVersions(synthesized.fleet, synthesized.stacks);
  const isSelected = selectorOf(options, [...base.stacks, ...after]);
  const stacks = affectedStacks(base.stacks.filter(isSelected), after.filter(isSelected));
  const touched = new Set(stacks.map(({ stack }) => stack));
  const unchanged = after.filter((stack) => isSelected(stack) && !touched.has(stack.name)).length;
  return { base: { name: options.base, kind: base.kind }, stacks, unchanged } satisfies AffectedReport;
}

type Place = Pick<AffectedStack, 'cluster' | 'hub'>;

/** Names may be of what is there or of what is gone; of neither they are a mistake. */
function selectorOf(options: SelectionOptions, known: readonly Place[]): (place: Place) => boolean {
  const names = {
    cluster: [...new Set(known.map(({ cluster }) => cluster).filter((name) => name !== ''))].sort(),
    hub: [...new Set(known.flatMap(({ hub }) => hub ?? []))].sort(),
  };
  for (const option of ['cluster', 'hub'] as const) {
    const stray = options[option].find((glob) => !names[option].some((name) => picomatch.isMatch(name, glob)));
    if (stray === undefined) continue;
    throw new CliError(
      `--${option}: '${stray}' is neither in ${options.fleet} nor in the base; choose from ${names[option].join(', ')}`,
    );
  }
  const matches = (globs: readonly string[], name: string) => globs.length === 0 || picomatch.isMatch(name, [...globs]);
  return ({ cluster, hub }) =>
    matches(options.cluster, cluster) && (hub === undefined ? options.hub.length === 0 : matches(options.hub, hub));
}
