import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { DriftedResource, StackDrift } from '../../src/delivery/drift.ts';
import { renderDriftReport } from '../../src/render/drift-report.ts';
import { TerraformFailure } from '../../src/terraform/failure.ts';
import {
  exampleCluster,
  exampleGoogleCluster,
  exampleHub,
  exampleOrganization,
  exampleProfile,
  writeFleet,
} from './fleet.ts';

const CLUSTERS = 30;
const HUBS = 171;

/** Hubs of each cluster, shaped like a fleet that runs: one cluster has 95 of 171, the others few. */
const sizes = [
  95,
  ...Array.from({ length: CLUSTERS - 1 }, (_, index) => (index < HUBS - 95 - 2 * (CLUSTERS - 1) ? 3 : 2)),
];

/** Writes a fleet of 171 hubs on 30 clusters with a history of checks; answers the folder. */
export async function writeLargeFleet(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'hubfleet-large-'));
  await writeFile(join(dir, 'fleet.yaml'), stringify(exampleOrganization()));
  for (const [index, count] of sizes.entries()) await writeCluster(dir, index, count);
  const checks = sizes.flatMap((count, cluster) => Array.from({ length: count }, (_, hub) => checksOf(cluster, hub)));
  await writeFile(join(dir, 'health.jsonl'), checks.flat().join(''));
  return dir;
}

async function writeCluster(dir: string, index: number, count: number): Promise<void> {
  const folder = join(dir, `cluster-${index}`);
  await mkdir(join(folder, 'hubs'), { recursive: true });
  const cluster = index % 3 === 0 ? exampleGoogleCluster() : exampleCluster();
  await writeFile(join(folder, 'cluster.yaml'), stringify(cluster));
  for (let hub = 0; hub < count; hub += 1) {
    const profiles = [1, 4, 12].map((guaranteeGiB) =>
      exampleProfile({
        slug: `mem-${guaranteeGiB}`,
        displayName: `${guaranteeGiB} GiB`,
        memory: { guaranteeGiB, limitGiB: guaranteeGiB },
      }),
    );
    const file = exampleHub({
      displayName: `Community ${index} hub ${hub}`,
      domain: `h${hub}.c${index}.example`,
      stage: hub === 0 ? 'staging' : 'production',
      profiles,
    });
    await writeFile(join(folder, 'hubs', `h${hub}.yaml`), stringify(file));
  }
}

function checksOf(cluster: number, hub: number): string[] {
  return Array.from({ length: 10 }, (_, day) => {
    const healthy = !(cluster === 1 && hub === 0 && day === 9);
    const layer = healthy
      ? { layer: 'spawn', verdict: 'pass', seconds: 30 + day, attempts: 1 }
      : { layer: 'spawn', verdict: 'fail', seconds: 300, attempts: 1, cause: 'no room' };
    const startedAt = `2026-11-${String(day + 10)}T04:00:00Z`;
    const verdict = healthy ? 'healthy' : 'unhealthy';
    const check = { cluster: `cluster-${cluster}`, hub: `h${hub}`, startedAt, seconds: 60, verdict, layers: [layer] };
    return `${JSON.stringify(check)}\n`;
  });
}

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
