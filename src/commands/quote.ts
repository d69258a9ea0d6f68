import { dollars } from '@hubfleet/policies';
import { InvalidArgumentError, Option } from 'commander';
import { eventOn, type PlannedEvent } from '../cost/event.ts';
import { loadFleet } from '../fleet/load.ts';
import { renderEventText } from '../render/cost-event.ts';
import { renderJson } from '../render/json.ts';
import { renderProblemsText } from '../render/problems-text.ts';
import { CliError, defineCommand, exitCodes, fleetOption, formatOption } from './command.ts';
import { costSettings, type PricingOptions, pricingOptions } from './cost-settings.ts';

interface QuoteOptions extends PricingOptions {
  readonly fleet: string;
  readonly cluster: string;
  readonly hub: string;
  readonly seats: number;
  readonly date: string;
  readonly hours: number;
  readonly arrival: number;
  readonly prewarm: number;
  readonly profile?: string;
  readonly format: 'text' | 'json';
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const quoteCommand = defineCommand<QuoteOptions>({
  description:
    'Plans an event on a hub: nodes, seats to hold ready, quota to ask for, what it costs at the most, and what to ' +
    'change before and after. What a hub costs month by month is told by hubfleet cost.',
  configure(command) {
    fleetOption(command);
    command.requiredOption('--cluster <name>', 'cluster of the hub');
    command.requiredOption('--hub <name>', 'hub of the event');
    command.addOption(new Option('--seats <count>', 'people who come').argParser(positive).makeOptionMandatory());
    command.addOption(new Option('--date <day>', 'day of the event, YYYY-MM-DD').argParser(day).makeOptionMandatory());
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
    ['hubfleet quote --cluster lyra-uk --hub teaching --seats 120 --date 2026-12-03', 'a workshop of three hours'],
  ],
  exits: { 0: 'planned', 1: 'the profile fits no node, or there are problems in a file' },
  async run(options, context) {
    const settings = await costSettings(options, context);
    const loaded = await loadFleet(options.fleet, { cwd: context.cwd });
    if ('problems' in loaded) {
      context.stderr.write(renderProblemsText(loaded.problems, loaded.sources));
      return exitCodes.problems;
    }
    const cluster = named(loaded.fleet.clusters, '--cluster', options.cluster);
    const hub = named(cluster.hubs, '--hub', options.hub);
    const { seats, date, hours, profile } = options;
    const question = { seats, date, hours, profile, arrivalMinutes: options.arrival, prewarmMinutes: options.prewarm };
    const event = eventOn(hub, cluster, question, settings.book, settings.usage);
    if (!event) {
      throw new CliError(
        `${hub.file}: no such profile, or its machines have no known size, got ${profile ?? 'the default'}; choose from ${hub.profiles.map(({ slug }) => slug).join(', ')}`,
      );
    }
    context.stdout.write(options.format === 'json' ? renderJson(inDollars(event)) : renderEventText(event));
    if (event.plan.serversPerNode > 0) return exitCodes.fine;
    context.stderr.write(
      `${hub.file}: profile ${event.profile} fits no node of pool ${event.pool}; take a larger machine or a smaller profile\n`,
    );
    return exitCodes.problems;
  },
});

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

function day(text: string): string {
  if (DAY.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError('expected a day like 2026-12-03.');
}
