import { resolve } from 'node:path';
import { checks } from './checks/list.ts';
import { draftFleet } from './draft.ts';
import type { Fleet } from './fleet.ts';
import { readFolder } from './folder.ts';
import { compareProblems, type Problem } from './problem.ts';
import { resolveFleet } from './resolve.ts';

/** A fleet without problems, or all its problems in order with the text of the files they are in. */
export type LoadResult =
  | { readonly fleet: Fleet }
  | { readonly problems: readonly Problem[]; readonly sources: ReadonlyMap<string, string> };

export interface LoadOptions {
  /**
   * Folder that `dir` starts from.
   * @default - the working directory of the process
   */
  readonly cwd?: string;
}

/**
 * Reads and checks the fleet files of a folder.
 * @param dir the folder with `fleet.yaml`; problems name files by it
 */
export async function loadFleet(dir: string, { cwd = process.cwd() }: LoadOptions = {}): Promise<LoadResult> {
  const absolute = resolve(cwd, dir);
  const { draft, problems } = draftFleet(await readFolder(absolute, dir));
  const found = [...problems, ...checks.flatMap((check) => check(draft))];
  if (found.length === 0) return { fleet: resolveFleet(draft, absolute) };
  const sources = new Map(draft.sources.map(({ file, text }) => [file, text]));
  return { problems: found.sort(compareProblems), sources };
}
