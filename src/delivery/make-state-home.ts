import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ApplyRequest, applyStack, type StackApplication } from '../terraform/apply-stack.ts';
import { TerraformFailure } from '../terraform/failure.ts';
import type { TerraformRunner } from '../terraform/runner.ts';
import type { StackFolder } from '../terraform/stack-folder.ts';
import type { StateHome } from './state-home.ts';
import { type StateOfHome, writeStateStack } from './state-stack.ts';

/** How to make a place for states; the plan files and locks of its stack stay in the output folder. */
export type HomeRequest = Omit<ApplyRequest, 'fleetDir' | 'saveJson'>;

/**
 * Makes a place for states, or brings it up to date. Its own state begins on this machine and moves in as soon as there
 * is something to move into; a run that was cut short goes on where it ended.
 * @throws TerraformFailure
 */
export async function makeStateHome(
  terraform: TerraformRunner,
  home: StateHome,
  request: HomeRequest,
): Promise<StackApplication> {
  const { outdir } = request;
  const apply = (stack: StackFolder) => applyStack(terraform, stack, { ...request, fleetDir: outdir });
  const stackAt = (state: StateOfHome) => writeStateStack(home, outdir, state);
  const there = await stackAt('in-home');
  if (!(await hasLocalState(there)) && (await isThere(terraform, there))) {
    return apply((await isKnown(terraform, there)) ? there : await stackAt('adopted'));
  }
  const here = await stackAt('local');
  await init(terraform, here, '-reconfigure');
  const made = await apply(here);
  if (made.outcome !== 'applied' && made.outcome !== 'no-changes') return made;
  const moved = await stackAt('in-home');
  await init(terraform, moved, '-migrate-state', '-force-copy');
  for (const name of localStates) await rm(join(moved.directory, name), { force: true });
  return made;
}

const localStates = ['terraform.tfstate', 'terraform.tfstate.backup'] as const;

async function hasLocalState({ directory }: StackFolder): Promise<boolean> {
  const found = await stat(join(directory, localStates[0])).catch(() => undefined);
  return found !== undefined && found.size > 0;
}

async function isThere(terraform: TerraformRunner, stack: StackFolder): Promise<boolean> {
  try {
    await init(terraform, stack, '-reconfigure');
    return true;
  } catch (error) {
    if (error instanceof TerraformFailure && /NoSuchBucket|does(?: not|n't) exist/i.test(error.output)) return false;
    throw error;
  }
}

/** Whether the place holds the state of the stack that makes it. */
async function isKnown(terraform: TerraformRunner, { name, directory }: StackFolder): Promise<boolean> {
  const { stdout } = await terraform.run({ stack: name, directory, args: ['state', 'pull'], capture: true });
  const { resources = [] } = JSON.parse(stdout.trim() || '{}') as { resources?: readonly unknown[] };
  return resources.length > 0;
}

async function init(terraform: TerraformRunner, { name, directory }: StackFolder, ...how: string[]): Promise<void> {
  await terraform.run({ stack: name, directory, args: ['init', '-input=false', '-no-color', ...how] });
}
