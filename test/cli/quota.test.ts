import { describe, expect, test } from 'vitest';
import { exampleCluster, writeFleet } from '../support/fleet.ts';
import { run } from '../support/run.ts';

const pools = {
  core: { purpose: 'core', machineType: 'm5.large', minNodes: 1, maxNodes: 3 },
  small: { purpose: 'user', machineType: 'r5.xlarge', maxNodes: 20 },
  odd: { purpose: 'user', machineType: 'q9.metal', maxNodes: 1 },
};

describe('hubfleet quota', () => {
  test('prints a table for each cluster, and which pools ask', async () => {
    const fleet = await writeFleet({ 'atlas/cluster.yaml': exampleCluster({ pools }) });
    const { code, stdout } = await run(['quota', '--fleet', fleet]);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'atlas (aws us-west-2)',
      '  with all pools at their largest                                             needed  there is  for pools',
      '  EC2-VPC Elastic IPs                                                              1',
      '  Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances, in vCPUs      86            core, small',
      '  Storage for General Purpose SSD (gp3) volumes, in TiB                          1.8            core, small',
      '  addresses of the first private subnet                                          660     8,187  core, small',
      '  not counted, because the size of their machines is not known: odd',
      '',
    ]);
  });

  test.each([
    { cidr: '10.0.0.0/19', room: 1019, code: 0 },
    { cidr: '10.0.0.0/20', room: 507, code: 1 },
  ])('ends with $code when a network of $cidr has $room addresses', async ({ cidr, room, code: expected }) => {
    const fleet = await writeFleet({ 'atlas/cluster.yaml': exampleCluster({ pools, network: { cidr } }) });
    const { code, stdout } = await run(['quota', '--fleet', fleet, '--format', 'json']);
    const [{ needs }] = JSON.parse(stdout).clusters;
    expect(needs.find(({ available }: { available?: number }) => available)).toMatchObject({
      needed: 660,
      available: room,
    });
    expect(code).toBe(expected);
    const text = (await run(['quota', '--fleet', fleet])).stdout;
    expect(text.includes('too few: addresses of the first private subnet: 660 needed, there are 507;')).toBe(
      code === 1,
    );
  });

  test('writes a request without the bounds of the own network', async () => {
    const fleet = await writeFleet({ 'atlas/cluster.yaml': exampleCluster({ pools }) });
    const { stdout } = await run(['quota', '--fleet', fleet, '--request']);
    expect(stdout.split('\n').filter((line) => line.startsWith('-'))).toEqual([
      '- EC2-VPC Elastic IPs: 1',
      '- Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances, in vCPUs: 86',
      '- Storage for General Purpose SSD (gp3) volumes, in TiB: 1.8',
    ]);
  });

  test('refuses a cluster that is not there, and a fleet with problems', async () => {
    const fleet = await writeFleet({ 'atlas/cluster.yaml': exampleCluster({ pools }) });
    const wrong = await run(['quota', '--fleet', fleet, '--cluster', 'atlsa']);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toBe(`hubfleet: cluster 'atlsa' is not in ${fleet}; choose from atlas\n`);
    const broken = await writeFleet({ 'atlas/cluster.yaml': exampleCluster({ pools: {} }) });
    expect((await run(['quota', '--fleet', broken])).code).toBe(1);
  });
});
