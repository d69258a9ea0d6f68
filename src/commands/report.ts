import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { z } from 'zod';
import { checkStacks } from '../check/check-stacks.ts';
import { dayOf } from '../check/policy-options.ts';
import { fleetCost } from '../cost/fleet-cost.ts';
import { strayNames } from '../cost/usage-names.ts';
import { openHistory } from '../health/history/open-history.ts';
import { type ReportFormat, renderReport, renderReportWritten, reportFormats } from '../render/report.ts';
import { driftFile } from '../report/drift.ts';
import { type FleetReport, fleetReport } from '../report/fleet-report.ts';
import { previousReport } from '../report/previous-report.ts';
import { readJson } from '../report/read-json.ts';
import {
  CliError,
  type Context,
  defineCommand,
  type ExitCode,
  exitCodes,
  formatOption,
  type SelectionOptions,
  selectionOptions,
} from './command.ts';
import { costSettings, givenSettings, type PricingOptions, pricingOptions, settled } from './cost-settings.ts';
import { synthesizeFleet } from './synthesized-fleet.ts';

interface ReportOptions extends SelectionOptions, PricingOptions {
  readonly out?: string;
  readonly format: ReportFormat;
  readonly stacks: string;
  readonly history?: string;
  readonly drift?: string;
  readonly previous?: string;
}

const DEFAULT_OUT = 'report';

export const reportCommand = defineCommand<ReportOptions>({
  description:
    'Writes a report of the fleet for people who look: index.html for all of it and a page for the administrators of ' +
    'each hub. The pages need no network and hold no secret. Findings do not fail this command; check does.',
  configure(command) {
    selectionOptions(command);
    command.option('--out <dir>', `folder for the report (default: ${DEFAULT_OUT}; json and markdown are printed)`);
    command.option('--history <place>', 'history that verify --history wrote: a file, s3://… or gs://…');
    command.option('--drift <file>', 'what drift --format json printed');
    command.option('--previous <file>', 'earlier report (--format json): since when findings and waivers are known');
    pricingOptions(command);
    command.option('--stacks <dir>', 'folder for Terraform JSON', 'cdktf.out');
    formatOption(command, reportFormats);
  },
  examples: [
    ['hubfleet report', 'report/index.html and report/hubs/*.html'],
    ['hubfleet report --out public --history health.jsonl', 'with the health of the hubs'],
    ['hubfleet report --drift drift.json', 'with what differs from the files; from hubfleet drift --format json'],
    ['hubfleet report --format json > report.json', 'the same data for programs'],
    ['hubfleet report --previous report.json', 'with the age of findings'],
  ],
  exits: { 0: 'the report was written', 1: 'there are problems in a file', 3: 'the report could not be written' },
  async run(options, context) {
    const report = await makeReport(options, context);
    return typeof report === 'number' ? report : await write(report, options, context);
  },
});

async function makeReport(options: ReportOptions, context: Context): Promise<FleetReport | ExitCode> {
  const { history: historyFile, drift: driftPath, previous: previousPath } = options;
  // Files that cannot be read are better known before the seconds that the rest takes.
  const [given, history, drift, previous] = await Promise.all([
    givenSettings(options, context),
    historyFile === undefined ? undefined : readChecks(historyFile, context),
    driftPath === undefined ? undefined : readOption(driftPath, driftFile, context),
    previousPath === undefined ? undefined : readOption(previousPath, previousReport, context),
  ]);
  const synthesized = await synthesizeFleet({ ...options, out: options.stacks }, context);
  if (typeof synthesized === 'number') return synthesized;
  const { fleet, stacks } = synthesized;
  const settings = costSettings(given, fleet);
  const [stray] = strayNames(settings.usage, fleet.clusters);
  if (stray !== undefined) throw new CliError(`${options.usage}: ${stray}`, exitCodes.problems);
  const today = dayOf(context.now());
  const check = checkStacks(fleet, stacks, today);
  const cost = fleetCost(fleet.clusters, stacks, settings);
  return fleetReport({ fleet, stacks, check, cost, usage: settings.usage, history, drift, previous, today });
}

async function readChecks(place: string, context: Context) {
  const log = await openHistory(place, context).catch((error: Error) => {
    throw new CliError(`--history: ${error.message}`);
  });
  const { entries, unreadable } = await log.read().catch((error: Error) => {
    throw new CliError(`--history: cannot be read: ${error.message}`, exitCodes.problems);
  });
  if (unreadable.length > 0) {
    context.stderr.write(`${place}: lines that cannot be read are left out: ${unreadable.join(', ')}\n`);
  }
  return entries;
}

async function readOption<T>(file: string, schema: z.ZodType<T>, context: Context): Promise<T> {
  return await settled(() => readJson(resolve(context.cwd, file), file, schema));
}

/** Pages go to a folder; one file goes there too when a folder is named, else to standard output. */
async function write(report: FleetReport, { format, out }: ReportOptions, context: Context): Promise<ExitCode> {
  const files = renderReport(report, format);
  if (out === undefined && format !== 'html') {
    for (const text of files.values()) context.stdout.write(text);
    return exitCodes.fine;
  }
  const shown = out ?? DEFAULT_OUT;
  const folder = resolve(context.cwd, shown);
  for (const [name, text] of files) {
    const file = join(folder, name);
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    } catch (error) {
      throw new CliError(`--out: cannot be written: ${(error as Error).message}`, exitCodes.failed);
    }
  }
  context.stdout.write(renderReportWritten(files, shown));
  return exitCodes.fine;
}
