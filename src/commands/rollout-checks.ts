import { resolve } from 'node:path';
import type { RolloutHealth } from '../delivery/rollout/record.ts';
import type { RolloutStack } from '../delivery/rollout/rollout-stack.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { hubAddress } from '../health/address.ts';
import { Stopped } from '../health/health-failure.ts';
import { changedLimits } from '../health/limits.ts';
import { readToken } from '../health/read-token.ts';
import { type HubResult, layerLabel } from '../health/result.ts';
import { targetsOf } from '../health/targets.ts';
import { verifyHub } from '../health/verify-hub.ts';
import type { Assignment } from '../health/verify-hubs.ts';
import type { Interruption } from '../terraform/interruption.ts';
import { CliError, type Context } from './command.ts';
import type { RolloutOptions } from './rollout-options.ts';
import { readAuthorities } from './verify-request.ts';

type Check = (stack: RolloutStack, interruption: Interruption) => Promise<RolloutHealth>;

/** Days before the end of a certificate from which a check warns; a rollout does not fail for it. */
const CERTIFICATE_DAYS = 14;

/**
 * What checks the hubs of a rollout. Tokens and addresses are looked at before anything is rolled out.
 * @throws CliError
 */
export async function openChecks(
  fleet: Fleet,
  stacks: readonly RolloutStack[],
  options: RolloutOptions,
  context: Context,
): Promise<Check> {
  const assignments = new Map<string, Assignment>();
  for (const { name, cluster, hub } of stacks) {
    const own = hub === undefined ? undefined : await assignmentOf(fleet, cluster, hub, options, context);
    if (own) assignments.set(name, own);
  }
  const stray = Object.keys(options.url).find(
    (label) => !stacks.some((stack) => `${stack.cluster}/${stack.hub}` === label),
  );
  if (stray !== undefined) throw new CliError(`--url: ${stray} is no hub of this rollout`);
  const authorities = options.ca === undefined ? undefined : await readAuthorities(resolve(context.cwd, options.ca));
  return async ({ name }, interruption) => {
    const assignment = assignments.get(name);
    if (!assignment) return { verdict: 'not-checked', seconds: 0, broken: [] };
    const { target, token } = assignment;
    const result = await whileInterruptible(interruption, (ends) =>
      verifyHub(target, {
        ...ends,
        token,
        limits: changedLimits(options.timeout, options.attempts, target.startSeconds),
        certificateDays: CERTIFICATE_DAYS,
        ...(authorities !== undefined && { authorities }),
        listener: () => {},
        now: context.now,
      }),
    );
    return healthOf(result);
  };
}

async function assignmentOf(
  fleet: Fleet,
  cluster: string,
  hub: string,
  { url, tokenFile }: RolloutOptions,
  { env, cwd }: Context,
): Promise<Assignment | undefined> {
  const own = url[`${cluster}/${hub}`];
  try {
    const [target] = await targetsOf(fleet, {
      cluster: [cluster],
      hub: [hub],
      profiles: [],
      expect: [],
      ...(own !== undefined && { url: hubAddress(own) }),
      notebooksOf: async () => [],
    });
    if (!target) return undefined;
    return {
      target,
      token: readToken({ env, ...(tokenFile !== undefined && { file: resolve(cwd, tokenFile) }) }, target),
    };
  } catch (error) {
    throw new CliError(`${(error as Error).message}${own === undefined ? ', or give --no-verify' : ''}`);
  }
}

async function whileInterruptible<T>(
  interruption: Interruption,
  work: (ends: { readonly interrupted: AbortSignal; readonly hurried: AbortSignal }) => Promise<T>,
): Promise<T> {
  const [interrupted, hurried] = [new AbortController(), new AbortController()];
  const stop = (): void => interrupted.abort(new Stopped('interrupted', 'interrupted'));
  if (interruption.signal) stop();
  const stopListening = interruption.listen(() => (interrupted.signal.aborted ? hurried.abort() : stop()));
  try {
    return await work({ interrupted: interrupted.signal, hurried: hurried.signal });
  } finally {
    stopListening();
  }
}

function healthOf({ verdict, seconds, layers }: HubResult): RolloutHealth {
  const broken = layers
    .filter((layer) => layer.verdict === 'fail')
    .map((layer) => ({ layer: layerLabel(layer), ...(layer.cause !== undefined && { cause: layer.cause }) }));
  return { verdict, seconds, broken };
}
