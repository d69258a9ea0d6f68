import { type Command, InvalidArgumentError } from 'commander';
import { tokenFor, tokenVariables } from '../hcp/api-token.ts';
import { isHost, publicHosts } from '../hcp/origins.ts';
import { livesElsewhere, stackHome } from '../hcp/stack-home.ts';
import type { SynthesizedStack } from '../stacks/synthesize.ts';
import { CliError, type Context } from './command.ts';

/** Options that say where a stack runs. */
export interface TargetOptions {
  readonly organization?: string;
  readonly workspace?: string;
  readonly hostname?: string;
  readonly ignoreBackend?: boolean;
}

/** A stack, and where it runs. */
export interface Target {
  readonly stack: SynthesizedStack;
  readonly host: string;
  readonly token: string;
  readonly organization: string;
  readonly workspace: string;
}

export function targetOptions(command: Command): void {
  command.option('--organization <name>', 'organization of the workspace');
  command.option('--workspace <name>', 'workspace (default: named like the stack)');
  command.option('--hostname <name>', 'host of HCP Terraform or Terraform Enterprise', hostName);
  command.option('--ignore-backend', 'run a stack whose state is elsewhere, with the state of the workspace');
}

/** @throws CliError when it is not said which stack runs where, or who asks */
export function targetOf(
  stacks: readonly SynthesizedStack[],
  options: TargetOptions,
  { env }: Pick<Context, 'env'>,
): Target {
  const [stack, ...more] = stacks;
  if (!stack || more.length > 0) {
    throw new CliError(`stack: one is run at a time, got ${stacks.length}; name one of ${names(stacks)}`);
  }
  const home = stackHome(stack.json);
  if (livesElsewhere(home) && !options.ignoreBackend) {
    throw new CliError(
      `${stack.name}: its state is in ${home.kind}, and a workspace would begin with an empty one and create ` +
        'everything again; move the state into the workspace first, then give --ignore-backend',
    );
  }
  const host = options.hostname ?? home.hostname ?? env.TF_CLOUD_HOSTNAME ?? publicHosts[0] ?? '';
  if (!isHost(host))
    throw new CliError(`hostname: is not the name of a host, got '${host}'; give one as app.terraform.io`);
  const organization = options.organization ?? home.organization ?? env.TF_CLOUD_ORGANIZATION;
  if (!organization) throw new CliError('organization: is not known; give --organization or set TF_CLOUD_ORGANIZATION');
  const token = tokenFor(host, env);
  if (token === undefined) {
    const variables = tokenVariables(host).join(' or ');
    throw new CliError(`token: there is none for ${host}; set ${variables} to the token of a user or a team`);
  }
  return { stack, host, token, organization, workspace: options.workspace ?? home.workspace ?? stack.name };
}

function names(stacks: readonly SynthesizedStack[]): string {
  return stacks.length > 0 ? stacks.map(({ name }) => name).join(', ') : 'the stacks of the fleet';
}

function hostName(text: string): string {
  if (isHost(text)) return text;
  throw new InvalidArgumentError('it must be the name of a host, as app.terraform.io.');
}
