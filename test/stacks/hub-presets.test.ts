import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkStacks } from '../../src/check/check-stacks.ts';
import { presetNames } from '../../src/fleet/preset.ts';
import { synthesize } from '../../src/stacks/synthesize.ts';
import { hasChart, schemaFaults } from '../constructs/hub/support/chart.ts';
import { exampleCluster, exampleGoogleCluster, fleetOf } from '../support/fleet.ts';
import { hubValuesOf } from '../support/hub-values.ts';

const awsPools = {
  core: { purpose: 'core', machineType: 'r8i-flex.large', minNodes: 1, maxNodes: 3 },
  small: { purpose: 'user', machineType: 'r5.xlarge', maxNodes: 20 },
  large: { purpose: 'user', machineType: 'r5.4xlarge', maxNodes: 10 },
  gpu: { purpose: 'user', machineType: 'g4dn.xlarge', maxNodes: 4 },
  dask: { purpose: 'dask', machineType: 'r5.4xlarge', maxNodes: 10, spot: true },
};
const googlePools = {
  core: { purpose: 'core', machineType: 'n2-highmem-4', minNodes: 1, maxNodes: 3 },
  small: { purpose: 'user', machineType: 'n2-highmem-4', maxNodes: 20 },
  large: { purpose: 'user', machineType: 'n2-highmem-16', maxNodes: 10 },
  gpu: { purpose: 'user', machineType: 'n1-standard-8', maxNodes: 4, gpu: { type: 'nvidia-tesla-t4', count: 1 } },
  dask: { purpose: 'dask', machineType: 'n2-highmem-16', maxNodes: 10, spot: true },
};
const clouds = {
  aws: exampleCluster({ pools: awsPools }),
  google: exampleGoogleCluster({ pools: googlePools }),
};

/** The whole file of a hub. */
const fileOf = (preset: string) => `displayName: Atlas
domain: hub.atlas.example
preset: ${preset}
authentication:
  kind: github
  clientId: Iv1.0a1b2c
  clientSecret: variable:github_client_secret
  organizations: [atlas]
admins: [atlas-ada]
${preset === 'desktop' ? 'image: quay.io/atlas/desktop:2026-11-01\n' : ''}`;

let outdir: string;
beforeEach(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'hubfleet-presets-'));
});
afterEach(() => rm(outdir, { recursive: true, force: true }));

const cases = Object.keys(clouds).flatMap((cloud) => presetNames.map((preset) => ({ cloud, preset })));

describe('a hub of at most ten lines', () => {
  test.each(cases)('with preset $preset on $cloud breaks no policy and fits the chart', async ({ cloud, preset }) => {
    const hub = fileOf(preset);
    expect(hub.trim().split('\n').length).toBeLessThanOrEqual(10);
    const fleet = await fleetOf({
      'atlas/cluster.yaml': clouds[cloud as keyof typeof clouds],
      'atlas/hubs/research.yaml': hub,
    });
    const { stacks, faults } = await synthesize(fleet, { outdir });
    const { findings } = checkStacks(fleet, stacks, '2026-11-22');
    const sentences = [...faults, ...findings].map(({ rule, address, message }) => `${rule} ${address}: ${message}`);
    expect(sentences).toEqual([]);
    if (hasChart) expect(schemaFaults(hubValuesOf(stacks.at(-1)?.json))).toEqual([]);
  });
});
