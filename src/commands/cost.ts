import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { parseJson, UnreadableInput } from '@hubfleet/policies';
import { Option } from 'commander';
import { baseCost } from '../cost/base-cost.ts';
import type { CostReport } from '../cost/cost-report.ts';
import { type CostSettings, fleetCost } from '../cost/fleet-cost.ts';
import { type GateCase, overBudget } from '../cost/gate.ts';
import { planCost } from '../cost/plan-cost.ts';
import { strayNames } from '../cost/usage-names.ts';
import { isInAccount } from '../fleet/account-cluster.ts';
import { type CostFormat, costFormats, renderCost } from '../render/cost.ts';
import {
  CliError,
  type Context,
  defineCommand,
  type ExitCode,
  exitCodes,
  formatOption,
  selectionOptions,
} from './command.ts';
import {
  costSettings,
  givenSettings,
  nearbyFleet,
  type PricingOptions,
  pricingOptions,
  settled,
} from './cost-settings.ts';
import { outOption, type SynthesisOptions, type SynthesizedFleet, synthesizeFleet } from './synthesized-fleet.ts';

interface CostOptions extends SynthesisOptions, PricingOptions {
  readonly format: CostFormat;
  readonly plan: readonly string[];
  readonly region?: string;
  readonly compare?: string;
  readonly gate: GateCase | 'none';
  readonly details: boolean;
  readonly explain: boolean;
}

export const costCommand = defineCommand<CostOptions>({
  description:
    'Prices the selected stacks: what they cost a month when nobody is logged in, as expected, and with every pool at ' +
    'its most. Nothing is created and no cloud is asked. What has no price is counted, never taken for zero.',
  configure(command) {
    const append = (file: string, before: readonly string[]): string[] => [...before, file];
    command.option('--plan <file>', 'price this plan or Terraform JSON instead of the fleet, repeatable', append, []);
    command.option('--region <name>', 'region for a plan whose provider names none');
    pricingOptions(command);
    command.option('--compare <base>', 'saved estimate (--format json) or folder of another fleet to compare with');
    command.addOption(
      new Option('--gate <case>', 'end with 1 if a cluster costs more than its budget in this case')
        .choices(['floor', 'expected', 'ceiling', 'none'])
        .default('expected'),
    );
    command.option('--details', 'print every resource', false);
    command.option('--explain', 'print what other settings would change', false);
    selectionOptions(command);
    outOption(command);
    formatOption(command, costFormats);
  },
  examples: [
    ['hubfleet cost', 'the fleet in ./clusters, with assumed use'],
    ['hubfleet cost --usage usage.yaml --explain', 'with what is known of the hubs, and what could be saved'],
    ['hubfleet cost --format json > base.json', 'save an estimate'],
    ['hubfleet cost --compare base.json --format markdown', 'a comment for a pull request'],
    ['terraform show -json plan.bin > plan.json && hubfleet cost --plan plan.json', 'a plan, whoever wrote it'],
  ],
  exits: {
    0: 'every cluster keeps to its budget',
    1: 'a cluster costs more than its budget, or there are problems in a file',
  },
  async run(options, context) {
    const given = await givenSettings(options, context);
    const synthesized = options.plan.length === 0 ? await synthesizeFleet(options, context) : undefined;
    if (typeof synthesized === 'number') return synthesized;
    const fleet = synthesized?.fleet ?? (await nearbyFleet(options.fleet, context));
    if (typeof fleet === 'number') return fleet;
    const settings = costSettings(given, fleet);
    if (synthesized) tellUnpriced(synthesized, context);
    const report = synthesized
      ? priceFleet(synthesized, options, settings)
      : await priceFiles(options, settings, context);
    return await print(report, options, settings, context);
  },
});

function tellUnpriced({ fleet, stacks }: SynthesizedFleet, { stderr }: Context): void {
  const unpriced = fleet.clusters.filter((cluster) => !isInAccount(cluster));
  for (const { name } of unpriced.filter(({ name: own }) => stacks.some(({ cluster }) => cluster === own))) {
    stderr.write(`${name}: not priced, because only a kubeconfig context is known of it\n`);
  }
}

function priceFleet({ fleet, stacks }: SynthesizedFleet, options: CostOptions, settings: CostSettings): CostReport {
  const [stray] = strayNames(settings.usage, fleet.clusters);
  if (stray !== undefined) throw new CliError(`${options.usage}: ${stray}`, exitCodes.problems);
  return fleetCost(fleet.clusters, stacks, { ...settings, withChanges: options.explain });
}

async function priceFiles(
  { plan, region }: CostOptions,
  settings: CostSettings,
  context: Context,
): Promise<CostReport> {
  const documents = await Promise.all(
    plan.map(async (file) => {
      const bytes = await readFile(resolve(context.cwd, file)).catch((error: NodeJS.ErrnoException) => {
        throw new CliError(`${file}: cannot be read (${error.code}); name an existing file`, exitCodes.problems);
      });
      return { stack: stackName(file), bytes, file };
    }),
  );
  try {
    const read = documents.map(({ stack, bytes, file }) => {
      const json = parseJson(bytes, file);
      if (isTerraform(json)) return { stack, json };
      throw new UnreadableInput(
        file,
        'holds neither a plan nor resources',
        'give the output of terraform show -json, or a cdk.tf.json',
      );
    });
    return planCost(read, { ...settings, region });
  } catch (error) {
    if (error instanceof UnreadableInput) throw new CliError(error.message, exitCodes.problems);
    throw error;
  }
}

function isTerraform(json: unknown): boolean {
  return typeof json === 'object' && json !== null && ('format_version' in json || 'resource' in json);
}

/** `…/stacks/<stack>/cdk.tf.json` is named by its folder, every other file by itself. */
function stackName(file: string): string {
  const name = basename(file);
  return name.endsWith('.tf.json') ? basename(dirname(resolve(file))) : basename(name, extname(name));
}

async function print(
  report: CostReport,
  options: CostOptions,
  settings: CostSettings,
  context: Context,
): Promise<ExitCode> {
  const { compare, format, details, gate } = options;
  const base =
    compare === undefined ? undefined : await settled(() => baseCost(resolve(context.cwd, compare), compare, settings));
  const shown = base && format === 'text' ? 'markdown' : format;
  const { columns } = context.stdout;
  context.stdout.write(renderCost(report, shown, { details, base, now: context.now(), columns }));
  const over = gate === 'none' ? [] : overBudget(report, gate);
  for (const sentence of over) context.stderr.write(`${sentence}\n`);
  return over.length > 0 ? exitCodes.problems : exitCodes.fine;
}
