import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadFleet } from '../../src/fleet/load.ts';
import { synthesize } from '../../src/stacks/synthesize.ts';
import { chartDefaults, coalesce, schemaFaults } from '../constructs/hub/support/chart.ts';
import { hubValuesOf } from '../support/hub-values.ts';
import { readReference, readValues, skipsReference } from '../support/reference-fleet.ts';
import { comparable, type Difference, differences } from './real-hubs-comparison.ts';
import { DELIBERATE } from './real-hubs-differences.ts';

const dir = fileURLToPath(new URL('real-hubs', import.meta.url));

const hubs = [
  { cluster: 'lis-uk', hub: 'lis', theirCluster: '2i2c-uk', files: ['lis.values.yaml'] },
  {
    cluster: 'temple',
    hub: 'prod',
    theirCluster: 'temple',
    files: ['common.values.yaml', 'common-teaching.values.yaml', 'prod.values.yaml'],
  },
  { cluster: 'leap', hub: 'prod', theirCluster: 'leap', files: ['daskhub-common.values.yaml', 'prod.values.yaml'] },
];

async function oursOf({ cluster, hub }: (typeof hubs)[number]) {
  const loaded = await loadFleet(dir);
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems, null, 2));
  const outdir = await mkdtemp(join(tmpdir(), 'hubfleet-real-hubs-'));
  try {
    const selection = { cluster: [cluster], hub: [hub] };
    const { stacks, faults } = await synthesize(loaded.fleet, { outdir, selection });
    expect(faults).toEqual([]);
    return hubValuesOf(stacks[0]?.json);
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

/** Their values as the hub gets them: the chart's, those of their own chart, and those of the hub. */
function theirsOf({ theirCluster, files }: (typeof hubs)[number]) {
  const values = readValues(theirCluster, files);
  const basehub = readReference('helm-charts/basehub/values.yaml').jupyterhub;
  return coalesce(coalesce(chartDefaults(), basehub), (values.basehub ?? values).jupyterhub);
}

async function compare(each: (typeof hubs)[number]) {
  const ours = coalesce(chartDefaults(), await oursOf(each));
  return differences(comparable(theirsOf(each)), comparable(ours));
}

function explains({ paths, when = () => true }: (typeof DELIBERATE)[number], difference: Difference): boolean {
  return paths.test(difference.path) && when(difference);
}

describe.skipIf(skipsReference())('a real hub in our files', () => {
  test.each(hubs)('$cluster/$hub differs from its own configuration only on purpose', async (each) => {
    const found = await compare(each);
    const unexplained = found.filter((difference) => !DELIBERATE.some((each) => explains(each, difference)));
    expect(unexplained).toEqual([]);
  });

  test.each(hubs)('$cluster/$hub fits the chart', async (each) => {
    expect(schemaFaults(await oursOf(each))).toEqual([]);
  });

  test('is compared in full: each deliberate difference is there', async () => {
    const all = (await Promise.all(hubs.map(compare))).flat();
    const unused = DELIBERATE.filter((each) => !all.some((difference) => explains(each, difference)));
    expect(unused.map(({ paths: unseen }) => unseen.source)).toEqual([]);
  });

  test.each([
    ['lis-uk', 'hub/config/GitHubOAuthenticator/allowed_organizations', ['lisacuk']],
    ['lis-uk', 'singleuser/profileList/0/options/size/choices/Large Instance/mem_limit', 4 * 2 ** 30],
    ['temple', 'singleuser/memory/limit', 1951419879],
    [
      'temple',
      'hub/config/CILogonOAuthenticator/allowed_idps/https://fim.temple.edu/idp/shibboleth/username_derivation/username_claim',
      'eppn',
    ],
    [
      'leap',
      'singleuser/profileList/3/options/size/choices/NVIDIA L4 [24GB VRAM], ~16GB RAM, 4 CPUs/mem_limit',
      15 * 2 ** 30,
    ],
    [
      'leap',
      'singleuser/profileList/1/options/image/choices/Base Pangeo Notebook (2026.06.04)/image',
      'pangeo/pangeo-notebook:2026.06.04',
    ],
  ])('%s: a change of %s would be seen', async (cluster, path, value) => {
    const each = hubs.find((hub) => hub.cluster === cluster) as (typeof hubs)[number];
    const alone = differences(comparable(theirsOf(each)), {});
    expect(alone.find((difference) => difference.path === path)?.theirs).toEqual(value);
    expect((await compare(each)).map((difference) => difference.path)).not.toContain(path);
  });
});
