import { TerraformFailure } from './failure.ts';
import { keepLockFile, placeLockFile } from './lock-file.ts';
import { cacheEnvironment } from './provider-cache.ts';
import type { TerraformRunner } from './runner.ts';
import type { Places, StackFolder } from './stack-folder.ts';

/** Connects a stack's folder to its backend and fetches the providers that its lock file names. */
export async function initStack(terraform: TerraformRunner, places: Places, stack: StackFolder): Promise<void> {
  const isLocked = await placeLockFile(places, stack);
  const env = await cacheEnvironment(terraform.env, places.outdir, isLocked);
  const args = ['init', '-input=false', '-no-color'];
  const call = { stack: stack.name, directory: stack.directory, args, env };
  try {
    // Terraform does not guard its cache against another one that fills it.
    await terraform.inits(() => terraform.run(call));
  } catch (error) {
    throw backendChanged(error, stack, terraform.program) ?? error;
  }
  await keepLockFile(places, stack);
}

// Never -reconfigure on our own account: it would leave the old state behind and plan everything anew.
function backendChanged(
  error: unknown,
  { name, directory }: StackFolder,
  program: string,
): TerraformFailure | undefined {
  if (
    !(error instanceof TerraformFailure) ||
    !/Backend (configuration|type) changed|Backend initialization required/i.test(error.output)
  ) {
    return undefined;
  }
  return new TerraformFailure(
    `${name}: the backend is not the one its state was kept in; to move the state run ${program} init -migrate-state in ${directory}, to begin with the new backend as it is remove ${directory}/.terraform`,
    error.output,
  );
}
