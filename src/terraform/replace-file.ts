import { readFile, rename, rm, writeFile } from 'node:fs/promises';

/** Replaces a file in one step: whoever is killed meanwhile leaves the old one or the new one, never a half. */
export async function replaceFile(file: string, content: string | Uint8Array, mode?: number): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(draft, content, { flag: 'wx', ...(mode !== undefined && { mode }) });
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Text of a file, or nothing when there is none. */
export async function tryRead(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
