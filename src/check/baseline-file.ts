import { readFile, rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  applyBaseline,
  baselineOf,
  type CheckResult,
  levelOf,
  type PolicySettings,
  parseJson,
  readBaseline,
  rules,
  type Stage,
} from '@hubfleet/policies';

/** What was looked at when a baseline is held against it. */
export interface BaselineScope {
  readonly stage: Stage;
  readonly settings: PolicySettings;
  readonly stacks: Iterable<string>;
}

/**
 * Sets aside the findings that a baseline file holds.
 * @throws Error with place and remedy when the file cannot be read
 */
export async function withoutBaseline(
  result: CheckResult,
  { file, cwd }: { readonly file: string; readonly cwd: string },
  scope: BaselineScope,
): Promise<CheckResult> {
  const baseline = readBaseline(parseJson(await readBytes(file, cwd), file), file);
  const ran = rules.filter((rule) => rule.stages.includes(scope.stage) && levelOf(rule, scope.settings) !== 'off');
  const outcome = applyBaseline(result.findings, baseline, { rules: ran, stacks: new Set(scope.stacks) });
  return { ...result, ...outcome };
}

/** Writes the findings of a result as a baseline, sorted so that a change of it is easy to read; answers their number. */
export async function writeBaseline(result: CheckResult, file: string): Promise<number> {
  const baseline = baselineOf([...result.findings, ...(result.baselined ?? [])], rules);
  const draft = `${file}.new`;
  await writeFile(draft, `${JSON.stringify(baseline, null, 2)}\n`);
  await rename(draft, file);
  return baseline.findings.length;
}

async function readBytes(file: string, cwd: string): Promise<Uint8Array> {
  try {
    return await readFile(resolve(cwd, file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${file}: cannot be read (${code}); write it with hubfleet check --write-baseline ${file}`);
  }
}
