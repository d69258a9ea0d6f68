import { type Command, Option } from 'commander';
import pc from 'picocolors';
import type { HealthListener } from '../health/health-event.ts';
import { Stopped } from '../health/health-failure.ts';
import type { HistoryLog } from '../health/history/history-log.ts';
import { openHistory } from '../health/history/open-history.ts';
import { summarizeHistory } from '../health/history/summary.ts';
import { changedLimits } from '../health/limits.ts';
import type { HubResult } from '../health/result.ts';
import type { HealthTarget } from '../health/target.ts';
import { extras } from '../health/target.ts';
import { type Assignment, verifyHubs } from '../health/verify-hubs.ts';
import { renderVerifyJson } from '../render/verify-json.ts';
import { renderVerifyJunit } from '../render/verify-junit.ts';
import { renderVerifySummary, renderVerifySummaryJson } from '../render/verify-summary.ts';
import { renderVerifyEvent } from '../render/verify-text.ts';
import { type SignalSource, whileListening } from '../terraform/interruption.ts';
import {
  CliError,
  type CommandDefinition,
  type Context,
  defineCommand,
  type ExitCode,
  exitCodes,
  formatOption,
  selectionOptions,
} from './command.ts';
import { amounts, openRequest, type VerifyRequestOptions, wholeNumber } from './verify-request.ts';

interface VerifyCommandOptions extends VerifyRequestOptions {
  readonly parallel: number;
  readonly history?: string;
  readonly summary?: boolean;
  readonly format: 'text' | 'json' | 'junit';
}

/** The command with the signals of a process; a test gives its own. */
export function defineVerify(signals: SignalSource): CommandDefinition {
  return defineCommand<VerifyCommandOptions>({
    description:
      'Checks live hubs layer by layer: name, certificate, hub, login, then a server of a test user with kernel, ' +
      'notebooks and storage. Each layer has a verdict, a time and a cause. The test user and its server are removed ' +
      'at the end, also after Ctrl-C. The token of the service hub-health is read from HUBFLEET_HEALTH_TOKEN, or for ' +
      'one hub from HUBFLEET_HEALTH_TOKEN_<CLUSTER>_<HUB>.',
    configure,
    examples: [
      ['hubfleet verify --cluster atlas-west --hub staging', 'one hub, with what it starts by default'],
      [
        'hubfleet verify --hub research --profiles all --format junit',
        'every image of every profile in every size, for CI',
      ],
      ['hubfleet verify --url http://127.0.0.1:8000 --hub staging', 'through a forwarded port'],
      ['hubfleet verify --history health.jsonl --summary', 'what earlier checks found'],
      ['hubfleet verify --history s3://odc-health/checks', 'a log that many checks share'],
    ],
    exits: {
      0: 'all layers work',
      1: 'a layer is broken, or there are problems in the fleet files',
      3: 'the check could not be done, or was interrupted',
    },
    run: (options, context) => (options.summary ? summarize(options, context) : verify(options, context, signals)),
  });
}

export const verifyCommand = defineVerify(process);

function configure(command: Command): void {
  selectionOptions(command);
  command.option('--url <url>', 'where the hub is; without --hub and --cluster no fleet is read');
  command.option('--as <cluster/hub>', 'what to call a hub that is known by --url alone');
  command.addOption(
    new Option(
      '--profiles <slug...>',
      'profiles to start: all, <profile>, <profile>/<image>, <profile>/<size> or <profile>/<image>/<size>',
    ).default([], 'what the hub starts by itself'),
  );
  command.addOption(
    new Option('--expect <extra...>', 'check these as well').choices(extras).default([], 'what the hub file declares'),
  );
  command.option('--notebooks <dir>', 'run the notebooks in this folder and in its <cluster>/<hub> as well');
  command.option('--token-file <file>', 'file with the token, instead of the variable');
  command.option('--ca <file>', 'certificate authority to trust beside the public ones, in PEM');
  command.option('--certificate-days <days>', 'warn of a certificate that ends sooner', wholeNumber, 14);
  const amountsOption = (flags: string, description: string) =>
    new Option(flags, description).argParser(amounts).default({}, 'see the documentation');
  command.addOption(amountsOption('--timeout <layer=seconds...>', 'time limits, for example spawn=900 total=3600'));
  command.addOption(amountsOption('--attempts <layer=number...>', 'numbers of attempts, for example http=1'));
  command.option('--parallel <number>', 'hubs to check at once', wholeNumber, 4);
  command.option(
    '--history <place>',
    'add the results to this file, or below s3://bucket/prefix or gs://bucket/prefix',
  );
  command.option('--summary', 'print what the history says instead of checking');
  formatOption(command, ['text', 'json', 'junit']);
}

