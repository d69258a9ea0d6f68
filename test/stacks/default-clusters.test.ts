import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkStacks } from '../../src/check/check-stacks.ts';
import { synthesize } from '../../src/stacks/synthesize.ts';
import { exampleCluster, exampleGoogleCluster, fleetOf } from '../support/fleet.ts';

const database = { engine: 'postgres', version: '17', sizeGiB: 20 };
const opted = {
  homeStorage: { main: { kind: 'disk', sizeGiB: 500 } },
  buckets: { data: {} },
  registry: { repositories: ['research'] },
};
const github = { service: 'github', repository: 'odc/hubs' };

test.each([
  ['the least on AWS', exampleCluster()],
  ['the least on Google Cloud', exampleGoogleCluster()],
  [
    'every part on AWS',
    exampleCluster({ ...opted, pipeline: github, database: { ...database, machineType: 'db.t4g.small' } }),
  ],
  [
    'every part on Google Cloud',
    exampleGoogleCluster({ ...opted, pipeline: github, database: { ...database, machineType: 'db-custom-1-3840' } }),
  ],
])('a cluster with %s breaks no policy at its defaults', async (_, cluster) => {
  const outdir = mkdtempSync(join(tmpdir(), 'hubfleet-default-'));
  try {
    const fleet = await fleetOf({ 'atlas/cluster.yaml': cluster });
    const { stacks } = await synthesize(fleet, { outdir, selection: { stack: ['atlas', 'atlas-data'] } });
    const { findings } = checkStacks(fleet, stacks, '2026-11-22');
    expect(findings.map(({ rule, address, message }) => `${rule} ${address}: ${message}`)).toEqual([]);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
});
