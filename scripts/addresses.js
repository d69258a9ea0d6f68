// Rewrites the frozen list of construct paths and Terraform addresses of the example fleet.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadFleet } from '../lib/fleet/load.js';
import { synthesize } from '../lib/stacks/synthesize.js';

const outdir = mkdtempSync(join(tmpdir(), 'hubfleet-addresses-'));
try {
  const { fleet, problems } = await loadFleet(fileURLToPath(new URL('../clusters', import.meta.url)));
  if (problems) throw new Error(problems[0].message);
  const { stacks } = await synthesize(fleet, { outdir });
  const lines = stacks.flatMap(({ json }) =>
    Object.entries(json.resource)
      .flatMap(([type, named]) =>
        Object.entries(named).map(([name, body]) => `${body['//'].metadata.path} ${type}.${name}`),
      )
      .sort(),
  );
  writeFileSync(fileURLToPath(new URL('../test/contract/addresses.txt', import.meta.url)), `${lines.join('\n')}\n`);
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