async function summarize({ history: place, format }: VerifyCommandOptions, context: Context): Promise<ExitCode> {
  const log = await openLog(place, context);
  if (log === undefined) throw new CliError('--summary: needs a history; give --history FILE');
  if (format === 'junit') throw new CliError('--format: a summary is text or json, got junit');
  const history = await log.read().catch((error: Error) => {
    throw new CliError(`--history: cannot be read: ${error.message}`, exitCodes.failed);
  });
  const hubs = summarizeHistory(history.entries);
  const text =
    format === 'json'
      ? renderVerifySummaryJson(hubs, history.unreadable)
      : renderVerifySummary(hubs, history.unreadable, pc.createColors(hasColors(context.stdout.isTTY, context)));
  context.stdout.write(text);
  return exitCodes.fine;
}

async function verify(options: VerifyCommandOptions, context: Context, signals: SignalSource): Promise<ExitCode> {
  const request = await openRequest(options, context);
  if (!request) return exitCodes.problems;
  const { assignments, ...settings } = request;
  const log = await openLog(options.history, context);
  // A history that cannot be written is better known before the minutes that a check takes.
  await log?.prepare().catch(unwritten);
  const results = await whileListening(signals, async (interruption) => {
    const interrupted = new AbortController();
    const hurried = new AbortController();
    interruption.listen(() => {
      if (interrupted.signal.aborted) return hurried.abort();
      context.stderr.write('hubfleet: interrupted; cleaning up (interrupt again to wait no longer)\n');
      interrupted.abort(new Stopped('interrupted', 'interrupted'));
    });
    const listener = listenerFor(assignments, options, context);
    const ends = { interrupted: interrupted.signal, hurried: hurried.signal };
    const limitsOf = ({ startSeconds }: HealthTarget) => changedLimits(options.timeout, options.attempts, startSeconds);
    return await verifyHubs(
      assignments,
      { ...settings, ...ends, limitsOf, listener, now: context.now },
      options.parallel,
    );
  });
  if (options.format === 'json') context.stdout.write(renderVerifyJson(results));
  if (options.format === 'junit') context.stdout.write(renderVerifyJunit(results));
  await log?.append(results).catch(unwritten);
  return exitCodeOf(results, assignments.length);
}

/** Text is the result itself and goes to standard output; beside other formats it is news for whoever waits. */
function listenerFor(
  assignments: readonly Assignment[],
  { format }: VerifyCommandOptions,
  context: Context,
): HealthListener {
  const output = format === 'text' ? context.stdout : context.stderr;
  const several = assignments.length > 1;
  const choices = assignments.some(({ target }) => target.choices.length > 1);
  const live = output.isTTY === true && !several && context.env.TERM !== 'dumb';
  const colors = pc.createColors(hasColors(output.isTTY, context));
  return (event) => {
    const text = renderVerifyEvent(event, { colors, width: output.columns ?? 100, live, several, choices });
    if (text !== '') output.write(text);
  };
}

async function openLog(place: string | undefined, context: Context): Promise<HistoryLog | undefined> {
  if (place === undefined) return undefined;
  return await openHistory(place, context).catch((error: Error) => {
    throw new CliError(`--history: ${error.message}`);
  });
}

function unwritten(error: Error): never {
  throw new CliError(`--history: cannot be written: ${error.message}`, exitCodes.failed);
}

function exitCodeOf(results: readonly HubResult[], expected: number): ExitCode {
  if (results.some(({ verdict }) => verdict === 'unhealthy')) return exitCodes.problems;
  const complete = results.length === expected && results.every(({ verdict }) => verdict === 'healthy');
  return complete ? exitCodes.fine : exitCodes.failed;
}

function hasColors(isTTY: boolean | undefined, { env }: Context): boolean {
  return isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
}
