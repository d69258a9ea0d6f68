import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkStacks } from '../../src/check/check-stacks.ts';
import type { Fleet } from '../../src/fleet/fleet.ts';
import { loadFleet } from '../../src/fleet/load.ts';
import type { Selection } from '../../src/stacks/selection.ts';
import { orphanedStacks, synthesize } from '../../src/stacks/synthesize.ts';

const example = fileURLToPath(new URL('../../clusters', import.meta.url));

let work: string;
beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), 'hubfleet-stacks-'));
});
afterEach(() => rm(work, { recursive: true, force: true }));

async function load(dir = example): Promise<Fleet> {
  const loaded = await loadFleet(dir);
  if ('problems' in loaded) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.fleet;
}

async function written(outdir: string): Promise<Record<string, string>> {
  const names = await readdir(join(outdir, 'stacks'));
  const files = names.map(async (name) => [name, await readFile(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')]);
  return Object.fromEntries(await Promise.all(files));
}

async function synthesizeTo(outdir: string, selection: Selection = {}, dir = example) {
  return synthesize(await load(dir), { outdir, selection });
}

describe('synthesize', () => {
  test('writes the same bytes twice, and from a fleet and an output folder elsewhere', async () => {
    await synthesizeTo(join(work, 'a'));
    await synthesizeTo(join(work, 'b'));
    await cp(example, join(work, 'moved', 'fleet'), { recursive: true });
    await synthesizeTo(join(work, 'deeper', 'c'), {}, join(work, 'moved', 'fleet'));
    const first = await written(join(work, 'a'));
    expect(await written(join(work, 'b'))).toEqual(first);
    expect(await written(join(work, 'deeper', 'c'))).toEqual(first);
  });

  test('names no folder of the machine in its output', async () => {
    await synthesizeTo(work);
    expect(Object.values(await written(work)).join()).not.toContain(work);
  });

  test.each([
    { selection: {}, stacks: 12 },
    { selection: { cluster: ['atlas-west'] }, stacks: 6 },
    { selection: { cluster: ['*-uk'], hub: ['staging'] }, stacks: 1 },
    { selection: { hub: ['staging'] }, stacks: 2 },
    { selection: { stack: ['*-data'] }, stacks: 2 },
  ])('builds only what $selection selects', async ({ selection, stacks }) => {
    await synthesizeTo(work, selection);
    expect(Object.keys(await written(work))).toHaveLength(stacks);
  });

  test('gives each stack a state of its own, locked and encrypted', async () => {
    const { stacks } = await synthesizeTo(work);
    const backends = stacks.map(({ json }) => (json as { terraform: { backend: object } }).terraform.backend);
    expect(new Set(backends.map((backend) => JSON.stringify(backend))).size).toBe(stacks.length);
    expect(backends[0]).toEqual({
      s3: {
        bucket: 'odc-terraform-state',
        encrypt: true,
        key: 'atlas-west/atlas-west.tfstate',
        region: 'us-west-2',
        use_lockfile: true,
      },
    });
  });

  test('lets Terraform take the AWS provider from 5.100 on, and itself from 1.11 on', async () => {
    const { stacks } = await synthesizeTo(work, { stack: ['atlas-west'] });
    expect(stacks[0]?.json).toMatchObject({
      terraform: { required_version: '>= 1.11', required_providers: { aws: { version: '>= 5.100, < 7' } } },
    });
  });

  test('keeps what Terraform has put beside an earlier output', async () => {
    await synthesizeTo(work, { stack: ['lyra-uk-data'] });
    const lock = join(work, 'stacks', 'lyra-uk-data', '.terraform.lock.hcl');
    await writeFile(lock, 'locked');
    await synthesizeTo(work, { stack: ['lyra-uk-data'] });
    expect(await readFile(lock, 'utf8')).toBe('locked');
    expect(await readdir(work)).toEqual(['stacks']);
  });

  test('says which folders belong to stacks that the fleet no longer has', async () => {
    await synthesizeTo(work);
    const fleet = await load();
    const without = { ...fleet, clusters: fleet.clusters.slice(1) };
    expect(await orphanedStacks(without, work)).toEqual(
      ['', '-clinic', '-data', '-research', '-staging', '-support'].map((end) => `atlas-west${end}`),
    );
  });
});

test('the example fleet breaks no policy', async () => {
  const fleet = await load();
  const { stacks } = await synthesize(fleet, { outdir: work });
  const { findings } = checkStacks(fleet, stacks, '2026-11-22');
  expect(findings.map(({ rule, address, message }) => `${rule} ${address}: ${message}`)).toEqual([]);
});
