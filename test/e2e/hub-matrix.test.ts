import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { valuesFaults } from '../../constructs/src/hub/values-faults.ts';
import { checkStacks } from '../../src/check/check-stacks.ts';
import { presetNames } from '../../src/fleet/preset.ts';
import { synthesize } from '../../src/stacks/synthesize.ts';
import { hasChart, schemaFaults } from '../constructs/hub/support/chart.ts';
import { exampleCluster, exampleGoogleCluster, exampleKubernetesCluster, fleetOf } from '../support/fleet.ts';
import { type FleetLogin, fleetLogins } from '../support/fleet-logins.ts';
import { hubValuesOf } from '../support/hub-values.ts';

const pools = (core: string, small: string, large: string, gpu: object) => ({
  core: { purpose: 'core', machineType: core, minNodes: 1, maxNodes: 3 },
  small: { purpose: 'user', machineType: small, maxNodes: 20 },
  large: { purpose: 'user', machineType: large, maxNodes: 10 },
  gpu: { purpose: 'user', maxNodes: 4, ...gpu },
  dask: { purpose: 'dask', machineType: large, maxNodes: 10, spot: true },
});
const told = (cpus: number, memoryGiB: number) => ({ machineType: 'm1', allocatable: { cpus, memoryGiB } });
const nfs = { kind: 'nfs', server: '10.7.0.4', path: '/homes' };

const clouds = {
  aws: {
    cluster: (homeStorage: object) =>
      exampleCluster({
        pools: pools('r8i-flex.large', 'r5.xlarge', 'r5.4xlarge', { machineType: 'g4dn.xlarge' }),
        homeStorage,
      }),
    homes: { efs: { kind: 'efs' }, disk: { kind: 'disk', sizeGiB: 500 }, nfs },
  },
  google: {
    cluster: (homeStorage: object) =>
      exampleGoogleCluster({
        pools: pools('n2-highmem-4', 'n2-highmem-4', 'n2-highmem-16', {
          machineType: 'n1-standard-8',
          gpu: { type: 'nvidia-tesla-t4', count: 1 },
        }),
        homeStorage,
      }),
    homes: {
      filestore: { kind: 'filestore', tier: 'BASIC_HDD', capacityGiB: 1024 },
      disk: { kind: 'disk', sizeGiB: 500 },
      nfs,
    },
  },
  kubernetes: {
    cluster: (homeStorage: object) =>
      exampleKubernetesCluster({
        pools: {
          core: { purpose: 'core', minNodes: 1, maxNodes: 3, ...told(3.6, 26) },
          small: { purpose: 'user', maxNodes: 20, ...told(3.6, 26) },
          large: { purpose: 'user', maxNodes: 10, ...told(15, 118) },
          gpu: { purpose: 'user', maxNodes: 4, gpu: { type: 'T4', count: 1 }, ...told(3.6, 13) },
          dask: { purpose: 'dask', maxNodes: 10, spot: true, ...told(15, 118) },
        },
        homeStorage,
      }),
    homes: { disk: { kind: 'disk', volumeId: '0f5e3a1c-77ab-4f4e-9f0e-52d1bb2f6a11' }, nfs },
  },
} satisfies Record<string, { cluster(homes: object): object; homes: Record<string, object> }>;

/** What policies say of logins that are open by design; whoever chooses one of these is warned. */
const openLogins: Partial<Record<FleetLogin, readonly string[]>> = {
  sharedPassword: ['cost/hub-open-limits'],
  temporary: ['cost/hub-open-limits', 'security/hub-open-login'],
};

const cases = Object.entries(clouds).flatMap(([cloud, { cluster, homes }]) =>
  [...Object.entries(homes), ['disks', undefined] as const, ['none', undefined] as const].map(([home, storage]) => ({
    cloud,
    home,
    // Named differently from the kinds, as users do.
    cluster: cluster(storage ? { main: storage } : {}),
    choice: storage ? 'main' : home,
  })),
);

/** A hub of each preset with each login, on one cluster. */
function hubsOf(choice: string, cloud: string) {
  return presetNames.flatMap((preset) =>
    Object.entries(fleetLogins).map(([login, authentication]) => ({
      preset,
      login: login as FleetLogin,
      // Names of hubs bound names of accounts, so these are short.
      name: `${preset.slice(0, 6)}-${login.toLowerCase().slice(0, 9)}`,
      file: {
        displayName: 'Atlas',
        domain: `${preset}-${login.toLowerCase()}.atlas.example`,
        preset,
        authentication,
        ...(login !== 'temporary' && { admins: ['ada@atlas.example'] }),
        storage: { home: choice, quotaGiB: 10 },
        ...(login === 'sharedPassword' && { lastDay: '2026-12-31' }),
        // A bucket needs the account of a cloud.
        ...(cloud === 'kubernetes' && { scratchBucket: null }),
        ...(preset === 'desktop' && { image: 'quay.io/atlas/desktop:2026-11-01' }),
      },
    })),
  );
}

describe.skipIf(!hasChart)('hubs of every preset with every login', () => {
  test.each(cases)('on $cloud with homes on $home fit the chart, our linter and the policies', async (each) => {
    const outdir = mkdtempSync(join(tmpdir(), 'hubfleet-matrix-'));
    const hubs = hubsOf(each.choice, each.cloud);
    try {
      const fleet = await fleetOf({
        'atlas/cluster.yaml': each.cluster,
        'atlas/hubs/research.yaml': undefined,
        ...Object.fromEntries(hubs.map(({ name, file }) => [`atlas/hubs/${name}.yaml`, file])),
      });
      const { stacks, faults } = await synthesize(fleet, { outdir });
      expect(faults).toEqual([]);
      const refused = hubs.flatMap(({ name }) => {
        const values = hubValuesOf(stacks.find((stack) => stack.name === `atlas-${name}`)?.json);
        return [...schemaFaults(values), ...valuesFaults(values)].map((fault) => `${name}: ${fault}`);
      });
      expect(refused).toEqual([]);
      const { findings } = checkStacks(fleet, stacks, '2026-11-22');
      const known = (stack: string) => {
        const login = hubs.find(({ name }) => stack === `atlas-${name}`)?.login;
        return (login && openLogins[login]) ?? [];
      };
      const unknown = findings.filter(({ rule, stack }) => !known(stack).includes(rule));
      expect(unknown.map(({ rule, stack, message }) => `${rule} ${stack}: ${message}`)).toEqual([]);
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  });
});
