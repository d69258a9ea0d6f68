import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Fleet } from '../fleet/fleet.ts';
import { loadFleet } from '../fleet/load.ts';
import type { Selection } from '../stacks/selection.ts';
import { synthesize } from '../stacks/synthesize.ts';
import { type CostDocument, costDocument, toDocument } from './cost-document.ts';
import type { CostReport } from './cost-report.ts';
import { type CostSettings, fleetCost } from './fleet-cost.ts';
import { readSettings, UnreadableSettings } from './read-settings.ts';

/**
 * The estimate to compare with: a saved one, or that of another checkout's fleet, priced the same way today.
 * @param path a file written with `--format json`, or a folder with `fleet.yaml`
 */
export async function baseCost(path: string, label: string, settings: CostSettings): Promise<CostDocument> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return await savedCost(path, label);
  const loaded = await loadFleet(path);
  if ('problems' in loaded) {
    throw new UnreadableSettings(
      `${label}: the fleet has ${loaded.problems.length} problems; run hubfleet validate --fleet ${label}`,
    );
  }
  return toDocument(await synthesizedCost(loaded.fleet, { ...settings, withChanges: false }));
}

async function savedCost(path: string, label: string): Promise<CostDocument> {
  const saved = costDocument.safeParse(await readSettings(path, label, z.unknown()));
  if (saved.success) return saved.data;
  throw new UnreadableSettings(`${label}: is no estimate; save one with hubfleet cost --format json > ${label}`);
}

/** Prices a fleet without leaving its Terraform JSON anywhere. */
export async function synthesizedCost(
  fleet: Fleet,
  settings: CostSettings,
  selection: Selection = {},
): Promise<CostReport> {
  const outdir = await mkdtemp(join(tmpdir(), 'hubfleet-cost-'));
  try {
    const { stacks } = await synthesize(fleet, { selection, outdir });
    return fleetCost(fleet.clusters, stacks, settings);
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
