import { type Base, baseStacks } from '../delivery/affected/base-stacks.ts';
import { UnreadableBase } from '../delivery/affected/unreadable-base.ts';
import { CliError, type Context, exitCodes, type FleetOptions } from './command.ts';

/**
 * The version that `--base` names.
 * @throws CliError
 */
export async function readBase(
  { base, fleet }: FleetOptions & { readonly base: string },
  context: Context,
): Promise<Base> {
  const { cwd, env } = context;
  try {
    return await baseStacks(base, { cwd, fleet, env });
  } catch (error) {
    if (!(error instanceof UnreadableBase)) throw error;
    throw new CliError(error.message, error.isOutside ? exitCodes.failed : exitCodes.problems);
  }
}
