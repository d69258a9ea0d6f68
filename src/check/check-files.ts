import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import {
  type CheckOptions,
  type CheckResult,
  check,
  parseJson,
  readPlan,
  readSynthesized,
  type Stage,
  sharedStateFaults,
  stackFaults,
} from '@hubfleet/policies';

/** Bytes that a file may have: a plan of a thousand resources has about ten million. */
const LARGEST_FILE = 256 * 1024 * 1024;

/** Terraform JSON of unknown origin, told apart by what it contains. */
interface TerraformFile {
  readonly stack: string;
  readonly file: string;
  readonly json: unknown;
  readonly isPlan: boolean;
}

/** What a check of files found, and what it looked at. */
export interface FilesCheck {
  readonly result: CheckResult;
  readonly stage: Stage;
  /** The file of each stack. */
  readonly stacks: ReadonlyMap<string, string>;
}

/**
 * Runs the policies over Terraform JSON files and plans, ours or not.
 * @throws Error with place and remedy when a file cannot be read as either
 */
export async function checkFiles(
  files: readonly string[],
  options: Omit<CheckOptions, 'stage' | 'faults'>,
): Promise<FilesCheck> {
  const read = await Promise.all(files.map(readTerraformFile));
  const stacks = new Map(read.map(({ stack, file }) => [stack, file]));
  const plans = read.filter(({ isPlan }) => isPlan).flatMap(({ json, stack }) => readPlan(json, { stack }));
  const configurations = read.filter(({ isPlan }) => !isPlan);
  const resources = configurations.flatMap(({ json, stack }) => readSynthesized(json, { stack }));
  const faults = [
    ...configurations.flatMap(({ json, stack }) => stackFaults(json, { stack })),
    ...sharedStateFaults(configurations),
  ];
  if (configurations.length === read.length) {
    return { result: check(resources, { ...options, stage: 'synth', faults }), stage: 'synth', stacks };
  }
  if (configurations.length === 0)
    return { result: check(plans, { ...options, stage: 'plan' }), stage: 'plan', stacks };
  throw new Error('files: plans and Terraform JSON cannot be checked at once; run the command once for each');
}

async function readTerraformFile(file: string): Promise<TerraformFile> {
  const { size } = await statFile(file);
  if (size > LARGEST_FILE) throw new Error(`${file}: has ${size} bytes, at most ${LARGEST_FILE} are read; split it`);
  const bytes = await readFile(file);
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    throw new Error(
      `${file}: is a saved plan in Terraform's own format; give the output of terraform show -json ${file}`,
    );
  }
  const json = parseJson(bytes, file);
  const isPlan = typeof json === 'object' && json !== null && 'format_version' in json;
  return { stack: stackName(file), file, json, isPlan };
}

/** `…/stacks/<stack>/cdk.tf.json` is named by its folder, every other file by itself. */
function stackName(file: string): string {
  const name = basename(file);
  return name.endsWith('.tf.json') ? basename(dirname(file)) : basename(name, extname(name));
}

async function statFile(file: string) {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile()) return found;
  const problem = found ? 'is a folder' : 'there is no such file';
  throw new Error(`${file}: ${problem}; name a cdk.tf.json file or the output of terraform show -json`);
}
