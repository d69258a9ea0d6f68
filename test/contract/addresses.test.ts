import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadFleet } from '../../src/fleet/load.ts';
import { synthesize } from '../../src/stacks/synthesize.ts';
import { writeFleet } from '../support/fleet.ts';
import { fullFiles } from '../support/full-clusters.ts';
import { addresses, type TerraformJson } from '../support/synth.ts';

const example = fileURLToPath(new URL('../../clusters', import.meta.url));
const frozen = new URL('addresses.txt', import.meta.url);

/** Terraform addresses of all stacks, stack by stack. */
async function linesOf(dir: string): Promise<string[]> {
  const outdir = await mkdtemp(join(tmpdir(), 'hubfleet-addresses-'));
  try {
    const loaded = await loadFleet(dir);
    if ('problems' in loaded) throw new Error(loaded.problems[0]?.message);
    const { stacks } = await synthesize(loaded.fleet, { outdir });
    return stacks.flatMap(({ json }) => addresses(json as TerraformJson));
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

// A line that goes away here destroys what stands there: `npm run addresses` rewrites the file, a rename needs a move.
test('every resource of the example fleet keeps its construct path and Terraform address', async () => {
  expect(await linesOf(example)).toEqual(readFileSync(frozen, 'utf8').trimEnd().split('\n'));
});

test('so does every resource of clusters that use every key', async () => {
  const lines = await linesOf(await writeFleet(fullFiles()));
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('full-addresses.txt');
});
