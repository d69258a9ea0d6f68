import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../terraform/replace-file.ts';
import type { TerraformRunner } from '../terraform/runner.ts';
import type { StackFolder } from '../terraform/stack-folder.ts';

/** A synthesized stack whose state is looked into. */
export interface ProbedStack extends StackFolder {
  /** The parsed Terraform JSON. */
  readonly json: unknown;
}

interface StateSettings {
  readonly backend?: Readonly<Record<string, object>>;
  readonly cloud?: object;
}

/**
 * Whether the state of a stack holds anything that was made. Only the backend is asked: no provider is fetched, and no
 * cluster has to answer.
 * @throws TerraformFailure when the backend cannot be read
 */
export async function holdsResources(terraform: TerraformRunner, stack: ProbedStack): Promise<boolean> {
  const { name } = stack;
  const directory = join(stack.directory, 'state-only');
  await mkdir(directory, { recursive: true });
  await replaceFile(join(directory, 'backend.tf.json'), JSON.stringify({ terraform: settingsOf(stack) }));
  await terraform.run({ stack: name, directory, args: ['init', '-input=false', '-no-color', '-reconfigure'] });
  const { stdout } = await terraform.run({ stack: name, directory, args: ['state', 'pull'], capture: true });
  const { resources = [] } = JSON.parse(stdout.trim() || '{}') as { resources?: readonly { mode?: string }[] };
  return resources.some(({ mode }) => mode === 'managed');
}

function settingsOf({ json, directory }: ProbedStack): StateSettings {
  const { backend, cloud } = (json as { terraform?: StateSettings }).terraform ?? {};
  if (cloud) return { cloud };
  // A file on this machine lies beside the Terraform JSON.
  const local = backend?.local as { path?: string } | undefined;
  if (local?.path) return { backend: { local: { ...local, path: join(directory, local.path) } } };
  return backend ? { backend } : {};
}
