import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import {
  type CheckOptions,
  type CheckResult,
  check,
  parseJson,
  readPlan,
  readSynthesized,
  stackFaults,
} from '@hubfleet/policies';

/** Bytes that a file may have: a plan of a thousand resources has about ten million. */
const LARGEST_FILE = 256 * 1024 * 1024;

/** Terraform JSON of unknown origin, told apart by what it contains. */
interface TerraformFile {
  readonly stack: string;
  readonly json: unknown;
  readonly isPlan: boolean;
}

/**
 * Runs the policies over Terraform JSON files and plans, ours or not.
 * @throws Error with place and remedy when a file cannot be read as either
 */
export async function checkFiles(
  files: readonly string[],
  options: Omit<CheckOptions, 'stage' | 'faults'>,
): Promise<CheckResult> {
  const read = await Promise.all(files.map(readTerraformFile));
  const plans = read.filter(({ isPlan }) => isPlan).flatMap(({ json, stack }) => readPlan(json, { stack }));
  const stacks = read.filter(({ isPlan }) => !isPlan);
  const resources = stacks.flatMap(({ json, stack }) => readSynthesized(json, { stack }));
  const faults = stacks.flatMap(({ json, stack }) => stackFaults(json, { stack }));
  if (plans.length === 0) return check(resources, { ...options, stage: 'synth', faults });
  if (stacks.length === 0) return check(plans, { ...options, stage: 'plan' });
  throw new Error('files: plans and Terraform JSON cannot be checked at once; run the command once for each');
}

async function readTerraformFile(file: string): Promise<TerraformFile> {
  const { size } = await stat(file);
  if (size > LARGEST_FILE) throw new Error(`${file}: has ${size} bytes, at most ${LARGEST_FILE} are read; split it`);
  const bytes = await readFile(file);
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    throw new Error(
      `${file}: is a saved plan in Terraform's own format; give the output of terraform show -json ${file}`,
    );
  }
  const json = parseJson(bytes, file);
  const isPlan = typeof json === 'object' && json !== null && 'format_version' in json;
  return { stack: stackName(file), json, isPlan };
}

/** `…/stacks/<stack>/cdk.tf.json` is named by its folder, every other file by itself. */
function stackName(file: string): string {
  const name = basename(file);
  return name.endsWith('.tf.json') ? basename(dirname(file)) : basename(name, extname(name));
}
