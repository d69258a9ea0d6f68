import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { initStack } from '../../src/terraform/init-stack.ts';
import { FakeTerraform } from './support/fake-terraform.ts';

const LONG_AGO = new Date('2020-01-01T00:00:00Z');

function given({ kept, inFolder, chosen }: { kept?: string; inFolder?: string; chosen?: string }) {
  const files: Record<string, string> = chosen === undefined ? {} : { '.terraform.lock.hcl': chosen };
  const terraform = new FakeTerraform({ init: { files } });
  onTestFinished(() => terraform[Symbol.dispose]());
  const stack = terraform.stack();
  const keptAt = join(terraform.fleetDir, 'sea', 'locks', 'sea.terraform.lock.hcl');
  if (kept !== undefined) {
    mkdirSync(dirname(keptAt), { recursive: true });
    writeFileSync(keptAt, kept);
    utimesSync(keptAt, LONG_AGO, LONG_AGO);
  }
  if (inFolder !== undefined) writeFileSync(join(stack.directory, '.terraform.lock.hcl'), inFolder);
  const places = { fleetDir: terraform.fleetDir, outdir: terraform.outdir };
  return { terraform, keptAt, init: () => initStack(terraform.runner(), places, stack) };
}

test('Terraform finds the lock file of the fleet', async () => {
  const { terraform, init } = given({ kept: 'v1', inFolder: 'v0' });
  await init();
  expect(terraform.calls).toMatchObject([{ args: ['init', '-input=false', '-no-color'], lockFile: 'v1' }]);
});

test('without one in the fleet, Terraform chooses anew', async () => {
  const { terraform, keptAt, init } = given({ inFolder: 'v0', chosen: 'v1' });
  await init();
  expect(terraform.calls).toMatchObject([{ lockFile: null }]);
  expect(readFileSync(keptAt, 'utf8')).toBe('v1');
});

test('what Terraform added is kept in the fleet, in one step', async () => {
  const { keptAt, init } = given({ kept: 'v1', chosen: 'v1 and a hash' });
  await init();
  expect(readFileSync(keptAt, 'utf8')).toBe('v1 and a hash');
  expect(readdirSync(dirname(keptAt))).toEqual(['sea.terraform.lock.hcl']);
});

test('an unchanged lock file is not touched', async () => {
  const { keptAt, init } = given({ kept: 'v1', chosen: 'v1' });
  await init();
  expect(statSync(keptAt).mtime).toEqual(LONG_AGO);
});

test('nothing is kept when initialization fails', async () => {
  const { terraform, keptAt, init } = given({ kept: 'v1' });
  terraform.script({ init: { exitCode: 1, files: { '.terraform.lock.hcl': 'broken' } } });
  await expect(init()).rejects.toThrow(`sea: ${terraform.binary} init failed with exit code 1; see its message`);
  expect(readFileSync(keptAt, 'utf8')).toBe('v1');
});
