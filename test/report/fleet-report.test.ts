import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FleetReport } from '../../src/report/fleet-report.ts';
import { exampleCluster, exampleHub, exampleProfile, type Files, writeFleet } from '../support/fleet.ts';
import { troubledDrift, writeTroubledFleet } from '../support/reported-fleet.ts';
import { run } from '../support/run.ts';

// A folder with a dot is no cluster.
const REPORT = ['report', '--fleet', '.', '--stacks', '.stacks', '--format', 'json'];

// The libraries of the clouds take seconds to load, which no single test should be blamed for.
beforeAll(async () => {
  await import('../../src/stacks/synthesize.ts');
}, 60_000);

async function reportIn(cwd: string, ...args: string[]): Promise<FleetReport> {
  const { code, stdout, stderr } = await run([...REPORT, ...args], { cwd });
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const reportOf = async (files: Files = {}, ...args: string[]): Promise<FleetReport> =>
  reportIn(await writeFleet(files), ...args);

describe('the report of a fleet', () => {
  test('says of a hub what its administrators may know', async () => {
    const hub = (await reportOf()).hubs[0];
    expect(hub).toMatchObject({
      cluster: 'atlas',
      name: 'research',
      login: { kind: 'github', audience: 'named', allowed: [{ what: 'organizations', names: ['atlas'] }] },
      home: { kind: 'shared', storage: 'main', quotaGiB: 10, sharedDirectory: true, backupDays: 30 },
      findings: { errors: 0, warnings: 0, waived: 0 },
    });
    expect(hub?.profiles[0]).toMatchObject({ memoryGuaranteeGiB: 1, memoryLimitGiB: 2, gpus: 0, isDefault: true });
    expect(hub?.profiles[0]?.usdPerHour).toBeGreaterThan(0);
    expect(hub?.monthlyUsd).toBeGreaterThan(0);
  });

  test('sums what its clusters cost, and holds no budget twice', async () => {
    const { totals, clusters } = await reportOf({ 'vega/cluster.yaml': exampleCluster() });
    expect(totals).toMatchObject({ clusters: 2, hubs: 1, budgetUsd: 4000 });
    const sum = clusters.reduce((all, { cost }) => all + (cost?.monthly.floor ?? 0), 0);
    expect(totals.monthly.floor).toBeCloseTo(sum, 2);
    expect(totals.monthly.floor).toBeLessThanOrEqual(totals.monthly.expected);
    expect(totals.monthly.expected).toBeLessThan(totals.monthly.ceiling);
  });

  test.each([
    { guaranteeGiB: 3.6, cpu: {}, servers: 8, by: 'memory' },
    { guaranteeGiB: 1, cpu: { guarantee: 1 }, servers: 3, by: 'cpus' },
    { guaranteeGiB: 0.05, cpu: {}, servers: 48, by: 'pods' },
  ])(
    'packs servers of $guaranteeGiB GiB: $servers on a node, limited by $by',
    async ({ guaranteeGiB, cpu, servers, by }) => {
      const memory = { guaranteeGiB, limitGiB: guaranteeGiB };
      const hub = exampleHub({ profiles: [exampleProfile({ memory, cpu })] });
      const { clusters } = await reportOf({ 'atlas/hubs/research.yaml': hub });
      const packing = clusters[0]?.pools.find(({ name }) => name === 'small')?.packings[0];
      expect(packing).toMatchObject({ hub: 'research', serversPerNode: servers, limitedBy: by });
    },
  );

  test.each([
    { kubernetesVersion: '1.35', state: 'standard', until: '2027-03-27' },
    { kubernetesVersion: '1.34', state: 'endsSoon', until: '2026-12-02' },
    { kubernetesVersion: '1.33', state: 'extended', until: '2026-07-29' },
    { kubernetesVersion: '1.30', state: 'ended', until: '2025-07-23' },
    { kubernetesVersion: '1.28', state: 'ended', until: undefined },
  ])('knows that EKS $kubernetesVersion is $state', async ({ kubernetesVersion, state, until }) => {
    const { clusters } = await reportOf({ 'atlas/cluster.yaml': exampleCluster({ kubernetesVersion }) });
    expect(clusters[0]?.support).toMatchObject({ kind: 'dated', state, ...(until && { standardUntil: until }) });
  });

  test('puts what should not wait first', async () => {
    const cwd = await writeTroubledFleet();
    await writeFile(join(cwd, 'drift.json'), troubledDrift);
    const { attention, totals } = await reportIn(cwd, '--drift', 'drift.json');
    const kinds = attention.map(({ urgency, kind }) => `${urgency} ${kind}`);
    expect(kinds.slice(0, 3)).toEqual(['now destructiveDrift', 'now findings', 'now overBudget']);
    expect(kinds).toEqual(expect.arrayContaining(['soon drift', 'soon driftUnknown', 'soon support']));
    expect(kinds).not.toContain('soon noBackups');
    expect(totals).toMatchObject({ drifted: 2 });
  });

  test('tells of homes that are on the server of others, which nobody here backs up', async () => {
    const cluster = exampleCluster({ homeStorage: { main: { kind: 'nfs', server: 'nfs.atlas.example' } } });
    const { attention } = await reportOf({ 'atlas/cluster.yaml': cluster });
    expect(attention).toContainEqual(
      expect.objectContaining({ kind: 'noBackups', cluster: 'atlas', storage: 'main', hubs: 1 }),
    );
  });

  test('counts the age of findings and waivers from the first report that had them', async () => {
    const cwd = await writeTroubledFleet();
    const first = await reportIn(cwd);
    expect(first.findings[0]).toMatchObject({ since: '2026-11-22', ageDays: 0 });
    const back = (rows: readonly object[]) => rows.map((row) => ({ ...row, since: '2026-11-02' }));
    const earlier = { ...first, findings: back(first.findings), waivers: back(first.waivers) };
    await writeFile(join(cwd, 'earlier.json'), JSON.stringify(earlier));
    const second = await reportIn(cwd, '--previous', 'earlier.json');
    expect(second.findings[0]).toMatchObject({ since: '2026-11-02', ageDays: 20 });
    expect(second.waivers[0]).toMatchObject({
      since: '2026-11-02',
      ageDays: 20,
      daysLeft: 9,
      status: 'soon',
      covers: 1,
    });
  });

  test('takes health from a history, and names hubs that it does not know', async () => {
    const cwd = await writeFleet();
    const check = (hub: string, startedAt: string, verdict: string) =>
      JSON.stringify({ cluster: 'atlas', hub, startedAt, seconds: 1, verdict, layers: [] });
    const lines = [
      check('research', '2026-11-20T00:00:00Z', 'healthy'),
      check('research', '2026-11-21T00:00:00Z', 'unhealthy'),
      check('gone', '2026-11-21T00:00:00Z', 'healthy'),
      'damaged',
    ];
    await writeFile(join(cwd, 'health.jsonl'), lines.join('\n'));
    const { stdout, stderr } = await run([...REPORT, '--history', 'health.jsonl'], { cwd });
    const report = JSON.parse(stdout) as FleetReport;
    expect(report.hubs[0]?.health).toMatchObject({ lastVerdict: 'unhealthy', checks: 2, failedSince: 1 });
    expect(report.unknownHubs).toEqual(['atlas/gone']);
    expect(stderr).toBe('health.jsonl: lines that cannot be read are left out: 4\n');
  });

  test('is the same whenever it is made from the same files on the same day', async () => {
    const cwd = await writeTroubledFleet();
    const a = await run(REPORT, { cwd });
    const b = await run(REPORT, { cwd, now: () => new Date('2026-11-22T23:59:59Z') });
    expect(a.code).toBe(0);
    expect(a.stdout).toBe(b.stdout);
  });
});

describe('the command', () => {
  test.each([
    { args: ['--drift', 'none.json'], says: 'hubfleet: none.json: cannot be read (ENOENT); name an existing file\n' },
    {
      args: ['--previous', 'fleet.yaml'],
      says: 'hubfleet: fleet.yaml: is not JSON; name the file that hubfleet wrote\n',
    },
  ])('refuses $args', async ({ args, says }) => {
    const cwd = await writeFleet();
    expect(await run(['report', '--fleet', '.', ...args], { cwd })).toEqual({ code: 1, stdout: '', stderr: says });
  });
});
