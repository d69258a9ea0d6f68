import { z } from 'zod';
import { layers } from '../layer.ts';
import type { HubResult } from '../result.ts';

const layerEntry = z.object({
  layer: z.enum(layers),
  subject: z.string().optional(),
  choice: z.string().optional(),
  verdict: z.enum(['pass', 'warn', 'fail', 'skip']),
  seconds: z.number(),
  attempts: z.number(),
  cause: z.string().optional(),
});

const entry = z.object({
  cluster: z.string().optional(),
  hub: z.string(),
  startedAt: z.iso.datetime(),
  seconds: z.number(),
  version: z.string().optional(),
  verdict: z.enum(['healthy', 'unhealthy', 'interrupted']),
  layers: z.array(layerEntry).readonly(),
});

/** One check of one hub, as it is kept. */
export type HistoryEntry = z.output<typeof entry>;

/** Lines of a log, one for each hub: what is worth keeping of the results. */
export function toLines(results: readonly HubResult[]): string {
  return results.map((result) => `${JSON.stringify(entry.parse(result))}\n`).join('');
}

/** Entries of a log, and numbers of lines that could not be read, for example because a disk was full. */
export function readLines(text: string): { readonly entries: HistoryEntry[]; readonly unreadable: number[] } {
  const entries: HistoryEntry[] = [];
  const unreadable: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = entry.safeParse(parseJson(line));
    if (read.success) entries.push(read.data);
    else unreadable.push(index + 1);
  }
  return { entries, unreadable };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
