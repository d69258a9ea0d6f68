import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { jsonSchema, schemaNames } from '../../src/fleet/json-schema.ts';
import { loadFleet } from '../../src/fleet/load.ts';
import { run } from '../support/run.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

async function exampleFleet() {
  const result = await loadFleet('clusters', { cwd: root });
  if ('fleet' in result) return result.fleet;
  throw new Error(JSON.stringify(result.problems, null, 2));
}

describe('the example fleet', () => {
  test('is valid', async () => {
    expect(await run(['validate'], { cwd: root })).toEqual({
      code: 0,
      stdout: 'Open Data Commons: 2 clusters and 6 hubs, no problems\n',
      stderr: '',
    });
  });

  test('has a cluster on each cloud with three hubs of different kinds', async () => {
    const { clusters } = await exampleFleet();
    const shown = clusters.map(({ provider, hubs, backend }) => ({
      provider,
      backend: backend.kind,
      hubs: hubs.map(({ name, authentication }) => `${name}: ${authentication.kind}`),
    }));
    expect(shown).toEqual([
      { provider: 'aws', backend: 's3', hubs: ['clinic: oauth', 'research: github', 'staging: github'] },
      { provider: 'google', backend: 'gcs', hubs: ['imaging: google', 'staging: cilogon', 'teaching: cilogon'] },
    ]);
  });

  test('names the schema of each file on its first line', async () => {
    const { clusters } = await exampleFleet();
    const files = [
      { file: 'clusters/fleet.yaml', schema: 'fleet' },
      ...clusters.map(({ file }) => ({ file, schema: 'cluster' })),
      ...clusters.flatMap(({ hubs }) => hubs.map(({ file }) => ({ file, schema: 'hub' }))),
    ];
    for (const { file, schema } of files) {
      const [first = ''] = (await readFile(join(root, file), 'utf8')).split('\n');
      const named = /^# yaml-language-server: \$schema=(\S+)$/.exec(first)?.[1] ?? '';
      expect(resolve(root, dirname(file), named)).toBe(join(root, 'clusters/.schema', `${schema}.json`));
    }
  });

  test.each(schemaNames)(
    'carries the current schema of %s; if not, run `hubfleet schema --out clusters/.schema`',
    async (name) => {
      const text = await readFile(join(root, 'clusters/.schema', `${name}.json`), 'utf8');
      expect(JSON.parse(text)).toEqual(jsonSchema(name));
    },
  );

  test('uses only names that are kept for examples', async () => {
    const { clusters } = await exampleFleet();
    const domains = clusters.flatMap(({ hubs }) => hubs.map(({ domain }) => domain));
    expect(domains.filter((domain) => !domain.endsWith('.example'))).toEqual([]);
  });

  test('is read the same by any YAML reader', async () => {
    const { clusters } = await exampleFleet();
    for (const { file, kubernetesVersion } of clusters) {
      const plain = parse(await readFile(join(root, file), 'utf8'), { version: '1.1' }) as Record<string, unknown>;
      expect(plain.kubernetesVersion).toBe(kubernetesVersion);
    }
  });
});
