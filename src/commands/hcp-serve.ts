import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { dayOf } from '../check/policy-options.ts';
import { loadFleet } from '../fleet/load.ts';
import { type JudgingPolicies, judgingPolicies, readWaivers } from '../hcp/judging-policies.ts';
import { apiOrigin, isHost, publicHosts } from '../hcp/origins.ts';
import { type ServeOptions, serveRunTasks } from '../hcp/serve-run-tasks.ts';
import { createServerLog, type LogLevel, logLevels } from '../hcp/server-log.ts';
import { renderProblemsText } from '../render/problems-text.ts';
import { type SignalSource, whileListening } from '../terraform/interruption.ts';
import {
  CliError,
  type CommandDefinition,
  type Context,
  defineCommand,
  exitCodes,
  type FleetOptions,
  fleetOption,
} from './command.ts';

interface HcpServeOptions extends FleetOptions {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly hostname: readonly string[];
  readonly waivers?: string;
  readonly concurrency: number;
  readonly queue: number;
  readonly taskTimeout: number;
  readonly heartbeat: number;
  readonly grace: number;
  readonly maxMib: number;
  readonly unsigned?: boolean;
  readonly logLevel: LogLevel;
}

const KEY = 'HUBFLEET_HCP_HMAC_KEY';
const OLD_KEY = 'HUBFLEET_HCP_HMAC_KEY_OLD';
const MIB = 1024 * 1024;
const SECOND = 1000;

/** HCP Terraform gives a task ten minutes; the last report needs some of them. */
const LONGEST_TASK_SECONDS = 540;
const REPORT_MS = 45 * SECOND;

/** The command as the process runs it; a test gives its own signals. */
export function defineHcpServe(signals: SignalSource): CommandDefinition {
  return defineCommand<HcpServeOptions>({
    description:
      'Answers run tasks of HCP Terraform and Terraform Enterprise at every stage: the configuration before the ' +
      'plan, the plan after it, before and after the apply. Requests must be signed with the key in ' +
      `${KEY}; ${OLD_KEY} may hold the key that is being replaced. Levels, limits and waivers come from the ` +
      'fleet when there is one. GET /health tells the load. Logs are JSON lines. SIGTERM finishes what is under way.',
    configure: configureServe,
    examples: [
      [`${KEY}=… hubfleet hcp serve`, 'on 127.0.0.1:8080, behind a proxy that speaks TLS'],
      ['hubfleet hcp serve --host 0.0.0.0 --hostname tfe.example.org', 'for Terraform Enterprise'],
    ],
    exits: { 0: 'stopped by a signal', 1: 'there are problems in the fleet files', 3: 'the port cannot be opened' },
    async run(options, context) {
      const keys = keysOf(options, context);
      const origins = (options.hostname.length > 0 ? options.hostname : publicHosts).map(apiOrigin);
      const policies = await policiesOf(options, context);
      if (!policies) return exitCodes.problems;
      await whileListening(signals, (interruption) =>
        opened({
          log: createServerLog(context.stdout, options.logLevel),
          interruption,
          listen: { host: options.host, port: options.port },
          server: { keys, origins, path: options.path },
          graceMs: options.grace * SECOND,
          service: {
            concurrency: options.concurrency,
            places: options.queue,
            taskTimeoutMs: options.taskTimeout * SECOND,
            reportTimeoutMs: REPORT_MS,
            heartbeatMs: options.heartbeat * SECOND,
            maxBytes: options.maxMib * MIB,
            policies: (stage) => policies(stage, dayOf(context.now())),
          },
        }),
      );
      return exitCodes.fine;
    },
  });
}

export const hcpServeCommand = defineHcpServe(process);

function configureServe(command: Command): void {
  const append = (host: string, before: readonly string[]): string[] => {
    if (isHost(host)) return [...before, host];
    throw new InvalidArgumentError('it must be the name of a host, as app.terraform.io.');
  };
  command.option('--host <address>', 'address to listen on', '127.0.0.1');
  command.option('--port <n>', 'port to listen on, 0 for a free one', between(0, 65_535), 8080);
  command.option('--path <path>', 'path that run tasks are sent to', taskPath, '/run-task');
  command.addOption(
    new Option('--hostname <name>', 'host of the API, repeatable')
      .argParser(append)
      .default([], 'app.terraform.io and app.eu.terraform.io'),
  );
  fleetOption(command);
  command.option('--waivers <file>', 'YAML file of waivers that count in every workspace');
  command.option('--concurrency <n>', 'runs judged at once', between(1, 64), 4);
  command.option('--queue <n>', 'runs that may wait; more are told to come back', between(0, 100_000), 1000);
  command.option('--task-timeout <s>', 'seconds for one run', between(1, LONGEST_TASK_SECONDS), 480);
  command.option('--heartbeat <s>', 'seconds between signs of life', between(1, 300), 60);
  command.option('--grace <s>', 'seconds to finish after a signal', between(0, 600), 20);
  command.option('--max-mib <n>', 'MiB that a plan or a configuration may have', between(1, 1024), 128);
  command.option('--unsigned', 'let in requests without signature; anybody who reaches the port can then send them');
  command.addOption(new Option('--log-level <level>', 'least that is logged').choices(logLevels).default('info'));
}

function taskPath(text: string): string {
  if (/^(?:\/[\w.-]+)+$/.test(text) && text !== '/health') return text;
  throw new InvalidArgumentError('it must be a path like /run-task, and not /health.');
}

function between(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`it must be a whole number from ${least} to ${most}.`);
  };
}

async function opened(options: ServeOptions): Promise<void> {
  try {
    await serveRunTasks(options);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall !== 'listen') throw error;
    const { host, port } = options.listen;
    throw new CliError(`--port: ${host}:${port} cannot be opened (${code}); choose another`, exitCodes.failed);
  }
}

function keysOf({ unsigned }: HcpServeOptions, { env }: Context): string[] {
  const keys = [env[KEY], env[OLD_KEY]].filter((key) => key !== undefined && key !== '') as string[];
  if (unsigned && keys.length > 0) throw new CliError(`--unsigned: ${KEY} is set; leave out one of them`);
  if (!unsigned && keys.length === 0) {
    throw new CliError(`${KEY}: is not set; set it to the HMAC key of the run task, or give --unsigned`);
  }
  return keys;
}

/** Nothing when the fleet has problems, which are printed. */
async function policiesOf(options: HcpServeOptions, context: Context): Promise<JudgingPolicies | undefined> {
  const { cwd } = context;
  const further = options.waivers ? await usableFile(options.waivers, cwd) : [];
  if (!(await exists(join(resolve(cwd, options.fleet), 'fleet.yaml')))) return judgingPolicies(undefined, further);
  const loaded = await loadFleet(options.fleet, { cwd });
  if ('fleet' in loaded) return judgingPolicies(loaded.fleet, further);
  context.stderr.write(renderProblemsText(loaded.problems, loaded.sources));
  return undefined;
}

async function usableFile(file: string, cwd: string): ReturnType<typeof readWaivers> {
  try {
    return await readWaivers(file, cwd);
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message : String(error));
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
