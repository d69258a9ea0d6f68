import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CheckOptions, Stage, Waiver } from '@hubfleet/policies';
import { policyOptions } from '../check/policy-options.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { waiverFile } from '../fleet/schema/waiver.ts';
import { SourceFile } from '../fleet/source-file.ts';

/** Settings and waivers for workspaces that are named like stacks, on any day. */
export type JudgingPolicies = (stage: Stage, today: string) => CheckOptions;

/**
 * Policies of a fleet, of further waivers, or of both. The waivers of a cluster count in the workspaces that are
 * named like its stacks, further waivers in every workspace.
 */
export function judgingPolicies(fleet: Fleet | undefined, further: readonly Waiver[]): JudgingPolicies {
  return (stage, today) => {
    const options: CheckOptions = fleet ? policyOptions(fleet, stage, today) : { stage, today };
    return { ...options, waivers: [...(options.waivers ?? []), ...further] };
  };
}

/**
 * Reads a file of waivers like that of a cluster.
 * @throws Error with the place of the first problem
 */
export async function readWaivers(file: string, cwd: string): Promise<readonly Waiver[]> {
  const source = new SourceFile(file, await readText(file, cwd));
  const [fault] = source.problems;
  if (fault) throw new Error(`${file}:${fault.line}: ${fault.message}; mend the YAML`);
  const parsed = waiverFile.safeParse(source.data);
  if (parsed.success) {
    return parsed.data.map((waiver, index) => ({ ...waiver, file, line: source.lineOf([index]) }));
  }
  const [issue] = parsed.error.issues;
  const path = (issue?.path ?? []).filter((step) => typeof step !== 'symbol');
  const where = `${file}:${source.lineOf(path)}: ${path.join('.') || 'waivers'}`;
  throw new Error(`${where}: ${issue?.message}; write it like clusters/<cluster>/waivers.yaml`);
}

async function readText(file: string, cwd: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, file), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${file}: cannot be read (${code}); name a file of waivers`);
  }
}
