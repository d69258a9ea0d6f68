import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { presetNames } from '../../src/fleet/preset.ts';
import { run } from '../support/run.ts';

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'hubfleet-init-'));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

const init = (...args: string[]) => run(['init', ...args], { cwd });
const read = (file: string) => readFile(join(cwd, file), 'utf8');

describe('hubfleet init', () => {
  test.each(['aws', 'google'])('writes a fleet, a cluster on %s and a hub that are valid', async (provider) => {
    expect(await init('cluster', 'atlas-east', '--provider', provider)).toEqual({
      code: 0,
      stdout: 'clusters/fleet.yaml\nclusters/atlas-east/cluster.yaml\n',
      stderr: '',
    });
    expect(await init('hub', 'atlas-east/field-school', '--domain', 'field.atlas.example')).toEqual({
      code: 0,
      stdout: 'clusters/atlas-east/hubs/field-school.yaml\n',
      stderr: '',
    });
    expect((await run(['validate'], { cwd })).stdout).toBe('My organization: 1 cluster and 1 hub, no problems\n');
  });

  test('names the schema of a file on its first line, and the schema is there', async () => {
    await init('cluster', 'atlas-east');
    await init('hub', 'atlas-east/research', '--domain', 'hub.atlas.example');
    for (const [file, schema] of [
      ['clusters/fleet.yaml', '.schema/fleet.json'],
      ['clusters/atlas-east/cluster.yaml', '../.schema/cluster.json'],
      ['clusters/atlas-east/hubs/research.yaml', '../../.schema/hub.json'],
    ] as const) {
      expect((await read(file)).split('\n')[0]).toBe(`# yaml-language-server: $schema=${schema}`);
      expect(JSON.parse(await readFile(join(cwd, file, '..', schema), 'utf8'))).toHaveProperty('$id');
    }
  });

  test('takes secrets from the store of the cloud', async () => {
    await init('cluster', 'lyra-uk', '--provider', 'google');
    await init('hub', 'lyra-uk/research', '--domain', 'hub.lyra.example');
    expect(await read('clusters/lyra-uk/hubs/research.yaml')).toContain(
      'clientSecret: gcpSecretManager:lyra-uk-research-github',
    );
  });

  test.each(presetNames)('knows preset %s', async (preset) => {
    await init('cluster', 'atlas-east');
    const image = preset === 'desktop' ? ['--image', 'quay.io/atlas/desktop:2026-11-01'] : [];
    const { stdout } = await init(
      'hub',
      'atlas-east/a1',
      '--preset',
      preset,
      '--domain',
      'hub.atlas.example',
      ...image,
    );
    const file = await read('clusters/atlas-east/hubs/a1.yaml');
    expect(file).toContain(`\npreset: ${preset}\n`);
    expect(file.trim().split('\n').length).toBeLessThanOrEqual(12);
    const missing = { gpu: 'has 1 GPU per node', 'geospatial-dask': 'no pool for Dask workers' }[preset];
    expect(stdout).toContain(missing ?? 'a1.yaml\n');
  });

  test('lists the presets', async () => {
    const { stdout } = await init('--list');
    expect(stdout.split('\n').map((line) => line.split(' ')[0])).toEqual([...presetNames, '']);
    expect(stdout).toContain('education        Courses: many small servers packed on few nodes\n');
  });

  test('shows all that a preset sets', async () => {
    const { presets } = JSON.parse((await init('--list', '--format', 'json')).stdout);
    const education = presets.find(({ preset }: { preset: string }) => preset === 'education');
    expect(education.keys).toMatchObject({
      image: 'quay.io/jupyter/datascience-notebook:2026-07-28',
      culling: { idleMinutes: 60, kernelIdleMinutes: 30, maxAgeHours: 24 },
      packServers: true,
    });
  });

  test.each([
    { args: [], says: 'init: nothing named; say cluster <name>, hub <cluster>/<hub>, ci, or --list' },
    { args: ['hub', 'research', '--domain', 'a.b'], says: 'init: a hub is named <cluster>/<hub>, got research' },
    { args: ['hub', 'atlas/research'], says: 'init: --domain is missing; give the host name of the hub' },
    {
      args: ['hub', 'atlas/research', '--domain', 'hub.atlas.example'],
      says: 'init: there is no clusters/atlas/cluster.yaml; write it with: hubfleet init cluster atlas',
    },
    {
      args: ['cluster', 'Atlas'],
      says: 'init: expected a cluster name of 3 to 24 lowercase letters, digits and dashes that starts with a letter, got "Atlas"',
    },
  ])('$args: $says', async ({ args, says }) => {
    const { code, stderr } = await init(...args);
    expect([code, stderr]).toEqual([2, `hubfleet: ${says}\n`]);
  });

  test('never writes over a file', async () => {
    await init('cluster', 'atlas-east');
    const before = await read('clusters/atlas-east/cluster.yaml');
    const { code, stderr } = await init('cluster', 'atlas-east', '--provider', 'google');
    expect([code, stderr]).toEqual([
      2,
      'hubfleet: init: clusters/atlas-east/cluster.yaml is there already; choose another name\n',
    ]);
    expect(await read('clusters/atlas-east/cluster.yaml')).toBe(before);
  });
});
