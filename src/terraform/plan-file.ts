import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Makes room for a saved plan. It holds secrets in clear: Terraform writes into a file that only its owner may
 * read, so there is no moment at which others could.
 */
export async function preparePlanFile(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await chmod(dirname(file), 0o700);
  await dropPlanFile(file);
  await writeFile(file, '', { mode: 0o600, flag: 'wx' });
}

/** Whether Terraform wrote a plan, which it may do although it failed. */
export async function hasPlan(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && found.size > 0;
}

/** Hash of a file in hexadecimal digits. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** What says of a saved plan what it was made from. */
export function manifestOf(planFile: string): string {
  return planFile.replace(/\.tfplan$/, '.manifest.json');
}

/** The Terraform JSON that a saved plan was made from. */
export function sourceOf(planFile: string): string {
  return planFile.replace(/\.tfplan$/, '.tf.json');
}

/** Removes a plan that nobody may apply any more, with what is said of it. */
export async function dropPlanFile(file: string): Promise<void> {
  for (const each of [manifestOf(file), sourceOf(file), file]) await rm(each, { force: true });
}
