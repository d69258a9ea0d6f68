import { chmod, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes room for a saved plan. It holds secrets in clear: Terraform writes into a file that only its owner may
 * read, so there is no moment at which others could.
 */
export async function preparePlanFile(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await chmod(dirname(file), 0o700);
  await rm(file, { force: true });
  await writeFile(file, '', { mode: 0o600, flag: 'wx' });
}

/** Whether Terraform wrote a plan, which it may do although it failed. */
export async function hasPlan(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && found.size > 0;
}

/** Removes a plan that nobody may apply any more. */
export async function dropPlanFile(file: string): Promise<void> {
  await rm(file, { force: true });
}
