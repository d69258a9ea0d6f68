import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFleet } from '../fleet/load.ts';
import { synthesize } from '../stacks/synthesize.ts';
import { type CostDocument, costDocument, toDocument } from './cost-document.ts';
import { type CostSettings, fleetCost } from './fleet-cost.ts';
import { readSettings, UnreadableSettings } from './read-settings.ts';

/**
 * The estimate to compare with: a saved one, or that of another checkout's fleet, priced the same way today.
 * @param path a file written with `--format json`, or a folder with `fleet.yaml`
 */
export async function baseCost(path: string, label: string, settings: CostSettings): Promise<CostDocument> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return await readSettings(path, label, costDocument);
  const loaded = await loadFleet(path);
  if ('problems' in loaded) {
    throw new UnreadableSettings(
      `${label}: the fleet has ${loaded.problems.length} problems; run hubfleet validate --fleet ${label}`,
    );
  }
  const outdir = await mkdtemp(join(tmpdir(), 'hubfleet-base-'));
  try {
    const { stacks } = await synthesize(loaded.fleet, { outdir });
    return toDocument(fleetCost(loaded.fleet.clusters, stacks, { ...settings, withChanges: false }));
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
