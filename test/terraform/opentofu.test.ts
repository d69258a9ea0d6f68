import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { requireVersion } from '../../src/terraform/binary-version.ts';
import { causeOf } from '../../src/terraform/failure-causes.ts';
import { changes, givenCommands } from './support/commands.ts';
import { FakeTerraform, type Scripted } from './support/fake-terraform.ts';
import { planJson, planned } from './support/plan.ts';

/** What `tofu version -json` answers, and what `tofu version` does: the same command, told apart by its text. */
const answers = (version: string): Scripted => ({
  stdout: `${JSON.stringify({ terraform_version: version, platform: 'linux_amd64', provider_selections: {} })}\n`,
  text: `OpenTofu v${version}\non linux_amd64\n`,
});

function tofu(script: Record<string, Scripted>): FakeTerraform {
  const fake = new FakeTerraform(script, 'tofu');
  onTestFinished(() => fake[Symbol.dispose]());
  return fake;
}

describe('a version of OpenTofu', () => {
  test.each(['1.11.0', '1.11.5', '1.12.0-beta1'])('%s is new enough', async (version) => {
    const fake = tofu({ version: answers(version) });
    expect(await requireVersion(fake.runner(), fake.dir)).toBe(version);
  });

  test.each([
    { version: '1.10.7', lacks: 'ephemeral values and write-only arguments' },
    { version: '1.9.4', lacks: 'lock files in S3 and ephemeral values and write-only arguments' },
  ])('$version lacks $lacks, and is called by its name', async ({ version, lacks }) => {
    const fake = tofu({ version: answers(version) });
    await expect(requireVersion(fake.runner(), fake.dir)).rejects.toThrow(
      `${fake.binary}: OpenTofu ${version} is too old for ${lacks}; use 1.11 or newer`,
    );
  });
});

describe('--terraform-binary tofu', () => {
  const given = (script: Record<string, Scripted> = {}) =>
    givenCommands({ version: answers('1.11.5'), ...changes, ...script }, {}, 'tofu');

  test('plans and applies, and says that it is tofu that works', async () => {
    const { fake, run } = await given({
      init: { stdout: 'OpenTofu has been successfully initialized!\n' },
      plan: { ...changes.plan, stdout: 'OpenTofu will perform the following actions:\n' },
    });
    const { code, stderr, stdout } = await run('apply', 'atlas', '--yes');
    expect([code, fake.commands]).toEqual([0, ['version', 'init', 'plan', 'show', 'apply']]);
    expect(stderr).toContain('[atlas] tofu init\n[atlas] tofu plan\n');
    expect(stderr).not.toContain('terraform');
    expect(stdout).toContain('atlas  applied');
  });

  test('keeps a lock file with addresses of its registry', async () => {
    const lock = 'provider "registry.opentofu.org/hashicorp/aws" {\n  version = "6.25.0"\n}\n';
    const { fake, fleetDir, run } = await given({ init: { files: { '.terraform.lock.hcl': lock } } });
    expect((await run('plan', 'atlas')).code).toBe(0);
    expect(readFileSync(join(fleetDir, 'atlas/locks/atlas.terraform.lock.hcl'), 'utf8')).toBe(lock);
    expect(fake.commands).toContain('plan');
  });

  test('guards data as with Terraform, in the words of OpenTofu', async () => {
    const address = 'aws_efs_file_system.homes';
    const deleted = planJson([
      planned(['delete'], { before: { id: 'fs-1' } }, { address, type: 'aws_efs_file_system', name: 'homes' }),
    ]);
    const stderr =
      `Error: Resource instance cannot be destroyed\n\nResource instance ${address} has prevent_destroy set, but the plan calls\n` +
      `for it to be destroyed.\n\nTo proceed, either disable prevent_destroy for this resource or exclude\ninstances of this resource from this round using:\n    -exclude="${address}"`;
    const { run } = await given({ plan: { exitCode: 1, plan: 'plan', stderr }, show: { stdout: deleted } });
    const { code, stdout } = await run('plan', 'atlas-data');
    expect(code).toBe(1);
    expect(stdout).toContain('data-loss/stateful-change');
    expect(stdout).toContain('the plan would delete or replace what prevent_destroy guards');
  });

  test('is told when it is not there', async () => {
    const { fake, run } = await given();
    renameSync(fake.binary, `${fake.binary}-gone`);
    const { code, stderr } = await run('plan', 'atlas');
    expect([code, stderr]).toEqual([
      3,
      `hubfleet: ${fake.binary}: is not installed or not on the PATH; install Terraform >= 1.11 or OpenTofu >= 1.11, or name it with --terraform-binary\n`,
    ]);
  });

  test('is named in what to do about another backend', async () => {
    const stderr = 'Error: Backend configuration changed\n\nA change in the backend configuration has been detected';
    const { run } = await given({ init: { exitCode: 1, stderr } });
    expect((await run('plan', 'atlas')).stdout).toContain('to move the state run tofu init -migrate-state in ');
  });
});

test('a lock of OpenTofu is told with whose it is, and how tofu breaks it', () => {
  const output = `Error: Error acquiring the state lock

Error message: operation error S3: PutObject, https response error
StatusCode: 412, api error PreconditionFailed
Lock Info:
  ID:        0f1e2d3c-0000-1111-2222-333344445555
  Path:      odc-state/sea/sea.tfstate
  Operation: OperationTypeApply
  Who:       ann@laptop
  Version:   1.11.5
  Created:   2026-11-22 11:58:01.5 +0000 UTC
  Info:


OpenTofu acquires a state lock to protect the state from being written
by multiple users at the same time.`;
  expect(causeOf({ binary: 'tofu', directory: '/out/stacks/sea', step: 'apply', output })).toBe(
    'the state is locked by ann@laptop since 2026-11-22 11:58:01.5 +0000 UTC (OperationTypeApply); wait until that run has ended, or, only if it has died, run tofu -chdir=/out/stacks/sea force-unlock 0f1e2d3c-0000-1111-2222-333344445555',
  );
});
