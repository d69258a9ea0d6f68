import { describe, expect, test } from 'vitest';
import { presetNames } from '../../../src/fleet/preset.ts';
import { exampleCluster, exampleGoogleCluster, exampleHub, fleetOf, sentencesOf } from '../../support/fleet.ts';

const file = 'atlas/hubs/research.yaml';
const login = {
  kind: 'github',
  clientId: 'Iv1.0a1b2c',
  clientSecret: 'variable:github_client_secret',
  organizations: ['atlas'],
};
const roomy = {
  core: { purpose: 'core', machineType: 'r8i-flex.large', minNodes: 1, maxNodes: 3 },
  small: { purpose: 'user', machineType: 'r5.xlarge', maxNodes: 20 },
  large: { purpose: 'user', machineType: 'r5.4xlarge', maxNodes: 10 },
  gpu: { purpose: 'user', machineType: 'g4dn.xlarge', maxNodes: 4 },
  dask: { purpose: 'dask', machineType: 'r5.4xlarge', maxNodes: 10, spot: true },
};

function tenLines(preset: string, keys: object = {}): object {
  return { preset, displayName: 'Atlas', domain: 'hub.atlas.example', authentication: login, ...keys };
}

async function hubWith(keys: object, pools: object = roomy) {
  const fleet = await fleetOf({ 'atlas/cluster.yaml': exampleCluster({ pools }), [file]: keys });
  const hub = fleet.clusters[0]?.hubs[0];
  if (!hub) throw new Error('no hub');
  return hub;
}

async function sentences(keys: object, pools: object = roomy): Promise<string[]> {
  return await sentencesOf({ 'atlas/cluster.yaml': exampleCluster({ pools }), [file]: keys });
}

describe('a preset', () => {
  test.each(presetNames)('%s makes a hub of a few lines', async (preset) => {
    const image = preset === 'desktop' ? { image: 'quay.io/atlas/desktop:2026-11-01' } : {};
    const hub = await hubWith(tenLines(preset, image));
    expect(hub.profiles.length).toBeGreaterThan(0);
    expect(hub.image).toMatch(/:.+/);
  });

  test('divides pools into sizes, from the smallest nodes up', async () => {
    const { profiles } = await hubWith(tenLines('research'));
    expect(profiles).toHaveLength(1);
    expect(profiles[0]).toMatchObject({ slug: 'standard', pool: 'small', default: true });
    expect(profiles[0]?.sizes?.map(({ slug, pool, displayName }) => [slug, pool, displayName])).toEqual([
      ['mem_4_gb', 'small', '~4 GB RAM, ~0.5 CPUs'],
      ['mem_7_gb', 'small', '~7 GB RAM, ~0.9 CPUs'],
      ['mem_15_gb', 'small', '~15 GB RAM, ~1.8 CPUs'],
      ['mem_29_gb', 'small', '~29 GB RAM, ~4 CPUs'],
      ['mem_60_gb', 'large', '~60 GB RAM, ~8 CPUs'],
      ['mem_119_gb', 'large', '~119 GB RAM, ~15 CPUs'],
    ]);
  });

  test('gives each GPU pool a profile with its share of the node', async () => {
    const { profiles } = await hubWith(tenLines('gpu'));
    expect(profiles.map(({ slug, pool, gpus }) => [slug, pool, gpus])).toEqual([
      ['standard', 'small', undefined],
      ['gpu-gpu', 'gpu', 1],
    ]);
    expect(profiles[1]?.memory.guaranteeGiB).toBeGreaterThan(13);
  });

  test('gives way to every key of the file, key by key in maps', async () => {
    const hub = await hubWith(
      tenLines('geospatial-dask', {
        image: 'quay.io/pangeo/pangeo-notebook:2026.06.04',
        storage: { quotaGiB: 30 },
        culling: { maxAgeHours: 12 },
        scratchBucket: null,
        dask: { maxWorkersPerCluster: 5 },
      }),
    );
    expect(hub).toMatchObject({
      storage: { home: 'main', quotaGiB: 30, mountPaths: ['/home/jovyan', '/home/rstudio'] },
      culling: { idleMinutes: 60, kernelIdleMinutes: 60, maxAgeHours: 12 },
      dask: { maxWorkersPerCluster: 5, maxCpusPerCluster: 100, maxClustersPerUser: 2 },
    });
    expect(hub.scratchBucket).toBeUndefined();
    expect(hub.images).toBeUndefined();
    expect(hub.profiles[0]?.images).toBeUndefined();
  });

  test('keeps the pools of other hubs alone', async () => {
    const pools = { ...roomy, large: { ...roomy.large, machineType: 'r5.16xlarge' } };
    const { profiles } = await hubWith(tenLines('event'), pools);
    expect(profiles).toMatchObject([{ pool: 'small', memory: { guaranteeGiB: 2, limitGiB: 2 } }]);
  });

  test('without any, a hub has one small server', async () => {
    const { profiles: _, ...hub } = exampleHub() as Record<string, unknown>;
    expect((await hubWith(hub)).profiles).toMatchObject([
      { slug: 'standard', pool: 'small', memory: { guaranteeGiB: 0.25, limitGiB: 1 }, cpu: { guarantee: 0.05 } },
    ]);
  });

  test('fits machines of Google Cloud', async () => {
    const fleet = await fleetOf({ 'atlas/cluster.yaml': exampleGoogleCluster(), [file]: tenLines('research') });
    const sizes = fleet.clusters[0]?.hubs[0]?.profiles[0]?.sizes;
    expect(sizes?.map(({ slug }) => slug)).toEqual(['mem_3_gb', 'mem_7_gb', 'mem_13_gb', 'mem_26_gb']);
    expect(sizes?.map(({ memory }) => memory.guaranteeGiB * 2 ** 30)).toEqual([
      3548507348, 7097014697, 14194029394, 28388058789,
    ]);
  });
});

