import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { replaceFile, tryRead } from './replace-file.ts';
import { lockFileIn, type Places, type StackFolder } from './stack-folder.ts';

const LOCK_FILE = '.terraform.lock.hcl';

/**
 * Gives Terraform the provider versions that were committed; without such a file it chooses anew.
 * @returns whether there is such a file
 */
export async function placeLockFile(places: Places, stack: StackFolder): Promise<boolean> {
  const kept = await tryRead(lockFileIn(places, stack));
  const inFolder = join(stack.directory, LOCK_FILE);
  if (kept === undefined) await rm(inFolder, { force: true });
  else await replaceFile(inFolder, kept);
  return kept !== undefined;
}

/** Keeps the provider versions that Terraform chose. Unchanged files are not touched. */
export async function keepLockFile(places: Places, stack: StackFolder): Promise<void> {
  const chosen = await tryRead(join(stack.directory, LOCK_FILE));
  const keptAt = lockFileIn(places, stack);
  if (chosen === undefined || chosen === (await tryRead(keptAt))) return;
  await mkdir(dirname(keptAt), { recursive: true });
  await replaceFile(keptAt, chosen);
}
