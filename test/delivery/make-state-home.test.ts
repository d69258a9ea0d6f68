import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeStateHome } from '../../src/delivery/make-state-home.ts';
import type { StateHome } from '../../src/delivery/state-home.ts';
import { FakeTerraform, type Scripted } from '../terraform/support/fake-terraform.ts';
import { nothingFound, planJson, planned } from '../terraform/support/plan.ts';

const home: StateHome = {
  name: 'bootstrap-odc-state',
  backend: { kind: 's3', bucket: 'odc-state', region: 'us-west-2' },
  owner: '210987654321',
  clusters: ['atlas'],
};
const changes = { plan: { exitCode: 2, plan: 'plan' }, show: { stdout: planJson([planned(['create'])]) } };

function given(script: Record<string, Scripted>) {
  const fake = new FakeTerraform(script);
  onTestFinished(() => fake[Symbol.dispose]());
  const directory = join(fake.outdir, 'stacks', home.name);
  mkdirSync(directory, { recursive: true });
  const make = (confirmed = true) =>
    makeStateHome(fake.runner(), home, {
      outdir: fake.outdir,
      check: () => nothingFound,
      onPlan: () => {},
      confirm: async () => confirmed,
    });
  const steps = () =>
    fake.calls.map(({ args }) => args.filter((arg) => !/^-(?:input|no-color|out|json)/.test(arg)).join(' '));
  return { directory, make, steps };
}

test('a run that was cut short goes on with the state on this machine, and moves it', async () => {
  const { directory, make, steps } = given(changes);
  writeFileSync(join(directory, 'terraform.tfstate'), '{}');
  expect(await make()).toMatchObject({ outcome: 'applied' });
  expect(steps().filter((step) => /^(?:init|apply)/.test(step))).toEqual([
    'init -reconfigure',
    'init',
    `apply ${join(directory, '..', '..', 'plans', 'bootstrap-odc-state.tfplan')}`,
    'init -migrate-state -force-copy',
  ]);
  expect(existsSync(join(directory, 'terraform.tfstate'))).toBe(false);
});

test('a bucket that is there and known is planned where it keeps its state', async () => {
  const { make, steps } = given({ ...changes, state: { stdout: '{"resources":[{}]}' } });
  expect(await make()).toMatchObject({ outcome: 'applied' });
  expect(steps()).not.toContain('init -migrate-state -force-copy');
});

test('nothing is moved when the answer was no', async () => {
  const { directory, make, steps } = given(changes);
  writeFileSync(join(directory, 'terraform.tfstate'), '{}');
  expect(await make(false)).toMatchObject({ outcome: 'declined' });
  expect(steps()).not.toContain('init -migrate-state -force-copy');
  expect(existsSync(join(directory, 'terraform.tfstate'))).toBe(true);
});

test('a bucket that cannot be reached is not taken for one that is not there', async () => {
  const { make } = given({ init: { exitCode: 1, stderr: 'Error: AccessDenied' } });
  await expect(make()).rejects.toThrow(/: whoever asks may not do this; log in to the account/);
});
