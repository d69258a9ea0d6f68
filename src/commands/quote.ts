import { cents, dollars } from '@hubfleet/policies';
import { InvalidArgumentError, Option } from 'commander';
import { synthesizedCost } from '../cost/base-cost.ts';
import { eventOn, type PlannedEvent } from '../cost/event.ts';
import type { CostSettings } from '../cost/fleet-cost.ts';
import { hubQuote } from '../cost/hub-quote.ts';
import { isInAccount } from '../fleet/account-cluster.ts';
import { profileSizes } from '../fleet/choices.ts';
import type { Cluster, Fleet, Hub } from '../fleet/fleet.ts';
import { loadFleet } from '../fleet/load.ts';
import { renderEventText } from '../render/cost-event.ts';
import { renderQuoteText } from '../render/cost-quote.ts';
import { renderJson } from '../render/json.ts';
import { renderProblemsText } from '../render/problems-text.ts';
import {
  CliError,
  type Context,
  defineCommand,
  type ExitCode,
  exitCodes,
  fleetOption,
  formatOption,
} from './command.ts';
import { costSettings, givenSettings, type PricingOptions, pricingOptions } from './cost-settings.ts';

interface QuoteOptions extends PricingOptions {
  readonly fleet: string;
  readonly cluster: string;
  readonly hub: string;
  readonly seats?: number;
  readonly date?: string;
  readonly hours: number;
  readonly arrival: number;
  readonly prewarm: number;
  readonly profile?: string;
  readonly format: 'text' | 'json';
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const quoteCommand = defineCommand<QuoteOptions>({
  description:
    'Tells what a hub would cost its community in a month: its own resources and its share of the cluster. With --seats ' +
    'it plans an event: nodes, seats to hold ready, quota to ask for, cost at the most, and what to change.',
  configure(command) {
    fleetOption(command);
    command.requiredOption('--cluster <name>', 'cluster of the hub');
    command.requiredOption('--hub <name>', 'hub to quote for');
    command.addOption(new Option('--seats <count>', 'people who come to an event').argParser(whole));
    command.addOption(new Option('--date <day>', 'day of the event, YYYY-MM-DD').argParser(day));
    command.addOption(new Option('--hours <count>', 'hours that it lasts').argParser(positive).default(3));
    command.addOption(
      new Option('--arrival <minutes>', 'minutes in which people arrive').argParser(positive).default(10),
    );
    command.addOption(
      new Option('--prewarm <minutes>', 'minutes before, from which nodes are ready').argParser(positive).default(60),
    );
    command.option('--profile <slug>', 'profile that people take; default: that of the hub');
    pricingOptions(command);
    formatOption(command, ['text', 'json']);
  },
  examples: [
    ['hubfleet quote --cluster lyra-uk --hub teaching --usage usage.yaml', 'what the hub costs in a month'],
    ['hubfleet quote --cluster lyra-uk --hub teaching --seats 120 --date 2026-12-03', 'a workshop of three hours'],
  ],
  exits: { 0: 'quoted or planned', 1: 'the profile fits no node, or there are problems in a file' },
  async run(options, context) {
    const given = await givenSettings(options, context);
    const loaded = await loadFleet(options.fleet, { cwd: context.cwd });
    if ('problems' in loaded) {
      context.stderr.write(renderProblemsText(loaded.problems, loaded.sources));
      return exitCodes.problems;
    }
    const settings = costSettings(given, loaded.fleet);
    const cluster = named(loaded.fleet.clusters, '--cluster', options.cluster);
    const hub = named(cluster.hubs, '--hub', options.hub);
    if (options.seats === undefined && !isInAccount(cluster)) {
      throw new CliError(
        `${cluster.name}: only a kubeconfig context is known, so its nodes have no price`,
        exitCodes.problems,
      );
    }
    if (options.seats === undefined)
      return await quoteMonth(loaded.fleet, cluster.name, hub.name, options, settings, context);
    const mostPlaceholders = loaded.fleet.policies.limits.maxPlaceholders;
    return quoteEvent({ cluster, hub, seats: options.seats, mostPlaceholders }, options, settings, context);
  },
});

async function quoteMonth(
  fleet: Fleet,
  cluster: string,
  hub: string,
  { format }: QuoteOptions,
  settings: CostSettings,
  context: Context,
): Promise<ExitCode> {
  const [cost] = (await synthesizedCost(fleet, settings, { cluster: [cluster] })).clusters;
  const quote = cost && hubQuote(cost, hub);
  if (!quote)
    throw new CliError(`${cluster}: the hub ${hub} could not be priced; run hubfleet check`, exitCodes.failed);
  const { own, nodes, shared, total, low, high } = quote;
  const amounts = Object.entries({ own, nodes, shared, total, low, high }).map(([key, amount]) => [
    key,
    cents(amount) / 100,
  ]);
  const profiles = quote.profiles.map(({ slug, hourly }) => ({
    slug,
    hourly: hourly === undefined ? null : dollars(hourly),
  }));
  context.stdout.write(
    format === 'json' ? renderJson({ ...quote, ...Object.fromEntries(amounts), profiles }) : renderQuoteText(quote),
  );
  return exitCodes.fine;
}

interface EventPlaceAndSize {
  readonly cluster: Cluster;
  readonly hub: Hub;
  readonly seats: number;
  readonly mostPlaceholders: number;
}

function quoteEvent(
  { cluster, hub, ...size }: EventPlaceAndSize,
  options: QuoteOptions,
  settings: CostSettings,
  context: Context,
): ExitCode {
  const { date, hours, profile, arrival, prewarm } = options;
  if (date === undefined) throw new CliError('quote: no day named for the event; add --date, for example 2026-12-03');
  if (date < settings.today) throw new CliError(`--date ${date} is over; name a day from ${settings.today} on`);
  const question = { ...size, date, hours, profile, arrivalMinutes: arrival, prewarmMinutes: prewarm };
  const event = eventOn(hub, cluster, question, settings.book, settings.usage);
  if (!event) {
    const known = profileSizes(hub).map(({ slug }) => slug);
    throw new CliError(
      `${hub.file}: no such profile, or its machines have no known size, got ${profile ?? 'the default'}; choose from ${known.join(', ')}`,
    );
  }
  context.stdout.write(options.format === 'json' ? renderJson(inDollars(event)) : renderEventText(event));
  if (event.plan.serversPerNode > 0) return exitCodes.fine;
  context.stderr.write(
    `${hub.file}: profile ${event.profile} fits no node of pool ${event.pool}; take a larger machine or a smaller profile\n`,
  );
  return exitCodes.problems;
}

function inDollars(event: PlannedEvent) {
  const { plan, seatHourly } = event;
  return {
    ...event,
    plan: { ...plan, cost: plan.cost === undefined ? null : dollars(plan.cost) },
    seatHourly: seatHourly === undefined ? null : dollars(seatHourly),
  };
}

function named<T extends { readonly name: string }>(list: readonly T[], option: string, name: string): T {
  const found = list.find((each) => each.name === name);
  if (found) return found;
  throw new CliError(
    `${option} '${name}' is not in the fleet; choose from ${list.map((each) => each.name).join(', ')}`,
  );
}

function positive(text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number > 0 && number <= 100_000) return number;
  throw new InvalidArgumentError('expected a number above 0 and at most 100000.');
}

function whole(text: string): number {
  const number = positive(text);
  if (Number.isInteger(number)) return number;
  throw new InvalidArgumentError('expected a whole number above 0 and at most 100000.');
}

function day(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  // Days that a month does not have would become days of the next.
  if (DAY.test(text) && !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError('expected a day like 2026-12-03.');
}
