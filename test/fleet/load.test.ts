import { DEFAULT_LIMITS } from '@hubfleet/policies';
import { describe, expect, test } from 'vitest';
import {
  exampleCluster,
  exampleGoogleCluster,
  exampleHub,
  exampleOrganization,
  fleetOf,
  loadFiles,
  sentencesOf,
  writeFleet,
} from '../support/fleet.ts';

describe('loadFleet', () => {
  test('fills in what the files leave out', async () => {
    const { clusters, staff, policies } = await fleetOf();
    const [cluster] = clusters;
    expect(staff).toEqual({ github: [], google: [] });
    expect(policies).toEqual({ sets: ['baseline'], levels: {}, onUnknown: 'warning', limits: DEFAULT_LIMITS });
    expect(cluster).toMatchObject({
      name: 'atlas',
      file: 'atlas/cluster.yaml',
      controlPlane: { logRetentionDays: 30, deletionProtection: true, extendedSupport: false },
      access: {},
      pools: { small: { minNodes: 0, maxNodes: 20, spot: false, diskGiB: 80 } },
      homeStorage: { main: { kind: 'efs', backups: { retentionDays: 30 } } },
      budget: { monthlyUsd: 2000, thresholdsPercent: [50, 80, 100, 120] },
      support: { certificateContact: 'it@atlas.example' },
      backend: { kind: 's3', bucket: 'odc-state', region: 'us-west-2' },
      waivers: [],
    });
    expect(cluster?.hubs).toMatchObject([
      {
        name: 'research',
        file: 'atlas/hubs/research.yaml',
        stage: 'production',
        staff: true,
        admins: [],
        defaultUrl: '/lab',
        profiles: [{ default: false, cpu: { guarantee: 0.05 } }],
        storage: { home: 'main', quotaGiB: 10 },
        culling: { idleMinutes: 60, maxAgeHours: 168 },
        environment: {},
        values: {},
      },
    ]);
  });

  test('sorts clusters and hubs by name, whatever the folder says', async () => {
    const { clusters } = await fleetOf({
      'zeta/cluster.yaml': exampleGoogleCluster(),
      'zeta/hubs/beta.yaml': exampleHub({ domain: 'b.example' }),
      'zeta/hubs/alpha.yaml': exampleHub({ domain: 'a.example' }),
    });
    const names = clusters.map(({ name, hubs }) => [name, hubs.map((hub) => hub.name)]);
    expect(names).toEqual([
      ['atlas', ['research']],
      ['zeta', ['alpha', 'beta']],
    ]);
  });

  test('prefers the backend and the certificate contact of the cluster', async () => {
    const { clusters } = await fleetOf({
      'atlas/cluster.yaml': exampleCluster({
        backend: { kind: 'gcs', bucket: 'atlas-state' },
        support: { certificateContact: 'tls@atlas.example' },
      }),
    });
    expect(clusters[0]?.backend).toEqual({ kind: 'gcs', bucket: 'atlas-state' });
    expect(clusters[0]?.support).toMatchObject({ certificateContact: 'tls@atlas.example' });
  });

  test('keeps the place of each waiver', async () => {
    const waiver =
      'rule: cost/x\n  match: "*"\n  reason: agreed with the community\n  owner: amara\n  expires: 2027-01-31\n';
    const { clusters } = await fleetOf({ 'atlas/waivers.yaml': `- ${waiver}- ${waiver}` });
    expect(clusters[0]?.waivers.map(({ file, line, rule }) => ({ file, line, rule }))).toEqual([
      { file: 'atlas/waivers.yaml', line: 1, rule: 'cost/x' },
      { file: 'atlas/waivers.yaml', line: 6, rule: 'cost/x' },
    ]);
  });

  test('does not take the file of hub administrators for a hub', async () => {
    const { clusters } = await fleetOf({ 'atlas/hubs/research.admin.yaml': 'anything: here\n' });
    expect(clusters[0]?.hubs.map(({ name }) => name)).toEqual(['research']);
  });

  test('answers a fleet that cannot be changed', async () => {
    const fleet = await fleetOf();
    expect(Object.isFrozen(fleet.clusters[0]?.pools.small)).toBe(true);
    expect(Object.isFrozen(fleet.clusters[0]?.hubs[0]?.profiles)).toBe(true);
  });

  test('names the folder of the fleet in full', async () => {
    const dir = await writeFleet();
    const { loadFleet } = await import('../../src/fleet/load.ts');
    expect(await loadFleet(dir)).toMatchObject({ fleet: { dir, clusters: [{ file: `${dir}/atlas/cluster.yaml` }] } });
  });

  test('collects the problems of all files and sorts them by place', async () => {
    const sentences = await sentencesOf({
      'fleet.yaml': exampleOrganization({ staf: {} }),
      'atlas/cluster.yaml': exampleCluster({ region: 'west' }),
      'atlas/hubs/research.yaml': exampleHub({ stage: 'prod' }),
      'zeta/cluster.yaml': exampleGoogleCluster({ location: 'europe' }),
    });
    expect(sentences).toEqual([
      'atlas/cluster.yaml: region: expected a region like us-west-2, got "west"',
      'atlas/hubs/research.yaml: stage: expected one of staging, canary, production, got "prod"; did you mean production',
      'fleet.yaml: staf: unknown key staf; did you mean staff',
      'zeta/cluster.yaml: location: expected a region or zone like europe-west2, got "europe"',
    ]);
  });

  test('hands over the text of every file that was read, for code frames', async () => {
    const result = await loadFiles({ 'atlas/cluster.yaml': 'provider: gcp\n' });
    expect('sources' in result && [...result.sources.keys()].sort()).toEqual([
      'atlas/cluster.yaml',
      'atlas/hubs/research.yaml',
      'fleet.yaml',
    ]);
    expect('sources' in result && result.sources.get('atlas/cluster.yaml')).toBe('provider: gcp\n');
  });
});
