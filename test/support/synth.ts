import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider/index.js';
import { App, LocalBackend, TerraformStack } from 'cdktf';

/** Terraform JSON of one stack, loosely typed: tests assert on its parts. */
export interface TerraformJson {
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests are about
  readonly resource: Record<string, Record<string, any>>;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests are about
  readonly data?: Record<string, Record<string, any>>;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests are about
  readonly [section: string]: any;
}

/** The written Terraform JSON of a stack named `s`, which has the providers of both clouds. */
export function synth(build: (stack: TerraformStack) => void): TerraformJson {
  const outdir = mkdtempSync(join(tmpdir(), 'hubfleet-synth-'));
  try {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, 's');
    new LocalBackend(stack, { path: 'terraform.tfstate' });
    new AwsProvider(stack, 'Aws', { region: 'us-west-2' });
    new GoogleProvider(stack, 'Google', { project: 'atlas-1' });
    build(stack);
    app.synth();
    return JSON.parse(readFileSync(join(outdir, 'stacks', 's', 'cdk.tf.json'), 'utf8'));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** All resources of a type, in the order of their names. */
export function resourcesOf(json: TerraformJson, type: string) {
  return Object.values(json.resource[type] ?? {});
}

/** The only resource of a type. */
export function resourceOf(json: TerraformJson, type: string) {
  const found = resourcesOf(json, type);
  if (found.length !== 1) throw new Error(`expected one ${type}, found ${found.length}`);
  return found[0];
}

/** Terraform addresses with the construct path of each, sorted. */
export function addresses(json: TerraformJson): string[] {
  return Object.entries(json.resource)
    .flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]) => `${body['//'].metadata.path} ${type}.${name}`),
    )
    .sort();
}
