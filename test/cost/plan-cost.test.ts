import { readFileSync } from 'node:fs';
import { formatUsd, readPlan } from '@hubfleet/policies';
import { describe, expect, test } from 'vitest';
import { planCost } from '../../src/cost/plan-cost.ts';
import { usageFile } from '../../src/cost/usage-file.ts';
import { priceBookOf } from '../../src/fleet/price-book.ts';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`plans/atlas-west.${name}.json`, import.meta.url), 'utf8'));

const cost = (name: string) => {
  const usage = usageFile.parse({ nodeHours: { 'atlas-west': { small: 300, dask: 20 } } });
  const settings = { usage, book: priceBookOf(), today: '2026-11-22' };
  const [cluster] = planCost([{ stack: 'atlas-west', json: read(name) }], settings).clusters;
  if (!cluster) throw new Error(`nothing was priced in ${name}`);
  return cluster;
};

const linesOf = ({ resources }: ReturnType<typeof cost>) =>
  resources
    .map(({ address, components }) => ({
      address,
      lines: components.map(({ name, monthly, unpriced }) => ({ name, monthly, unpriced })),
    }))
    .sort((a, b) => (a.address < b.address ? -1 : 1));

describe('the cluster stack of the example fleet, planned by the real Terraform with the real AWS provider', () => {
  test('costs the same as its synthesized JSON, resource by resource and line by line', () => {
    expect(readPlan(read('plan'), { stack: 'atlas-west' }).length).toBeGreaterThan(40);
    expect(linesOf(cost('plan'))).toEqual(linesOf(cost('tf')));
  });

  test('costs what the hand-checked table says', () => {
    const { pools, monthly, unpriced } = cost('plan');
    // 0.13197 × 730 = 96.34 and 80 GiB × 0.08 = 6.40; 0.252 × 300 h = 75.60 and 80 × 300 / 730 × 0.08 = 2.63.
    expect(pools.map(({ name, nodes, monthly }) => [name, nodes, ...Object.values(monthly).map(formatUsd)])).toEqual([
      ['core', '1 to 3 × r8i-flex.large, on demand', '$102.74', '$102.74', '$308.21'],
      ['dask', '0 to 10 × r5.4xlarge, spot', '$0.00', '$9.25', '$3,375.28'],
      ['medium', '0 to 20 × r5.4xlarge, on demand', '$0.00', '$0.00', '$14,844.80'],
      ['small', '0 to 50 × r5.xlarge, on demand', '$0.00', '$78.23', '$9,518.00'],
    ]);
    // Pool core 102.74, control plane 73, NAT 32.85, its address 3.65, key 1.
    expect(formatUsd(monthly.floor)).toBe('$213.24');
    expect(unpriced).toEqual([]);
  });
});

test('a plan without a region has no price but for what costs the same everywhere', () => {
  const json = { resource: { aws_kms_key: { key: {} }, aws_nat_gateway: { nat: {} } } };
  const settings = { usage: usageFile.parse({}), book: priceBookOf(), today: '2026-11-22' };
  const [nowhere] = planCost([{ stack: 's', json }], settings).clusters;
  expect(nowhere?.unpriced.map(({ address, reason }) => `${address}: ${reason}`)).toEqual([
    'aws_nat_gateway.nat: its region cannot be seen',
    'aws_nat_gateway.nat: its region cannot be seen',
  ]);
  const [here] = planCost([{ stack: 's', json }], { ...settings, region: 'us-west-2' }).clusters;
  expect(formatUsd(here?.monthly.floor ?? 0)).toBe('$33.85');
});
