import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type CostSettings, priceBookOf } from '../cost/fleet-cost.ts';
import { pricesFile } from '../cost/prices-file.ts';
import { readSettings, UnreadableSettings } from '../cost/read-settings.ts';
import { usageFile } from '../cost/usage-file.ts';
import { CliError, type Context, exitCodes } from './command.ts';

/** Options of a command that prices something. */
export interface PricingOptions {
  readonly usage?: string;
  readonly prices?: string;
}

export function pricingOptions(command: Command): void {
  command.option('--usage <file>', 'YAML file that says how hubs are used');
  command.option('--prices <file>', 'YAML or JSON file with discounts, credits, own or fetched prices');
}

/** Reads what the options name. */
export async function costSettings(options: PricingOptions, context: Context): Promise<CostSettings> {
  return await settled(async () => {
    const [usage, prices] = await Promise.all([
      options.usage === undefined
        ? usageFile.parse({})
        : readSettings(resolve(context.cwd, options.usage), options.usage, usageFile),
      options.prices === undefined
        ? undefined
        : readSettings(resolve(context.cwd, options.prices), options.prices, pricesFile),
    ]);
    return { usage, book: priceBookOf(prices), today: context.now().toISOString().slice(0, 10) };
  });
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
