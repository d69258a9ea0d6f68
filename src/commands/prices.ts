import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type PriceSheet, priceAges } from '@hubfleet/policies';
import { Argument, Option } from 'commander';
import { AWS_PRICE_LISTS, fetchAwsPrices } from '../cost/price-update/aws-price-list.ts';
import { PriceListError } from '../cost/price-update/get-json.ts';
import { fetchGooglePrices, GOOGLE_PRICE_LISTS } from '../cost/price-update/google-price-list.ts';
import { readSettings } from '../cost/read-settings.ts';
import { type PricesFile, pricesFile } from '../fleet/schema/pricing.ts';
import { renderPriceAges, renderPricesFile } from '../render/cost-prices.ts';
import { renderJson } from '../render/json.ts';
import {
  CliError,
  type Context,
  defineCommand,
  type ExitCode,
  exitCodes,
  fleetOption,
  formatOption,
} from './command.ts';
import { costSettings, givenSettings, nearbyFleet, settled } from './cost-settings.ts';

interface PricesOptions {
  readonly fleet: string;
  readonly format: 'text' | 'json';
  readonly prices?: string;
  readonly region: readonly string[];
  readonly out?: string;
  readonly awsUrl: string;
  readonly googleUrl: string;
}

const KEY = 'GOOGLE_BILLING_API_KEY';

export const pricesCommand = defineCommand<PricesOptions>({
  description:
    'Lists where prices come from and how old they are. With update it fetches the public price lists of the clouds ' +
    'and writes them to prices.yaml beside fleet.yaml, or to a file for --prices; nothing else ever asks the network for a price.',
  configure(command) {
    fleetOption(command);
    command.addArgument(new Argument('[what]', 'update: fetch price lists').choices(['update']));
    const append = (value: string, before: readonly string[]): string[] => [...before, value];
    command.option('--prices <file>', 'file with own or fetched prices');
    command.addOption(
      new Option('--region <name>', 'region to fetch, repeatable; the cloud follows from its name')
        .argParser(append)
        .default([]),
    );
    command.option(
      '--out <file>',
      'file to write the fetched prices to; default: prices.yaml of the fleet, which every command reads',
    );
    command.addOption(
      new Option('--aws-url <url>', 'address of the price lists of AWS').default(AWS_PRICE_LISTS).hideHelp(),
    );
    command.addOption(
      new Option('--google-url <url>', 'address of the catalog of Google').default(GOOGLE_PRICE_LISTS).hideHelp(),
    );
    formatOption(command, ['text', 'json']);
  },
  examples: [
    ['hubfleet prices', 'sources and their age'],
    ['hubfleet prices update --region us-west-2', 'fetch the prices of a region of AWS for the fleet'],
    [`${KEY}=... hubfleet prices update --region europe-west2 --out prices.json`, 'of a region of Google Cloud'],
  ],
  exits: { 0: 'listed or written', 1: 'a file has problems', 3: 'a price list could not be fetched' },
  async run(options, context, [what]) {
    return what === 'update' ? await update(options, context) : await list(options, context);
  },
});

async function list(options: PricesOptions, context: Context): Promise<ExitCode> {
  const given = await givenSettings(options, context);
  const fleet = await nearbyFleet(options.fleet, context);
  if (typeof fleet === 'number') return fleet;
  const { book, today } = costSettings(given, fleet);
  const ages = priceAges(book.sheets, today);
  context.stdout.write(options.format === 'json' ? renderJson({ prices: ages }) : renderPriceAges(ages));
  return exitCodes.fine;
}

async function update(options: PricesOptions, context: Context): Promise<ExitCode> {
  const { region: regions, prices: given } = options;
  if (regions.length === 0) throw new CliError('prices update: no region named; add --region, for example us-west-2');
  const out = options.out ?? join(options.fleet, 'prices.yaml');
  const file = resolve(context.cwd, out);
  if (options.out === undefined && !(await isThere(dirname(file)))) {
    throw new CliError(
      `prices update: there is no fleet in ${options.fleet}; name a file with --out, for example prices.yaml`,
    );
  }
  const before = await priorPrices(given ?? ((await isThere(file)) ? out : undefined), context);
  const fetched: PriceSheet[] = [];
  try {
    for (const region of regions) fetched.push(...(await fetchRegion(region, options, context)));
  } catch (error) {
    if (error instanceof PriceListError) throw new CliError(error.message, exitCodes.failed);
    throw error;
  }
  if (fetched.length === 0)
    throw new CliError(`prices update: the lists hold nothing for ${regions.join(', ')}; check the names`);
  const kept = before.sheets.filter(
    (sheet) => !fetched.some((each) => each.source === sheet.source && each.regions[0] === sheet.regions[0]),
  );
  const all = { ...before, sheets: [...kept, ...fetched] };
  await replace(file, out.endsWith('.json') ? renderJson(all) : renderPricesFile(all));
  const count = fetched.reduce((sum, { prices }) => sum + Object.keys(prices).length, 0);
  context.stdout.write(`${out}: ${count} prices of ${regions.join(', ')}\n`);
  return exitCodes.fine;
}

/** What a file of prices held before: an update keeps what it does not fetch. */
async function priorPrices(file: string | undefined, { cwd }: Context): Promise<PricesFile> {
  if (file === undefined) return pricesFile.parse({});
  return await settled(() => readSettings(resolve(cwd, file), file, pricesFile));
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

/** Regions of AWS have a dash before their number, those of Google have not. */
async function fetchRegion(
  region: string,
  { awsUrl, googleUrl }: PricesOptions,
  { env }: Context,
): Promise<PriceSheet[]> {
  if (/-\d$/.test(region)) return await fetchAwsPrices(region, awsUrl);
  const key = env[KEY];
  if (!key) throw new CliError(`prices update: Google's catalog asks for an API key; set ${KEY}`);
  return await fetchGooglePrices(region, key, googleUrl);
}

/** Written beside and renamed, so that a crash leaves the earlier file whole. */
async function replace(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, text);
  await rename(temporary, file);
}
