import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatUsd } from '../../../policies/src/prices/money.ts';
import { lines, priced, sums } from './support.ts';

const values = (tree: object) => [JSON.stringify(tree)];
const nlb = { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' };

const eks = {
  aws_eks_cluster: { main: { name: 'hub', version: '1.35', upgrade_policy: { support_type: 'STANDARD' } } },
  aws_nat_gateway: { main: { subnet_id: '${aws_subnet.a.id}' } },
  aws_eks_node_group: {
    core: {
      node_group_name: 'core',
      instance_types: ['r5.xlarge'],
      disk_size: 100,
      scaling_config: { min_size: 1, desired_size: 1, max_size: 1 },
    },
  },
  helm_release: { ingress: { chart: 'traefik', values: values({ service: { annotations: nlb } }) } },
};

const users = {
  aws_eks_node_group: {
    ...eks.aws_eks_node_group,
    users: {
      node_group_name: 'users',
      instance_types: ['r5.xlarge'],
      scaling_config: { min_size: 0, desired_size: 0, max_size: 100 },
    },
  },
};

describe('a hub on EKS: one r5.xlarge, control plane, NAT gateway, load balancer and 100 GiB of gp3', () => {
  test('costs $314.24 a month with nobody logged in', () => {
    const estimate = priced(eks);
    expect(lines(estimate)).toEqual([
      'control plane: $73.00 to $73.00',
      'NAT gateway: $32.85 to $32.85',
      '1 × r5.xlarge, on demand: $183.96 to $183.96',
      'node disks, 100 GiB gp3 each: $8.00 to $8.00',
      'network load balancer: $16.43 to $16.43',
    ]);
    expect(sums(estimate)).toEqual({ floor: '$314.24', expected: '$314.24', ceiling: '$314.24' });
  });

  test('costs $18,396 more at the most with a user pool of up to 100 r5.xlarge, and nothing more at the least', () => {
    const estimate = priced({ ...eks, ...users });
    expect(lines(estimate)).toContain('0 to 100 × r5.xlarge, on demand: $0.00 to $18,396.00');
    // The nodes' disks of 20 GiB come on top of what the machines cost.
    expect(lines(estimate)).toContain('node disks, 20 GiB gp3 each: $0.00 to $160.00');
    expect(sums(estimate)).toEqual({ floor: '$314.24', expected: '$314.24', ceiling: '$18,870.24' });
  });
});

const gke = {
  google_container_cluster: { main: { name: 'hub', location: 'us-central1-b', remove_default_node_pool: true } },
  google_filestore_instance: {
    homes: { location: 'us-central1-b', tier: 'BASIC_HDD', file_shares: { name: 'homes', capacity_gb: 1024 } },
  },
  google_container_node_pool: {
    core: {
      name: 'core',
      location: 'us-central1-b',
      node_count: 1,
      node_config: { machine_type: 'n2-highmem-2', disk_size_gb: 0 },
    },
  },
};

test('floor, expected and ceiling stay in order, line by line, whatever is expected of the pools', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.nat(10_000), (hours, homeGiB) => {
      const estimate = priced(
        { ...eks, ...users, aws_efs_file_system: { homes: { throughput_mode: 'bursting' } } },
        { nodeHours: { hub: { users: hours, core: hours } }, assumptions: { homeGiB, homeQuotaGiB: 500 } },
      );
      for (const { monthly } of [estimate, ...estimate.resources.flatMap(({ components }) => components)]) {
        expect(monthly.floor).toBeLessThanOrEqual(monthly.expected);
        expect(monthly.expected).toBeLessThanOrEqual(monthly.ceiling);
      }
    }),
    { numRuns: 50 },
  );
});

describe('a hub on zonal GKE: one n2-highmem-2, control plane and 1 TiB of Filestore', () => {
  test('costs $373.43 a month with nobody logged in', () => {
    const estimate = priced(gke);
    expect(lines(estimate)).toEqual([
      'control plane: $73.00 to $73.00',
      'Filestore BASIC_HDD, 1024 GiB: $204.80 to $204.80',
      '1 × n2-highmem-2, on demand: $95.63 to $95.63',
      'node disks, 0 GiB pd-balanced each: $0.00 to $0.00',
    ]);
    expect(sums(estimate)).toMatchObject({ floor: '$373.43', ceiling: '$373.43' });
  });

  test('costs $15,302.26 more at the most with a user pool of up to 20 n2-highmem-16', () => {
    const pool = {
      name: 'users',
      location: 'us-central1-b',
      autoscaling: { min_node_count: 0, max_node_count: 20 },
      node_config: { machine_type: 'n2-highmem-16' },
    };
    const estimate = priced({
      ...gke,
      google_container_node_pool: { ...gke.google_container_node_pool, users: pool },
    });
    const [machines] = estimate.resources.at(-1)?.components ?? [];
    expect(formatUsd(machines?.monthly.ceiling ?? 0)).toBe('$15,302.26');
    expect(sums(estimate).floor).toBe('$373.43');
  });
});
