import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DriftedResource, StackDrift } from '../../src/delivery/drift.ts';
import { renderDriftReport } from '../../src/render/drift-report.ts';
import { TerraformFailure } from '../../src/terraform/failure.ts';
import { exampleCluster, exampleGoogleCluster, exampleHub, exampleProfile, writeFleet } from './fleet.ts';

/** Number of hub pages in a report. */
export async function hubPages(report: string): Promise<number> {
  return (await readdir(join(report, 'hubs'))).length;
}

/** A name that would run a program or break the page, were it not taken as text. */
export const HOSTILE = `"></title></style><img src=x onerror="attacked=1"><script>attacked=1</script>&amp;'`;

/** A fleet with findings, waivers and people who choose bad names. */
export async function writeTroubledFleet(): Promise<string> {
  const open = { controlPlane: { allowedCidrs: ['0.0.0.0/0'] }, kubernetesVersion: '1.34' };
  const owner = { community: HOSTILE, contact: 'it@atlas.example', paidBy: 'community' };
  return await writeFleet({
    'atlas/cluster.yaml': exampleCluster({
      ...open,
      owner,
      budget: { monthlyUsd: 50, recipients: ['it@atlas.example'] },
    }),
    'atlas/waivers.yaml': [
      { rule: 'cost/budget-floor', match: '**', reason: `${HOSTILE} because`, owner: HOSTILE, expires: '2026-12-01' },
    ],
    'atlas/hubs/research.yaml': exampleHub({
      displayName: HOSTILE,
      admins: [HOSTILE],
      announcement: HOSTILE,
      environment: { GREETING: 'seen-by-users-only' },
      scratchBucket: { deleteAfterDays: 7 },
      profiles: [exampleProfile({ displayName: HOSTILE, allowedGroups: [HOSTILE] })],
    }),
    'lyra/cluster.yaml': exampleGoogleCluster(),
    'lyra/hubs/teaching.yaml': exampleHub({ displayName: 'Teaching', domain: 'teach.lyra.example' }),
  });
}

/** A folder with `drift.json` of that fleet. */
export async function driftFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'hubfleet-drift-'));
  await writeFile(join(dir, 'drift.json'), troubledDrift);
  return dir;
}

const drifted = (stack: string, resource: DriftedResource): StackDrift => ({
  stack,
  cluster: stack.split('-')[0] ?? stack,
  outcome: 'drifted',
  class: resource.class,
  resources: [resource],
});

const looks: readonly StackDrift[] = [
  { stack: 'atlas', cluster: 'atlas', outcome: 'as-applied', resources: [] },
  drifted('atlas-data', {
    class: 'destructive',
    why: 'it is gone, and it held what cannot be made again',
    address: 'aws_efs_file_system.a',
    type: 'aws_efs_file_system',
    outside: 'deleted',
    wouldDo: 'create',
    attributes: [],
  }),
  drifted('lyra-support', {
    class: 'harmless',
    why: 'an application would put it back',
    address: HOSTILE,
    type: 'helm_release',
    outside: 'changed',
    wouldDo: 'update',
    attributes: [],
  }),
  {
    stack: 'lyra-teaching',
    cluster: 'lyra',
    outcome: 'unseen',
    resources: [],
    failure: new TerraformFailure(HOSTILE, ''),
  },
];

/** What `hubfleet drift --format json` prints of that fleet, in the words of the command itself. */
export const troubledDrift = renderDriftReport(looks, ['lyra'], {
  exitCode: 1,
  checkedAt: new Date('2026-11-21T05:00:00Z'),
});
