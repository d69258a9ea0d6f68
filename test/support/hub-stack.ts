import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Values } from '../../constructs/src/hub/json.ts';
import { checkStacks } from '../../src/check/check-stacks.ts';
import { synthesize } from '../../src/stacks/synthesize.ts';
import { hasChart, schemaFaults } from '../constructs/hub/support/chart.ts';
import { exampleCluster, exampleHub, fleetOf } from './fleet.ts';
import { hubValuesOf } from './hub-values.ts';
import type { TerraformJson } from './synth.ts';

/** Stack and values of the example hub with these keys, which must break no policy and fit the chart. */
export async function hubOf(
  keys: Record<string, unknown>,
  cluster: object = exampleCluster(),
): Promise<{ json: TerraformJson; values: Values }> {
  const outdir = await mkdtemp(join(tmpdir(), 'hubfleet-hub-stack-'));
  try {
    const fleet = await fleetOf({ 'atlas/cluster.yaml': cluster, 'atlas/hubs/research.yaml': exampleHub(keys) });
    const { stacks, faults } = await synthesize(fleet, { outdir });
    const { findings } = checkStacks(fleet, stacks, '2026-11-22');
    const broken = [...faults, ...findings].map(({ rule, address, message }) => `${rule} ${address}: ${message}`);
    expect(broken).toEqual([]);
    const json = stacks.find(({ name }) => name === 'atlas-research')?.json as TerraformJson;
    const values = hubValuesOf(json);
    if (hasChart) expect(schemaFaults(values)).toEqual([]);
    return { json, values };
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
