import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Notebook, parseNotebook } from './notebook.ts';

/** The notebooks of this package, beside `src` and `lib`. */
const shipped = new URL('../../notebooks/', import.meta.url);

/** A notebook of this package. */
export function shippedNotebook(name: string): Notebook {
  return parseNotebook(name, readFileSync(new URL(`${name}.ipynb`, shipped), 'utf8'));
}

/**
 * The notebooks in a folder by name; folders below are not looked into.
 * @throws Error `<file> <what is wrong>`
 */
export async function readNotebooks(folder: string): Promise<Notebook[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ipynb') && !name.startsWith('.')).sort();
  return await Promise.all(names.map((name) => readNotebook(folder, name)));
}

async function readNotebook(folder: string, name: string): Promise<Notebook> {
  const file = join(folder, name);
  try {
    return parseNotebook(name.slice(0, -'.ipynb'.length), await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} ${(error as Error).message}`);
  }
}
