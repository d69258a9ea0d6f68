import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { CostSettings } from '../cost/fleet-cost.ts';
import { readSettings, UnreadableSettings } from '../cost/read-settings.ts';
import { type UsageFile, usageFile } from '../cost/usage-file.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { loadFleet } from '../fleet/load.ts';
import { priceBookOf } from '../fleet/price-book.ts';
import { type PricesFile, pricesFile } from '../fleet/schema/pricing.ts';
import { renderProblemsText } from '../render/problems-text.ts';
import { CliError, type Context, type ExitCode, exitCodes } from './command.ts';

/** Options of a command that prices something. */
export interface PricingOptions {
  readonly usage?: string;
  readonly prices?: string;
}

/** What the options name. */
interface GivenSettings {
  readonly usage: UsageFile;
  readonly prices: PricesFile | undefined;
  /** The day of the estimate, `YYYY-MM-DD`. */
  readonly today: string;
}

export function pricingOptions(command: Command): void {
  command.option('--usage <file>', 'YAML file that says how hubs are used');
  command.option(
    '--prices <file>',
    'YAML or JSON file with discounts, credits, own or fetched prices, beside the fleet',
  );
}

/** Reads what the options name. */
export async function givenSettings(options: PricingOptions, context: Context): Promise<GivenSettings> {
  return await settled(async () => {
    const [usage, prices] = await Promise.all([
      options.usage === undefined
        ? usageFile.parse({})
        : readSettings(resolve(context.cwd, options.usage), options.usage, usageFile),
      options.prices === undefined
        ? undefined
        : readSettings(resolve(context.cwd, options.prices), options.prices, pricesFile),
    ]);
    return { usage, prices, today: context.now().toISOString().slice(0, 10) };
  });
}

/** Settings with the prices of a fleet; what the options name wins over them. */
export function costSettings(given: GivenSettings, fleet: Pick<Fleet, 'pricing'> | undefined): CostSettings {
  const { usage, prices, today } = given;
  return { usage, today, book: priceBookOf(fleet?.pricing, prices) };
}

/** The fleet of a folder, where there is one: its prices hold for other files too. */
export async function nearbyFleet(dir: string, context: Context): Promise<Fleet | ExitCode | undefined> {
  const isThere = await access(join(resolve(context.cwd, dir), 'fleet.yaml')).then(
    () => true,
    () => false,
  );
  if (!isThere) return undefined;
  const loaded = await loadFleet(dir, { cwd: context.cwd });
  if ('fleet' in loaded) return loaded.fleet;
  context.stderr.write(renderProblemsText(loaded.problems, loaded.sources));
  return exitCodes.problems;
}

/** Turns what is wrong with a file into an answer of the command. */
export async function settled<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableSettings) throw new CliError(error.message, exitCodes.problems);
    throw error;
  }
}
