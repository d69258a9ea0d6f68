import { describe, expect, test } from 'vitest';
import { isInAccount } from '../../src/fleet/account-cluster.ts';
import { quotaNeeds } from '../../src/fleet/quota-needs.ts';
import { exampleCluster, exampleGoogleCluster, fleetOf } from '../support/fleet.ts';

async function needsOf(cluster: object) {
  const [found] = (await fleetOf({ 'atlas/cluster.yaml': cluster })).clusters;
  if (!found || !isInAccount(found)) throw new Error('no cluster in an account');
  return quotaNeeds(found);
}

const core = (machineType: string) => ({ purpose: 'core', machineType, minNodes: 1, maxNodes: 3 });

describe('the quotas that a cluster needs', () => {
  test('on AWS are vCPUs by group of machines and way of buying, disks and addresses', async () => {
    const { needs, unknown } = await needsOf(
      exampleCluster({
        network: { natGateways: 'perZone', cidr: '10.0.0.0/20' },
        pools: {
          core: core('m5.large'),
          small: { purpose: 'user', machineType: 'r5.xlarge', maxNodes: 20 },
          gpu: { purpose: 'user', machineType: 'g4dn.xlarge', maxNodes: 4, gpu: { type: 'T4', count: 1 } },
          dask: { purpose: 'dask', machineType: 'r5.4xlarge', maxNodes: 10, spot: true },
          odd: { purpose: 'user', machineType: 'q9.metal', maxNodes: 1 },
        },
      }),
    );
    expect(needs).toEqual([
      {
        quota: 'All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests, in vCPUs',
        needed: 160,
        pools: ['dask'],
      },
      { quota: 'EC2-VPC Elastic IPs', needed: 2, pools: [] },
      { quota: 'Running On-Demand G and VT instances, in vCPUs', needed: 16, pools: ['gpu'] },
      {
        quota: 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances, in vCPUs',
        needed: 86,
        pools: ['core', 'small'],
      },
      {
        quota: 'Storage for General Purpose SSD (gp3) volumes, in TiB',
        needed: (37 * 80) / 1024,
        pools: ['core', 'small', 'gpu', 'dask'],
      },
      {
        quota: 'addresses of the first private subnet',
        needed: 3 * 20 + 24 * 30 + 10 * 60,
        available: 507,
        pools: ['core', 'small', 'gpu', 'dask'],
      },
    ]);
    expect(unknown).toEqual(['odd']);
  });

  test('on Google Cloud are CPUs by family, GPUs by model, disks and room for pods', async () => {
    const { needs } = await needsOf(
      exampleGoogleCluster({
        pools: {
          core: core('n2-highmem-4'),
          small: {
            purpose: 'user',
            machineType: 'n1-standard-8',
            maxNodes: 5,
            gpu: { type: 'nvidia-tesla-t4', count: 2 },
          },
          dask: { purpose: 'dask', machineType: 'n2-highmem-16', maxNodes: 10, spot: true },
        },
      }),
    );
    expect(needs.map(({ quota, needed, available }) => [quota, needed, available])).toEqual([
      ['CPUS', 40, undefined],
      ['GPUS_ALL_REGIONS', 10, undefined],
      ['N2_CPUS', 12, undefined],
      ['NVIDIA_T4_GPUS', 10, undefined],
      ['PREEMPTIBLE_CPUS', 160, undefined],
      ['SSD_TOTAL_GB', 1440, undefined],
      ['nodes that the range for pods has room for', 18, 128],
    ]);
  });

  test('leave the addresses of somebody else to them', async () => {
    const existing = {
      name: 'n',
      subnetwork: 's',
      podRange: 'p',
      serviceRange: 'q',
      controlPlaneCidr: '172.16.0.0/28',
    };
    const { needs } = await needsOf(exampleGoogleCluster({ network: { existing } }));
    expect(needs.map(({ quota }) => quota)).toEqual(['N2_CPUS', 'SSD_TOTAL_GB']);
  });
});
