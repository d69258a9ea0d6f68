import { describe, expect, test } from 'vitest';
import { exampleCluster, exampleGoogleCluster, exampleHub, exampleProfile, sentencesOf } from '../../support/fleet.ts';

const problems = (cluster: Record<string, unknown>, hubs: Record<string, Record<string, unknown>> = {}) =>
  sentencesOf({
    'atlas/cluster.yaml': exampleCluster(cluster),
    ...Object.fromEntries(Object.entries(hubs).map(([name, hub]) => [`atlas/hubs/${name}.yaml`, exampleHub(hub)])),
  });

const pools = (small: object) => ({
  core: { purpose: 'core', machineType: 'r8i-flex.large', minNodes: 1, maxNodes: 3 },
  small: { purpose: 'user', machineType: 'r5.xlarge', maxNodes: 20, ...small },
});
const existing = { vpcId: 'vpc-0a', cidr: '10.9.0.0/16', privateSubnets: { 'us-west-2a': 'subnet-0a' } };

describe('a cluster file', () => {
  test('tells of each share of the budget once', async () => {
    const budget = (thresholdsPercent: number[]) => ({
      budget: { monthlyUsd: 2000, recipients: ['it@atlas.example'], thresholdsPercent },
    });
    expect(await problems(budget([80, 100]))).toEqual([]);
    expect(await problems(budget([80, 80]))).toEqual([
      'atlas/cluster.yaml: budget.thresholdsPercent: a threshold is there twice; remove one',
    ]);
  });

  test('dedicates a pool to a hub that it has', async () => {
    expect(await problems({ pools: pools({ hub: 'research' }) })).toEqual([]);
    expect(await problems({ pools: pools({ hub: 'reserch' }) })).toContain(
      'atlas/cluster.yaml: pools.small.hub: the cluster has no hub reserch; did you mean research',
    );
  });

  test('keeps other hubs off a dedicated pool', async () => {
    const other = { domain: 'other.atlas.example', profiles: [exampleProfile()] };
    expect(await problems({ pools: pools({ hub: 'research' }) }, { other })).toEqual([
      'atlas/hubs/other.yaml: profiles[0].pool: pool small is for hub research only; use another pool',
    ]);
  });

  test.each([
    [{ buckets: { data: { hubs: { reserch: 'read' } } } }, 'buckets.data.hubs.reserch'],
    [{ hubPermissions: { reserch: [{ actions: ['s3:GetObject'], resources: ['*'] }] } }, 'hubPermissions.reserch'],
  ])('grants to hubs that it has: %o', async (keys, path) => {
    expect(await problems(keys)).toEqual([
      `atlas/cluster.yaml: ${path}: the cluster has no hub reserch; did you mean research`,
    ]);
  });

  test('names a subnet of each zone in a network that is there already', async () => {
    expect(await problems({ network: { existing } })).toEqual([
      'atlas/cluster.yaml: network.existing: us-west-2b of zones is not among the subnets; name a subnet of each zone',
    ]);
    const both = { ...existing, privateSubnets: { 'us-west-2a': 'subnet-0a', 'us-west-2b': 'subnet-0b' } };
    expect(await problems({ network: { existing: both } })).toEqual([]);
    expect(await problems({ network: { existing: both, natGateways: 'one' } })).toEqual([
      'atlas/cluster.yaml: network.natGateways: belongs to a new network, but existing names one; remove one of the two',
    ]);
  });

  test('gives hubs on one disk one quota', async () => {
    const homeStorage = { main: { kind: 'disk', sizeGiB: 100 } };
    const other = (quotaGiB: number) => ({ other: { domain: 'other.atlas.example', storage: { quotaGiB } } });
    expect(await problems({ homeStorage }, other(10))).toEqual([]);
    expect(await problems({ homeStorage }, other(20))).toEqual([
      'atlas/hubs/research.yaml: storage.quotaGiB: hub other has 20 on the same disk, got 10; use one quota, or a disk for each hub',
    ]);
  });

  test('does not tell a cluster that is there already how to be made', async () => {
    const there = { existing: { name: 'prod' } };
    expect(
      await problems(
        { ...there, homeStorage: {}, addOns: { coredns: {} } },
        { research: { storage: { home: 'none' } } },
      ),
    ).toEqual([
      'atlas/cluster.yaml: addOns: hubfleet does not manage the cluster that existing names; remove one of the two',
    ]);
    expect(await problems(there)).toEqual([
      'atlas/cluster.yaml: existing: file systems and databases need the network of the cluster, which network.existing does not name; add network.existing',
    ]);
  });

  test.each([
    [{ controlPlane: { allowedCidrs: ['203.0.113.0/24'], logRetentionDays: 30 } }, undefined],
    [
      { controlPlane: { allowedCidrs: ['203.0.113.0/24'], logRetentionDays: 31 } },
      'controlPlane.logRetentionDays: CloudWatch does not know a retention of 31 days; choose 30 or 60',
    ],
    [
      { hubPermissions: { research: [{ actions: ['s3:*'], resources: ['*'] }] } },
      'hubPermissions.research[0].actions[0]: expected an action like s3:GetObject, got "s3:*"; name each action',
    ],
    [{ pools: pools({ generation: 'b' }) }, undefined],
    [{ pools: pools({ generation: 'bb' }) }, 'pools.small.generation: expected one letter, got "bb"'],
  ])('on AWS with %o', async (keys, says) => {
    expect(await problems(keys)).toEqual(says ? [`atlas/cluster.yaml: ${says}`] : []);
  });

  test.each([
    [{ hubPermissions: { research: ['roles/bigquery.dataViewer'] } }, undefined],
    [
      { hubPermissions: { research: ['roles/editor'] } },
      'hubPermissions.research[0]: expected a role of one service like roles/bigquery.dataViewer, got "roles/editor"',
    ],
    [{ kubernetesVersion: '1.35.3-gke.1943000' }, undefined],
    [
      { kubernetesVersion: '1.35.3' },
      'kubernetesVersion: expected a Kubernetes version like "1.35" or "1.35.3-gke.1943000", got "1.35.3"',
    ],
    [{ network: { flowLogSampling: 1 } }, undefined],
  ])('on Google Cloud with %o', async (keys, says) => {
    const sentences = await sentencesOf({ 'atlas/cluster.yaml': exampleGoogleCluster(keys) });
    expect(sentences).toEqual(says ? [`atlas/cluster.yaml: ${says}`] : []);
  });
});
