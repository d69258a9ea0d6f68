import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RealTerraform } from './terraform.ts';

interface Attribute {
  readonly required?: boolean;
  readonly optional?: boolean;
}

export interface Block {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<Record<string, { readonly block: Block; readonly min_items?: number }>>;
}

/** Resource types of the AWS provider in the local mirror, as Terraform itself tells them. */
export function awsSchema({ binary, env }: RealTerraform): Readonly<Record<string, { readonly block: Block }>> {
  const cwd = mkdtempSync(join(tmpdir(), 'hubfleet-schema-'));
  try {
    const aws = { source: 'aws', version: '>= 5.100, < 7' };
    writeFileSync(join(cwd, 'main.tf.json'), JSON.stringify({ terraform: { required_providers: { aws } } }));
    const run = (...args: string[]) => {
      const { status, stdout, stderr } = spawnSync(binary, args, { cwd, env, maxBuffer: 2 ** 26, encoding: 'utf8' });
      if (status !== 0) throw new Error(`terraform ${args.join(' ')}: ${stderr}`);
      return stdout;
    };
    run('init', '-input=false');
    const { provider_schemas } = JSON.parse(run('providers', 'schema', '-json'));
    return provider_schemas['registry.terraform.io/hashicorp/aws'].resource_schemas;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** What Terraform itself reads in each resource. */
const META = ['//', 'lifecycle', 'depends_on', 'provider'];

/** Attributes of a block that its schema does not know, and required ones that it lacks, by path. */
export function blockFaults(value: Readonly<Record<string, unknown>>, block: Block, path: string): string[] {
  const { attributes = {}, block_types: blocks = {} } = block;
  const missing = [
    ...Object.entries(attributes).filter(([, { required }]) => required),
    ...Object.entries(blocks).filter(([, { min_items = 0 }]) => min_items > 0),
  ].filter(([name]) => value[name] === undefined);
  return [
    ...missing.map(([name]) => `${path}.${name}: is required`),
    ...Object.entries(value).flatMap(([name, inner]) => {
      if (META.includes(name) || attributes[name]) return [];
      const nested = blocks[name];
      if (!nested) return [`${path}.${name}: is not known`];
      const items = (Array.isArray(inner) ? inner : [inner]) as Record<string, unknown>[];
      return items.flatMap((item) => blockFaults(item, nested.block, `${path}.${name}`));
    }),
  ];
}
