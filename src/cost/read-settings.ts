import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { z } from 'zod';

const LARGEST_FILE = 8 * 1024 * 1024;

/** A file of settings that is not as it must be; the message names the file, the key and what to do. */
export class UnreadableSettings extends Error {}

/** Reads a YAML or JSON file and checks it. */
export async function readSettings<T>(file: string, label: string, schema: z.ZodType<T>): Promise<T> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableSettings(`${label}: cannot be read (${error.code ?? error.message}); name an existing file`);
  });
  if (bytes.length > LARGEST_FILE) {
    throw new UnreadableSettings(`${label}: has ${bytes.length} bytes, at most ${LARGEST_FILE} are read; split it`);
  }
  const result = schema.safeParse(parseYaml(bytes.toString('utf8'), label));
  if (result.success) return result.data;
  const [first, ...others] = result.error.issues;
  if (first?.code === 'unrecognized_keys') {
    const at = [...first.path, first.keys[0]].join('.');
    throw new UnreadableSettings(`${label}: ${at}: unknown key; correct its name or remove it`);
  }
  const path = first?.path.join('.') ?? '';
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  throw new UnreadableSettings(`${label}: ${path === '' ? '' : `${path}: `}${first?.message ?? 'is wrong'}${more}`);
}

function parseYaml(text: string, label: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100 }) ?? {};
  } catch (error) {
    const [line] = String(error instanceof Error ? error.message : error).split('\n');
    throw new UnreadableSettings(`${label}: is not YAML: ${line}`);
  }
}
