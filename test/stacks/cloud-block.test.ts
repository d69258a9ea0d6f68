import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CloudBackend, NamedCloudWorkspace, TerraformStack } from 'cdktf';
import { expect, onTestFinished, test } from 'vitest';
import { CloudBlock } from '../../src/stacks/cloud-block.ts';
import { synthesize } from '../../src/stacks/synthesize.ts';
import { exampleOrganization, fleetOf } from '../support/fleet.ts';

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'hubfleet-cloud-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

function written(add: (stack: TerraformStack) => void): unknown {
  const outdir = folder();
  const app = new App({ outdir, stackTraces: false });
  add(new TerraformStack(app, 'atlas'));
  app.synth();
  return JSON.parse(readFileSync(join(outdir, 'stacks/atlas/cdk.tf.json'), 'utf8'));
}

const hasTerraform = spawnSync('terraform', ['version']).status === 0;

test.runIf(process.env.CI === 'true' || hasTerraform).each([
  { hostname: 'app.terraform.io', project: undefined },
  { hostname: 'tfe.odc.example', project: 'hubs' },
])('a cloud block is what cdktf writes ($hostname $project)', ({ hostname, project }) => {
  const own = written((stack) => {
    new CloudBlock(stack, { organization: 'odc', hostname, workspace: 'atlas', project });
  });
  const theirs = written((stack) => {
    const workspaces = new NamedCloudWorkspace('atlas', project);
    new CloudBackend(stack, { organization: 'odc', hostname, workspaces });
  });
  expect(own).toEqual(theirs);
});

test('a fleet with states in workspaces is synthesized without Terraform', async () => {
  const path = process.env.PATH;
  process.env.PATH = folder();
  try {
    const fleet = await fleetOf({
      'fleet.yaml': exampleOrganization({ backend: { kind: 'cloud', organization: 'odc' } }),
    });
    expect((await synthesize(fleet, { outdir: folder() })).stacks).toHaveLength(4);
  } finally {
    process.env.PATH = path;
  }
});