describe('a preset that cannot be', () => {
  const { gpu: _, dask: __, ...plain } = roomy;

  test.each([
    { keys: tenLines('reserch'), pools: roomy, says: 'preset: expected one of' },
    {
      keys: tenLines('desktop'),
      pools: roomy,
      says: 'image: preset desktop has no image of its own; add it: image of user servers, with a fixed tag',
    },
    {
      keys: tenLines('gpu'),
      pools: plain,
      says: 'preset: no user pool of a known size has 1 GPU per node; add a pool with gpu to cluster.yaml',
    },
    {
      keys: tenLines('geospatial-dask'),
      pools: plain,
      says: 'dask: the cluster has no pool for Dask workers; add a pool with purpose: dask to cluster.yaml, or write dask: null',
    },
  ])('$says', async ({ keys, pools, says }) => {
    const found = await sentences(keys, pools);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${file}: ${says}`);
  });
});

describe('a profile', () => {
  const of = (...profiles: object[]) =>
    exampleHub({ profiles: profiles.map((profile) => ({ slug: 'a', displayName: 'A', ...profile })) });
  const size = { slug: 'b', displayName: 'B', memory: { guaranteeGiB: 1, limitGiB: 1 } };

  test.each([
    { profile: { pool: 'small', memory: { guaranteeGiB: 29, limitGiB: 29 } }, says: [] },
    {
      profile: { pool: 'small', memory: { guaranteeGiB: 31, limitGiB: 31 } },
      says: [
        'profiles[0].memory.guaranteeGiB: asks for 31 GiB and 0.05 CPUs, more than a node offers (small: 29.67 GiB, 3.725 CPUs); lower the guarantee, or use a pool of larger machines',
      ],
    },
    {
      profile: { pool: 'small', memory: { guaranteeGiB: 1, limitGiB: 1 }, cpu: { guarantee: 4 } },
      says: [
        'profiles[0].memory.guaranteeGiB: asks for 1 GiB and 4 CPUs, more than a node offers (small: 29.67 GiB, 3.725 CPUs); lower the guarantee, or use a pool of larger machines',
      ],
    },
    {
      profile: { pool: 'small', gpus: 1, memory: { guaranteeGiB: 1, limitGiB: 1 } },
      says: [
        'profiles[0].memory.guaranteeGiB: asks for 1 GiB and 0.05 CPUs and 1 GPU, more than a node offers (small: 29.67 GiB, 3.725 CPUs); lower the guarantee, or use a pool of larger machines',
      ],
    },
    { profile: {}, says: ['profiles[0].memory: required key is missing; add it, or sizes, divide or gpus'] },
    {
      profile: { memory: { guaranteeGiB: 1, limitGiB: 1 }, divide: { small: 2 } },
      says: ['profiles[0].divide: a profile has either memory, sizes or divide; keep one of them'],
    },
    {
      profile: { divide: { smal: 2 } },
      says: ['profiles[0].divide.smal: the cluster has no pool smal; did you mean small'],
    },
    { profile: { sizes: [size, { ...size, slug: 'c', pool: 'large' }] }, says: [] },
    {
      profile: { sizes: [size, size] },
      says: ['profiles[0].sizes[1].slug: slug b is taken; choose another'],
    },
    {
      profile: { sizes: [{ ...size, pool: 'dask' }] },
      says: [
        'profiles[0].sizes[0].pool: pool dask is a dask pool, user servers need a user pool; use one of small, large, gpu',
      ],
    },
  ])('with $profile: $says', async ({ profile, says }) => {
    expect(await sentences(of(profile))).toEqual(says.map((sentence) => `${file}: ${sentence}`));
  });

  test.each([
    { guaranteeGiB: 10, pool: 'small' },
    { guaranteeGiB: 100, pool: 'large' },
  ])(
    'of $guaranteeGiB GiB without a pool runs on the smallest machines it fits: $pool',
    async ({ guaranteeGiB, pool }) => {
      const { profiles } = await hubWith(of({ memory: { guaranteeGiB, limitGiB: guaranteeGiB } }));
      expect(profiles[0]?.pool).toBe(pool);
    },
  );
});
