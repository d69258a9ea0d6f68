import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadFleet } from '../../src/fleet/load.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('the hub file that the README shows has no problems in the example fleet', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const [, file = '', hub = ''] = /```yaml\n# clusters\/(\S+)\n([\s\S]*?)```/.exec(readme) ?? [];
  const fleet = await mkdtemp(join(tmpdir(), 'hubfleet-readme-'));
  try {
    await cp(join(root, 'clusters'), fleet, { recursive: true });
    await writeFile(join(fleet, file), hub);
    const loaded = await loadFleet(fleet);
    expect('problems' in loaded ? loaded.problems : []).toEqual([]);
  } finally {
    await rm(fleet, { recursive: true, force: true });
  }
});
