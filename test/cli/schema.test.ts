import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { jsonSchema } from '../../src/fleet/json-schema.ts';
import { writeFleet } from '../support/fleet.ts';
import { run } from '../support/run.ts';

describe('hubfleet schema', () => {
  test('prints the schema of one kind of file', async () => {
    const { code, stdout } = await run(['schema', 'hub']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(jsonSchema('hub'));
  });

  test('writes the schemas of all kinds and names the files', async () => {
    const cwd = await writeFleet();
    const { code, stdout } = await run(['schema', '--out', 'made/here'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toBe('made/here/fleet.json\nmade/here/cluster.json\nmade/here/hub.json\nmade/here/waivers.json\n');
    expect((await readdir(join(cwd, 'made/here'))).sort()).toEqual([
      'cluster.json',
      'fleet.json',
      'hub.json',
      'waivers.json',
    ]);
    expect(JSON.parse(await readFile(join(cwd, 'made/here/waivers.json'), 'utf8'))).toEqual(jsonSchema('waivers'));
  });

  test.each([
    {
      args: ['schema'],
      says: 'hubfleet: schema: no file named; name one of fleet, cluster, hub, waivers, or give --out\n',
    },
    {
      args: ['schema', 'clustr'],
      says: "hubfleet: command-argument value 'clustr' is invalid for argument 'file'. Allowed choices are fleet, cluster, hub, waivers.\n",
    },
  ])('is wrong as $args', async ({ args, says }) => {
    expect(await run(args)).toEqual({ code: 2, stdout: '', stderr: says });
  });
});
