import { describe, expect, test } from 'vitest';
import { exampleCluster, exampleGoogleCluster, exampleHub, exampleProfile, sentencesOf } from '../../support/fleet.ts';

const core = { purpose: 'core', machineType: 'r8i-flex.large', minNodes: 1, maxNodes: 3 };
const small = { purpose: 'user', machineType: 'r5.xlarge', maxNodes: 20 };
const dask = { purpose: 'dask', machineType: 'r5.4xlarge', maxNodes: 10 };

async function withPools(pools: object, profile: Record<string, unknown> = {}): Promise<string[]> {
  return await sentencesOf({
    'atlas/cluster.yaml': exampleCluster({ pools }),
    'atlas/hubs/research.yaml': exampleHub({ profiles: [exampleProfile(profile)] }),
  });
}

describe('the purposes of pools', () => {
  test.each([
    { when: 'one core and one user pool', pools: { core, small }, says: [] },
    { when: 'more user and dask pools', pools: { core, small, medium: small, dask }, says: [] },
    {
      when: 'two core pools',
      pools: { core, small, second: core },
      says: [
        'pools.second.purpose: a cluster has one core pool and core is one already; make it a user pool, or remove it',
      ],
    },
    {
      when: 'no core pool',
      pools: { small },
      says: [
        'pools: there is no core pool, hubs and cluster services have nowhere to run; add a pool with purpose: core',
      ],
    },
    {
      when: 'a core pool that may be empty',
      pools: { core: { ...core, minNodes: 0 }, small },
      says: ['pools.core.minNodes: expected at least 1 in a core pool, got 0; write minNodes: 1'],
    },
    {
      when: 'a core pool that says nothing about it',
      pools: { core: { ...core, minNodes: undefined }, small },
      says: ['pools.core.minNodes: expected at least 1 in a core pool, got 0; write minNodes: 1'],
    },
  ])('with $when: $says', async ({ pools, says }) => {
    expect(await withPools(pools)).toEqual(says.map((sentence) => `atlas/cluster.yaml: ${sentence}`));
  });

  test('include at least one for users', async () => {
    expect(await withPools({ core })).toContain(
      'atlas/cluster.yaml: pools: there is no user pool, user servers have nowhere to run; add a pool with purpose: user',
    );
  });
});

describe('the size of a pool', () => {
  test.each([
    { minNodes: 3, maxNodes: 3, says: [] },
    {
      minNodes: 4,
      maxNodes: 3,
      says: [
        'atlas/cluster.yaml: pools.small.maxNodes: expected at least minNodes (4), got 3; raise maxNodes or lower minNodes',
      ],
    },
  ])('from $minNodes to $maxNodes: $says', async ({ minNodes, maxNodes, says }) => {
    expect(await withPools({ core, small: { ...small, minNodes, maxNodes } })).toEqual(says);
  });
});

describe('the pool of a profile', () => {
  test.each([
    { pool: 'small', says: undefined },
    { pool: 'smal', says: 'the cluster has no pool smal; did you mean small' },
    { pool: 'gigantic', says: 'the cluster has no pool gigantic; use one of small, medium' },
    { pool: 'core', says: 'pool core is a core pool, user servers need a user pool; use one of small, medium' },
    { pool: 'dask', says: 'pool dask is a dask pool, user servers need a user pool; use one of small, medium' },
  ])('$pool: $says', async ({ pool, says }) => {
    const sentences = await withPools({ core, small, medium: small, dask }, { pool });
    expect(sentences).toEqual(says ? [`atlas/hubs/research.yaml: profiles[0].pool: ${says}`] : []);
  });

  test('is not looked for while the cluster file itself is wrong', async () => {
    const sentences = await sentencesOf({ 'atlas/cluster.yaml': exampleCluster({ region: 'west', pools: { core } }) });
    expect(sentences).toEqual(['atlas/cluster.yaml: region: expected a region like us-west-2, got "west"']);
  });
});

describe('zones', () => {
  test.each([
    {
      cluster: exampleCluster({ zones: ['us-west-2a', 'us-east-2b'] }),
      says: 'zones[1]: zone us-east-2b is not in region us-west-2; use a zone of the region',
    },
    {
      cluster: exampleCluster({ pools: { core, small: { ...small, zones: ['us-west-1a'] } } }),
      says: 'pools.small.zones[0]: zone us-west-1a is not in region us-west-2; use a zone of the region',
    },
    { cluster: exampleCluster({ pools: { core, small: { ...small, zones: ['us-west-2d'] } } }), says: undefined },
    { cluster: googleZones('europe-west2', 'europe-west2-c'), says: undefined },
    { cluster: googleZones('europe-west2-b', 'europe-west2-c'), says: undefined },
    {
      cluster: googleZones('europe-west2', 'europe-west1-c'),
      says: 'pools.small.zones[0]: zone europe-west1-c is not in region europe-west2; use a zone of the region',
    },
    {
      cluster: googleZones('europe-west1', 'europe-west12-c'),
      says: 'pools.small.zones[0]: zone europe-west12-c is not in region europe-west1; use a zone of the region',
    },
  ])('are in the region of the cluster: $says', async ({ cluster, says }) => {
    const sentences = await sentencesOf({ 'atlas/cluster.yaml': cluster });
    expect(sentences).toEqual(says ? [`atlas/cluster.yaml: ${says}`] : []);
  });
});

function googleZones(location: string, zone: string): object {
  const pool = { purpose: 'user', machineType: 'n2-highmem-4', maxNodes: 2, zones: [zone] };
  const first = { purpose: 'core', machineType: 'n2-highmem-4', minNodes: 1, maxNodes: 2 };
  return exampleGoogleCluster({ location, pools: { core: first, small: pool } });
}
