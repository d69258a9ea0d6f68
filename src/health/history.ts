import { open, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { layers } from './layer.ts';
import type { HubResult } from './result.ts';

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

/** What a history file holds. */
export interface History {
  /** In the order of the file, oldest first. */
  readonly entries: readonly HistoryEntry[];
  /** Numbers of lines that could not be read, for example because a disk was full. */
  readonly unreadable: readonly number[];
}

/**
 * Adds a line per hub. They go out in one write, so that checks that run at once do not mix theirs.
 * @throws Error if the file cannot be written, also without results
 */
export async function appendHistory(file: string, results: readonly HubResult[]): Promise<void> {
  const handle = await open(file, 'a+');
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    // A line that a crash cut off must not swallow the next one.
    const start = size > 0 && last.toString() !== '\n' ? '\n' : '';
    const lines = results.map((result) => `${JSON.stringify(entry.parse(result))}\n`);
    if (lines.length > 0) await handle.write(start + lines.join(''));
  } finally {
    await handle.close();
  }
}

/** Reads a history file; lines that are damaged are counted and left out. */
export async function readHistory(file: string): Promise<History> {
  const entries: HistoryEntry[] = [];
  const unreadable: number[] = [];
  const lines = (await readFile(file, 'utf8')).split('\n');
  for (const [index, line] of lines.entries()) {
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
