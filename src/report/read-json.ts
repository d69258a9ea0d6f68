import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { UnreadableSettings } from '../cost/read-settings.ts';

/** Reads a JSON file that hubfleet wrote earlier and checks the parts that are needed. */
export async function readJson<T>(file: string, label: string, schema: z.ZodType<T>): Promise<T> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableSettings(`${label}: cannot be read (${error.code ?? error.message}); name an existing file`);
  });
  const result = schema.safeParse(parse(text, label));
  if (result.success) return result.data;
  const [first] = result.error.issues;
  const path = first?.path.join('.') ?? '';
  throw new UnreadableSettings(`${label}: ${path === '' ? '' : `${path}: `}${first?.message ?? 'is wrong'}`);
}

function parse(text: string, label: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableSettings(`${label}: is not JSON; name the file that hubfleet wrote`);
  }
}
