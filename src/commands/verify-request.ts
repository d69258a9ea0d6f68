import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { loadFleet } from '../fleet/load.ts';
import { hubAddress } from '../health/address.ts';
import { type LimitChanges, limitNames } from '../health/limits.ts';
import { ownNotebooks } from '../health/own-notebooks.ts';
import { readToken } from '../health/read-token.ts';
import type { Extra, HealthTarget } from '../health/target.ts';
import { type HubName, lonelyTarget, type TargetOptions, targetsOf, uncheckedHubs } from '../health/targets.ts';
import type { Assignment } from '../health/verify-hubs.ts';
import { renderProblemsText } from '../render/problems-text.ts';
import { unmatchedGlobs } from '../stacks/selection.ts';
import { CliError, type Context, type SelectionOptions } from './command.ts';

/** Options that say what to check and with what. */
export interface VerifyRequestOptions extends SelectionOptions {
  readonly url?: string;
  readonly as?: string;
  readonly profiles: readonly string[];
  readonly expect: readonly Extra[];
  readonly notebooks?: string;
  readonly tokenFile?: string;
  readonly ca?: string;
  readonly certificateDays: number;
  readonly timeout: LimitChanges;
  readonly attempts: LimitChanges;
}

/** Hubs with their tokens, and what is trusted. */
export interface VerifyRequest {
  readonly assignments: readonly Assignment[];
  readonly authorities?: string;
  readonly certificateDays: number;
}

/** What the command line asks for, or undefined after the problems of the fleet were printed. */
export async function openRequest(options: VerifyRequestOptions, context: Context): Promise<VerifyRequest | undefined> {
  const targets = await openTargets(options, context);
  if (!targets) return undefined;
  const file = options.tokenFile === undefined ? {} : { file: resolve(context.cwd, options.tokenFile) };
  const tokens = { env: context.env, ...file };
  const assignments = targets.map((target) => asUsage(() => ({ target, token: readToken(tokens, target) })));
  const { ca, certificateDays } = options;
  if (ca === undefined) return { assignments, certificateDays };
  return { assignments, certificateDays, authorities: await readAuthorities(resolve(context.cwd, ca)) };
}

async function openTargets(
  { url, as, ...options }: VerifyRequestOptions,
  context: Context,
): Promise<HealthTarget[] | undefined> {
  const folder = options.notebooks === undefined ? undefined : resolve(context.cwd, options.notebooks);
  const address = url === undefined ? undefined : asUsage(() => hubAddress(url), '--url: ');
  const targetOptions: TargetOptions = {
    ...options,
    ...(address && { url: address }),
    ...(as !== undefined && { as: asUsage(() => hubName(as), '--as: ') }),
    notebooksOf: (cluster, hub) => readOwnNotebooks(folder, cluster, hub),
  };
  if (address && options.hub.length === 0 && options.cluster.length === 0) {
    return [await lonelyTarget(address, targetOptions).catch(usage)];
  }
  if (as !== undefined) throw new CliError('--as: is for a hub that is known by --url alone; leave it out');
  const loaded = await loadFleet(options.fleet, { cwd: context.cwd });
  if ('problems' in loaded) {
    context.stderr.write(renderProblemsText(loaded.problems, loaded.sources));
    return undefined;
  }
  for (const { option, glob, known } of unmatchedGlobs(loaded.fleet, options)) {
    throw new CliError(`--${option}: '${glob}' is not in ${options.fleet}; choose from ${known.join(', ')}`);
  }
  const unchecked = uncheckedHubs(loaded.fleet, options);
  if (unchecked.length > 0) context.stderr.write(`not checked, as healthCheck: false says: ${unchecked.join(', ')}\n`);
  const targets = await targetsOf(loaded.fleet, targetOptions).catch(usage);
  if (targets.length === 0) throw new CliError('there is no hub to check; choose others with --cluster and --hub');
  if (address && targets.length > 1) throw new CliError(`--url: is for one hub, got ${targets.length}; name it`);
  return targets;
}

async function readOwnNotebooks(folder: string | undefined, cluster: string | undefined, hub: string) {
  if (folder === undefined) return [];
  return await ownNotebooks(folder, cluster, hub).catch((error: NodeJS.ErrnoException) => {
    throw new CliError(`--notebooks: ${error.code ? 'cannot be read: ' : ''}${error.message}`);
  });
}

/** Reads `<hub>` or `<cluster>/<hub>`. */
function hubName(text: string): HubName {
  const [, cluster, hub] = /^(?:([a-z][a-z0-9-]*)\/)?([a-z][a-z0-9-]*)$/.exec(text) ?? [];
  if (hub === undefined) throw new Error(`is no name of a hub, got ${text}; write <cluster>/<hub>`);
  return { ...(cluster !== undefined && { cluster }), hub };
}

/** Certificate authorities of `--ca`. */
export async function readAuthorities(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new CliError(`--ca: cannot be read: ${error.message}`);
  });
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new CliError(`--ca: ${file} holds no certificate; give a file in PEM`);
}

function asUsage<T>(work: () => T, where = ''): T {
  try {
    return work();
  } catch (error) {
    return usage(error, where);
  }
}

function usage(error: unknown, where = ''): never {
  if (error instanceof CliError) throw error;
  throw new CliError(`${where}${(error as Error).message}`);
}

/** Reads a number of days, hubs or the like: at least 1. */
export function wholeNumber(text: string): number {
  if (!/^[1-9][0-9]{0,5}$/.test(text)) throw new InvalidArgumentError('it must be a whole number from 1.');
  return Number(text);
}

/** Reads `layer=number`, once or more. */
export function amounts(text: string, before: LimitChanges): LimitChanges {
  const [name, amount = ''] = text.split('=');
  const known = limitNames.find((each) => each === name);
  if (!known) throw new InvalidArgumentError(`it must be <layer>=<number>; layers are ${limitNames.join(', ')}.`);
  return { ...before, [known]: wholeNumber(amount) };
}
