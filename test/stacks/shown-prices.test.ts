import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { synthesizedCost } from '../../src/cost/base-cost.ts';
import { usageFile } from '../../src/cost/usage-file.ts';
import { priceBookOf } from '../../src/fleet/price-book.ts';
import { synthesize } from '../../src/stacks/synthesize.ts';
import { exampleCluster, exampleHub, exampleOrganization, exampleProfile, fleetOf } from '../support/fleet.ts';
import { hubValuesOf } from '../support/hub-values.ts';

const size = (slug: string, guaranteeGiB: number) => ({
  slug,
  displayName: slug,
  memory: { guaranteeGiB, limitGiB: guaranteeGiB },
});

const files = (hub: object, pricing: object = {}) => ({
  'fleet.yaml': exampleOrganization({ pricing }),
  'atlas/cluster.yaml': exampleCluster(),
  'atlas/hubs/research.yaml': exampleHub({
    profiles: [
      exampleProfile({ description: 'For a start', memory: { guaranteeGiB: 7, limitGiB: 8 } }),
      exampleProfile({ slug: 'plain', displayName: 'Plain', memory: { guaranteeGiB: 29, limitGiB: 29 } }),
      { slug: 'sized', displayName: 'Sized', pool: 'small', sizes: [size('half', 14), size('whole', 29)] },
    ],
    ...hub,
  }),
});

async function profileList(hub: object, pricing?: object) {
  const outdir = await mkdtemp(join(tmpdir(), 'hubfleet-prices-'));
  onTestFinished(() => rm(outdir, { recursive: true, force: true }));
  const selection = { stack: ['atlas-research'] };
  const { stacks } = await synthesize(await fleetOf(files(hub, pricing)), { outdir, selection });
  const values = hubValuesOf(stacks[0]?.json) as unknown as { singleuser: { profileList: Shown[] } };
  return values.singleuser.profileList.map(({ description, display_name, profile_options }) => ({
    name: display_name,
    description,
    sizes: Object.values(profile_options?.resources?.choices ?? {}).map((choice) => choice.display_name),
  }));
}

interface Shown {
  readonly display_name: string;
  readonly description?: string;
  readonly profile_options?: { readonly resources?: { readonly choices: Record<string, { display_name: string }> } };
}

describe('the page on which users start a server', () => {
  test('tells what each choice costs an hour', async () => {
    // An r5.xlarge with its disk of 80 GiB costs 0.252 + 80 × 0.08 / 730 = 0.2608 an hour.
    expect(await profileList({ showPrices: true })).toEqual([
      { name: 'Small', description: 'For a start (about $0.065 an hour)', sizes: [] },
      { name: 'Plain', description: 'About $0.261 an hour', sizes: [] },
      {
        name: 'Sized',
        description: undefined,
        sizes: ['half (about $0.13 an hour)', 'whole (about $0.261 an hour)'],
      },
    ]);
  });

  test('goes by what the organization pays', async () => {
    const half = { discounts: [{ cloud: 'aws', percent: 50 }] };
    expect((await profileList({ showPrices: true }, half))[1]?.description).toBe('About $0.13 an hour');
  });

  test('says nothing of prices unless asked to', async () => {
    expect((await profileList({})).map(({ description }) => description)).toEqual([
      'For a start',
      undefined,
      undefined,
    ]);
  });

  test('says nothing where the price of the machine is not known', async () => {
    const pools = {
      core: { purpose: 'core', machineType: 'r8i-flex.large', minNodes: 1, maxNodes: 3 },
      small: { purpose: 'user', machineType: 'm99.8xlarge', maxNodes: 20 },
    };
    const fleet = await fleetOf({ ...files({ showPrices: true }), 'atlas/cluster.yaml': exampleCluster({ pools }) });
    const outdir = await mkdtemp(join(tmpdir(), 'hubfleet-prices-'));
    onTestFinished(() => rm(outdir, { recursive: true, force: true }));
    const { stacks } = await synthesize(fleet, { outdir, selection: { stack: ['atlas-research'] } });
    expect(JSON.stringify(stacks[0]?.json)).not.toContain('an hour');
  });

  test('has the prices of the estimate', async () => {
    const settings = { usage: usageFile.parse({}), book: priceBookOf(), today: '2026-11-22' };
    const { clusters } = await synthesizedCost(await fleetOf(files({})), settings);
    const rates = clusters[0]?.hubs[0]?.profiles.map(({ slug, hourly = 0 }) => [
      slug,
      Math.round(hourly / 1000) / 1000,
    ]);
    expect(rates).toEqual([
      ['small', 0.065],
      ['plain', 0.261],
      ['sized', 0.13],
      ['sized/whole', 0.261],
    ]);
  });
});
