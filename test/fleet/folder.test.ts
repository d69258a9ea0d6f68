import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadFleet } from '../../src/fleet/load.ts';
import { exampleFiles, exampleHub, sentencesOf, writeFleet } from '../support/fleet.ts';

const nothing = Object.fromEntries(Object.keys(exampleFiles()).map((name) => [name, undefined]));

describe('the folder of a fleet', () => {
  test('has to be there', async () => {
    const result = await loadFleet('nowhere', { cwd: await writeFleet() });
    expect(result).toEqual({
      problems: [
        {
          file: 'nowhere',
          line: 1,
          column: 1,
          path: '',
          message: 'there is no such folder',
          remedy: 'name the folder that holds fleet.yaml with --fleet',
        },
      ],
      sources: new Map(),
    });
  });

  test('says what an empty one lacks', async () => {
    expect(await sentencesOf(nothing)).toEqual([
      '.: there is no cluster in the fleet; add <cluster>/cluster.yaml',
      'fleet.yaml: file is missing; add it: it says who runs the fleet',
    ]);
  });

  test.each([
    {
      when: 'a cluster folder without its file',
      files: { 'zeta/hubs/a1.yaml': exampleHub({ domain: 'a.example' }) },
      says: ['zeta/cluster.yaml: file is missing; add it, or move the folder out of the fleet'],
    },
    {
      when: 'another ending of fleet.yaml',
      files: { 'fleet.yaml': undefined, 'fleet.yml': 'a: 1' },
      says: ['fleet.yml: file is not read; rename it to fleet.yaml'],
    },
    {
      when: 'another ending of cluster.yaml',
      files: { 'zeta/cluster.yml': 'a: 1' },
      says: ['zeta/cluster.yml: file is not read; rename it to cluster.yaml'],
    },
    {
      when: 'another ending of a hub',
      files: { 'atlas/hubs/extra.yml': 'a: 1' },
      says: ['atlas/hubs/extra.yml: file is not read; rename it to extra.yaml'],
    },
    {
      when: 'a hub beside the hubs folder',
      files: { 'atlas/extra.yaml': 'a: 1' },
      says: ['atlas/extra.yaml: file is not read; only cluster.yaml and waivers.yaml are read here, move or remove it'],
    },
    {
      when: 'a file as large as the limit',
      files: { 'atlas/hubs/research.yaml': `# ${'x'.repeat(2 ** 20 - 3)}\n` },
      says: ['atlas/hubs/research.yaml: file is empty; fill it or remove it'],
    },
    {
      when: 'a file larger than the limit',
      files: { 'atlas/hubs/research.yaml': `# ${'x'.repeat(2 ** 20 - 2)}\n` },
      says: ['atlas/hubs/research.yaml: file is too large, 1048577 bytes; at most 1048576 are read, shorten it'],
    },
    { when: 'folders that begin with a dot', files: { '.schema/cluster.json': '{}' }, says: [] },
    {
      when: 'other files of a cluster',
      files: { 'atlas/README.md': '#', 'atlas/locks/atlas.terraform.lock.hcl': '' },
      says: [],
    },
  ])('with $when: $says', async ({ files, says }) => {
    expect(await sentencesOf(files)).toEqual(says);
  });

  test('follows links to folders and leaves out links that lead nowhere', async () => {
    const dir = await writeFleet();
    const other = await writeFleet({ 'atlas/hubs/research.yaml': exampleHub({ domain: 'other.example' }) });
    await symlink(join(other, 'atlas'), join(dir, 'linked'));
    await symlink(join(other, 'lost'), join(dir, 'lost'));
    const result = await loadFleet('.', { cwd: dir });
    expect('fleet' in result && result.fleet.clusters.map(({ name }) => name)).toEqual(['atlas', 'linked']);
  });

  test('reports a file that cannot be read', async () => {
    const dir = await writeFleet({ 'atlas/cluster.yaml': undefined });
    await mkdir(join(dir, 'atlas', 'cluster.yaml'));
    const result = await loadFleet('.', { cwd: dir });
    expect('problems' in result && result.problems.map(({ file, message }) => `${file}: ${message}`)).toEqual([
      'atlas/cluster.yaml: file cannot be read: EISDIR',
    ]);
  });
});
