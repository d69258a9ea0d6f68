import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { initStack } from '../../src/terraform/init-stack.ts';
import { replaceFile } from '../../src/terraform/replace-file.ts';
import { TerraformRunner } from '../../src/terraform/runner.ts';
import { lockFileIn } from '../../src/terraform/stack-folder.ts';
import { FakeTerraform } from './support/fake-terraform.ts';

async function given(env: Record<string, string> = {}, { locked = true } = {}) {
  const fake = new FakeTerraform();
  onTestFinished(() => fake[Symbol.dispose]());
  const said: string[] = [];
  const terraform = new TerraformRunner({
    binary: fake.binary,
    env: {
      PATH: process.env.PATH,
      HOME: fake.dir,
      ...env,
      ...(env.TF_CLI_CONFIG_FILE && { TF_CLI_CONFIG_FILE: join(fake.dir, env.TF_CLI_CONFIG_FILE) }),
    },
    interruption: fake.interruption,
    progress: ({ text }) => said.push(text),
  });
  const init = async (name: string) => {
    const stack = fake.stack(name);
    const file = lockFileIn(fake, stack);
    mkdirSync(dirname(file), { recursive: true });
    if (locked) await replaceFile(file, 'v1');
    await initStack(terraform, fake, stack);
  };
  const cacheOf = async (name = 'sea') => {
    await init(name);
    return fake.calls.at(-1)?.env.TF_PLUGIN_CACHE_DIR?.replace(fake.dir, 'DIR');
  };
  return { fake, said, init, cacheOf };
}

test('stacks share providers in the output folder', async () => {
  const { cacheOf } = await given();
  expect([await cacheOf('sea'), await cacheOf('lake')]).toEqual(['DIR/out/providers', 'DIR/out/providers']);
});

test('a cache that the user has is used', async () => {
  const { cacheOf } = await given({ TF_PLUGIN_CACHE_DIR: '/home/ann/cache' });
  expect(await cacheOf()).toBe('/home/ann/cache');
});

test.each([
  ['.terraformrc', {}],
  ['other.tfrc', { TF_CLI_CONFIG_FILE: 'other.tfrc' }],
])('a cache in %s is left to Terraform', async (name, env) => {
  const { fake, cacheOf } = await given(env);
  writeFileSync(join(fake.dir, name), 'plugin_cache_dir = "/home/ann/cache"\n');
  expect(await cacheOf()).toBeUndefined();
});

test('a setting that is only a comment is none', async () => {
  const { fake, cacheOf } = await given();
  writeFileSync(join(fake.dir, '.terraformrc'), '# plugin_cache_dir = "/home/ann/cache"\n');
  expect(await cacheOf()).toBe('DIR/out/providers');
});

test('without a lock file nothing is written over what other stacks may be running', async () => {
  const { cacheOf } = await given({ TF_PLUGIN_CACHE_DIR: '/home/ann/cache' }, { locked: false });
  expect(await cacheOf()).toBeUndefined();
});

test('one stack at a time is initialized', async () => {
  const { fake, said, init } = await given();
  fake.script({ init: { waitForSignals: 1 } });
  const both = Promise.allSettled([init('sea'), init('lake')]);
  await expect.poll(() => said.includes('waiting')).toBe(true);
  fake.interruption.receive('SIGINT');
  await both;
  // The second was still waiting for its turn when the first was ended.
  expect(fake.commands).toEqual(['init']);
});
