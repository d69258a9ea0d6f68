import { openFleet } from 'hubfleet/testing';
import { beforeAll, expect, test } from 'vitest';
import { exampleCluster, exampleHub, writeFleet } from '../support/fleet.ts';

beforeAll(async () => void (await import('../../src/stacks/synthesize.ts')), 60_000);

test('a fleet is opened with its files, stacks, values, cost and findings', async () => {
  const open = exampleCluster({ controlPlane: { allowedCidrs: ['0.0.0.0/0'] } });
  const fleet = await openFleet(await writeFleet({ 'atlas/cluster.yaml': open }), '2026-11-22');
  expect(fleet.hubs.map(({ cluster, hub }) => `${cluster}/${hub.name}`)).toEqual(['atlas/research']);
  expect(fleet.findings.map(({ rule }) => rule)).toContain('security/eks-public-endpoint');
  expect(fleet.hubValues('atlas', 'research')).toMatchObject({ cull: { enabled: true } });
  expect(Object.keys(fleet.stack('atlas-data'))).toContain('resource');
  const { floor, expected, ceiling } = fleet.monthlyUsd('atlas');
  expect(floor).toBeGreaterThan(0);
  expect(expected).toBeGreaterThanOrEqual(floor);
  expect(ceiling).toBeGreaterThan(expected);
});

test('what is not there is named with what is', async () => {
  const fleet = await openFleet(await writeFleet(), '2026-11-22');
  expect(() => fleet.stack('atlas-x')).toThrow(
    'there is no stack atlas-x; there are atlas, atlas-data, atlas-support, atlas-research',
  );
  expect(() => fleet.hubValues('atlas', 'x')).toThrow('there is no stack atlas-x');
  expect(() => fleet.monthlyUsd('lyra')).toThrow('there is no cluster lyra; there are atlas');
});

test('a fleet with problems is not opened, and says which', async () => {
  const dir = await writeFleet({ 'atlas/hubs/research.yaml': exampleHub({ domain: 'Nowhere' }) });
  await expect(openFleet(dir)).rejects.toThrow(`${dir} has problems:\n${dir}/atlas/hubs/research.yaml:`);
});
