import { describe, expect, test } from 'vitest';
import { lines, priced } from './support.ts';

const pool = (attributes: object) =>
  lines(
    priced({
      google_container_node_pool: {
        users: { name: 'users', node_config: { machine_type: 'e2-standard-2', disk_size_gb: 10 }, ...attributes },
      },
    }),
  );

// One e2-standard-2 costs 0.067 × 730 = $48.91 a month, its disk of 10 GiB $1.00.
describe('a GKE node pool', () => {
  test.each([
    [
      'counts max_node_count once in a zone',
      { location: 'us-central1-b', autoscaling: { max_node_count: 4 } },
      '0 to 4',
      '$0.00 to $195.64',
    ],
    [
      'counts it three times in a region',
      { location: 'us-central1', autoscaling: { max_node_count: 4 } },
      '0 to 12',
      '$0.00 to $586.92',
    ],
    [
      'counts it in each zone it names',
      {
        location: 'us-central1',
        node_locations: ['us-central1-a', 'us-central1-b'],
        autoscaling: { min_node_count: 1, max_node_count: 4 },
      },
      '2 to 8',
      '$97.82 to $391.28',
    ],
    [
      'counts a total once, whatever the zones',
      { location: 'us-central1', autoscaling: { total_min_node_count: 1, total_max_node_count: 4 } },
      '1 to 4',
      '$48.91 to $195.64',
    ],
    ['counts node_count per zone', { location: 'us-central1', node_count: 2 }, '6', '$293.46 to $293.46'],
    [
      'counts initial_node_count per zone',
      { location: 'us-central1', initial_node_count: 1 },
      '3',
      '$146.73 to $146.73',
    ],
  ])('%s', (_, attributes, count, cost) => {
    expect(pool(attributes)).toContain(`${count} × e2-standard-2, on demand: ${cost}`);
  });

  test('takes zones from its cluster when it names none', () => {
    const found = lines(
      priced({
        google_container_cluster: {
          main: { location: 'us-central1', node_locations: ['us-central1-a'], remove_default_node_pool: true },
        },
        google_container_node_pool: {
          users: {
            cluster: '${google_container_cluster.main.name}',
            location: 'us-central1',
            autoscaling: { max_node_count: 4 },
            node_config: { machine_type: 'e2-standard-2' },
          },
        },
      }),
    );
    expect(found).toContain('0 to 4 × e2-standard-2, on demand: $0.00 to $195.64');
  });

  test('pays for GPUs and spot machines apart', () => {
    const found = pool({
      location: 'us-central1-b',
      node_count: 1,
      node_config: {
        machine_type: 'n1-highmem-4',
        spot: true,
        disk_size_gb: 10,
        guest_accelerator: [{ type: 'nvidia-tesla-t4', count: 2 }],
      },
    });
    expect(found).toEqual([
      '1 × n1-highmem-4, spot: $39.86 to $39.86',
      '2 × nvidia-tesla-t4 per node, spot: $204.40 to $204.40',
      'node disks, 10 GiB pd-balanced each: $1.00 to $1.00',
    ]);
  });

  test('is unpriced when a bound cannot be seen', () => {
    expect(pool({ location: 'us-central1-b', autoscaling: { max_node_count: '${var.most}' } })).toEqual([
      'nodes of users: autoscaling.max_node_count cannot be seen: it is ${var.most}, which is known only when Terraform runs',
    ]);
  });
});

describe('an EKS node group', () => {
  test('counts its bounds once, whatever the number of its subnets', () => {
    const group = {
      node_group_name: 'users',
      subnet_ids: ['subnet-1', 'subnet-2', 'subnet-3'],
      instance_types: ['m5.large'],
      capacity_type: 'SPOT',
      scaling_config: { min_size: 0, max_size: 10 },
      launch_template: { id: '${aws_launch_template.t.id}' },
    };
    const template = {
      block_device_mappings: [{ device_name: '/dev/xvda', ebs: { volume_size: 80, volume_type: 'gp3' } }],
    };
    const found = lines(priced({ aws_eks_node_group: { users: group }, aws_launch_template: { t: template } }));
    // 0.096 × 0.45 × 10 × 730 = 315.36; 10 × 80 × 0.08 = 64.
    expect(found).toEqual([
      '0 to 10 × m5.large, spot: $0.00 to $315.36',
      'node disks, 80 GiB gp3 each: $0.00 to $64.00',
    ]);
  });

  test('is a t3.medium with 20 GiB when nothing is said', () => {
    expect(lines(priced({ aws_eks_node_group: { g: { scaling_config: { min_size: 1, max_size: 1 } } } }))).toEqual([
      '1 × t3.medium, on demand: $30.37 to $30.37',
      'node disks, 20 GiB gp3 each: $1.60 to $1.60',
    ]);
  });
});
