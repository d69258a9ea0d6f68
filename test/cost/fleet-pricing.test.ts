import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  exampleCluster,
  exampleGoogleCluster,
  exampleHub,
  exampleOrganization,
  type Files,
  sentencesOf,
  writeFleet,
} from '../support/fleet.ts';
import { run } from '../support/run.ts';

const half = { discounts: [{ cloud: 'aws', items: 'machine/*', percent: 50 }] };
const free = (more: object = {}) => ({
  credits: [{ name: 'free cluster', cloud: 'google', items: 'gke/cluster', monthlyUsd: 100, ...more }],
});

const withPricing = (pricing: object, more: Files = {}) =>
  writeFleet({ 'fleet.yaml': exampleOrganization({ pricing }), ...more });

const answer = async (dir: string, command: string, ...args: string[]) => {
  const { code, stdout, stderr } = await run([command, '--fleet', dir, '--format', 'json', ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
};
const cost = (dir: string, ...args: string[]) => answer(dir, 'cost', '--out', join(dir, '.out'), ...args);

interface Cluster {
  readonly name: string;
  readonly monthly: { readonly floor: number };
  readonly pools: readonly { readonly name: string; readonly monthly: { readonly floor: number } }[];
}
const core = ({ clusters }: { clusters: Cluster[] }) =>
  clusters[0]?.pools.find(({ name }) => name === 'core')?.monthly.floor;

describe('prices of the organization in fleet.yaml', { timeout: 30_000 }, () => {
  test('hold for estimates, quotes and reports', async () => {
    const [list, own] = [await withPricing({}), await withPricing(half)];
    // 0.13197 × 730 = 96.34, half of it 48.17; the disk of 80 GiB is 6.40 in both.
    expect([core(await cost(list)), core(await cost(own))]).toEqual([102.74, 54.57]);
    const quote = async (dir: string) => (await answer(dir, 'quote', '--cluster', 'atlas', '--hub', 'research')).total;
    expect(await quote(own)).toBeLessThan(await quote(list));
    const report = async (dir: string) => {
      const { clusters } = await answer(dir, 'report', '--stacks', join(dir, '.out'));
      return clusters[0].cost.monthly.floor;
    };
    expect((await report(list)) - (await report(own))).toBeCloseTo(48.17, 2);
  });

  test('hold for a plan that is priced beside the fleet', async () => {
    const plan = ['--plan', 'test/cost/plans/atlas-west.plan.json'];
    expect(core(await cost(await withPricing(half), ...plan))).toBe(54.57);
    expect(core(await cost('nowhere', ...plan))).toBe(102.74);
  });

  test('come before those of --prices, which win', async () => {
    const dir = await withPricing({ prices: [{ cloud: 'aws', item: 'machine/r8i-flex.large', usd: 1 }] });
    expect(core(await cost(dir))).toBe(736.4);
    const files = {
      'own.json': JSON.stringify({ prices: [{ cloud: 'aws', item: 'machine/r8i-flex.large', usd: 2 }] }),
    };
    const other = await writeFleet(files);
    expect(core(await cost(dir, '--prices', join(other, 'own.json')))).toBe(1466.4);
  });

  test('are what the budget rules compare with', async () => {
    const budget = { monthlyUsd: 150, recipients: ['it@atlas.example'] };
    const findings = async (pricing: object) => {
      const dir = await withPricing(pricing, { 'atlas/cluster.yaml': exampleCluster({ budget }) });
      const { stdout } = await run(['check', '--fleet', dir, '--out', join(dir, '.out'), '--format', 'json']);
      const found: { rule: string; message: string }[] = JSON.parse(stdout).findings;
      return found.filter(({ rule }) => rule === 'cost/budget-floor').map(({ message }) => message);
    };
    expect(await findings({})).toEqual([
      expect.stringMatching(/^the cluster costs \$2\d\d\.\d\d a month with nobody logged in, the budget is \$150\.00$/),
    ]);
    expect(await findings({ discounts: [{ percent: 50 }] })).toEqual([]);
  });

  test('are wrong with place and remedy', async () => {
    expect(
      await sentencesOf({
        'fleet.yaml': exampleOrganization({ pricing: { discounts: [{ percent: 120 }], credit: [] } }),
      }),
    ).toEqual([
      'fleet.yaml: pricing.discounts[0].percent: expected at most 100, got 120',
      'fleet.yaml: pricing.credit: unknown key credit; did you mean credits',
    ]);
  });
});

describe('a credit', { timeout: 30_000 }, () => {
  const two = {
    'atlas/cluster.yaml': exampleGoogleCluster(),
    'boreas/cluster.yaml': exampleGoogleCluster({ project: 'boreas-learning' }),
    'boreas/hubs/teaching.yaml': exampleHub({ domain: 'b.example' }),
  };
  const credits = async (pricing: object) => {
    const { clusters } = await cost(await withPricing(pricing, two));
    const [list] = [await cost(await withPricing({}, two))];
    return clusters.map(
      (cluster: Cluster, index: number) =>
        Math.round((list.clusters[index].monthly.floor - cluster.monthly.floor) * 100) / 100,
    );
  };

  test('of the fleet is taken off once, clusters by name', async () => {
    // A control plane costs 73 a month.
    expect(await credits(free())).toEqual([73, 27]);
  });

  test('of one cluster is taken off that one', async () => {
    expect(await credits(free({ cluster: 'boreas' }))).toEqual([0, 73]);
  });
});

describe('prices.yaml beside fleet.yaml', { timeout: 30_000 }, () => {
  const list = {
    publicationDate: '2026-11-18T00:00:00Z',
    products: {
      A: {
        productFamily: 'Compute Instance',
        attributes: {
          instanceType: 'r8i-flex.large',
          operatingSystem: 'Linux',
          tenancy: 'Shared',
          preInstalledSw: 'NA',
          capacitystatus: 'Used',
        },
      },
    },
    terms: {
      OnDemand: { A: { 'A.B': { priceDimensions: { 'A.B.C': { unit: 'Hrs', pricePerUnit: { USD: '1.00' } } } } } },
    },
  };

  test('is written by prices update, keeps what it held, and is read by every command', async () => {
    const server = createServer((_, response) => response.end(JSON.stringify(list)));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const dir = await withPricing({}, { 'prices.yaml': { discounts: [{ cloud: 'aws', percent: 10 }] } });
    const update = ['prices', 'update', '--fleet', dir, '--region', 'us-west-2', '--aws-url', url];
    expect(await run(update)).toMatchObject({ code: 0, stdout: `${dir}/prices.yaml: 1 prices of us-west-2\n` });
    // 730 for the machine and 6.40 for its disk, less ten percent.
    expect(core(await cost(dir))).toBe(662.76);
    const { stdout } = await run(['prices', '--fleet', dir]);
    expect(stdout).toContain('AWS price list, AmazonEC2');
  });

  test('is wrong with place and remedy', async () => {
    expect(await sentencesOf({ 'prices.yaml': { sheets: [{ cloud: 'aws' }] } })).toContain(
      'prices.yaml: sheets[0].source: required key is missing; add it',
    );
  });

  test('is asked for by name where there is no fleet', async () => {
    expect(await run(['prices', 'update', '--fleet', 'nowhere', '--region', 'us-west-2'])).toMatchObject({
      code: 2,
      stderr:
        'hubfleet: prices update: there is no fleet in nowhere; name a file with --out, for example prices.yaml\n',
    });
  });
});
