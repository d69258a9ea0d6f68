import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** Configuration of real clusters; `HUBFLEET_FIXTURES` says where it is. */
const root = resolve(
  fileURLToPath(new URL('../..', import.meta.url)),
  process.env.HUBFLEET_FIXTURES ?? '../shared/fixtures',
  '2i2c',
);

/** Whether to leave tests of real clusters out. CI never does: there a missing folder is a failure. */
export function skipsReference(): boolean {
  const skips = !existsSync(root) && !process.env.CI;
  if (skips) console.warn(`reference clusters: SKIPPED, there is no ${root}; set HUBFLEET_FIXTURES`);
  return skips;
}

// The files have no schema of ours: a test names the keys it compares, and a missing one fails the comparison.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Tree = any;

export function readReference(path: string): Tree {
  return parse(readFileSync(join(root, path), 'utf8'));
}

/** Values files of a hub, later ones merged over earlier ones as Helm does. */
export function readValues(cluster: string, files: readonly string[]): Tree {
  const plain = files.filter((file) => !file.startsWith('enc-'));
  return plain.map((file) => readReference(`config/clusters/${cluster}/${file}`)).reduce(merge, {});
}

/** A variable of a Terraform variable file. Maps and lists in these files are written so that YAML reads them too. */
export function readVariable(cloud: string, cluster: string, name: string): Tree {
  const text = readFileSync(join(root, `terraform/${cloud}/projects/${cluster}.tfvars`), 'utf8');
  const body = new RegExp(`^${name}\\s*=\\s*(\\{[\\s\\S]*?^\\}|.*$)`, 'm').exec(text)?.[1];
  if (body === undefined) throw new Error(`${cluster}.tfvars has no ${name}`);
  const withCommas = body.replace(/(taints : \[[\s\S]*?\n\s*\])/g, (list) => list.replace(/"\n/g, '",\n'));
  return parse(withCommas);
}

/** Names of all variables that the clusters of a cloud set. */
export function readVariables(cloud: string): string[] {
  const folder = join(root, `terraform/${cloud}/projects`);
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  const names = texts.flatMap((text) => [...text.matchAll(/^([a-z]\w*)\s*=/gm)].map(([, name = '']) => name));
  return [...new Set(names)].sort();
}

function merge(below: Tree, above: Tree): Tree {
  if (!isMap(below) || !isMap(above)) return above;
  const merged = { ...below };
  for (const [key, value] of Object.entries(above)) merged[key] = key in below ? merge(below[key], value) : value;
  return merged;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
