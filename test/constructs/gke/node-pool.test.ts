import { Capacity, GkeCluster, type NodePoolOptions, PoolPurpose } from '@hubfleet/constructs';
import { describe, expect, test } from 'vitest';
import { resourceOf, synth } from '../../support/synth.ts';

const pool = (overrides: Partial<NodePoolOptions> = {}) =>
  resourceOf(
    synth((stack) => {
      const cluster = new GkeCluster(stack, 'Cluster', {
        clusterName: 'atlas',
        project: 'atlas-1',
        location: 'europe-west2',
        kubernetesVersion: '1.35',
      });
      cluster.addPool('small', { purpose: PoolPurpose.USER, machineType: 'n2-highmem-4', maxNodes: 20, ...overrides });
    }),
    'google_container_node_pool',
  );

describe('GkeNodePool', () => {
  test.each([
    { when: 'a user pool from zero', options: {}, autoscaling: { total_min_node_count: 0, total_max_node_count: 20 } },
    { when: 'a user pool from warm nodes', options: { minNodes: 2 }, autoscaling: { total_min_node_count: 2 } },
    { when: 'a core pool from one', options: { purpose: PoolPurpose.CORE }, autoscaling: { total_min_node_count: 1 } },
  ])('scales $when', ({ options, autoscaling }) => {
    expect(pool(options).autoscaling).toMatchObject(autoscaling);
  });

  test('keeps everything but user servers off its nodes', () => {
    const taint = { key: 'hub.jupyter.org_dedicated', value: 'user', effect: 'NO_SCHEDULE' };
    expect(pool().node_config.taint).toEqual([taint]);
  });

  test('hides the node credentials from pods', () => {
    expect(pool().node_config).toMatchObject({
      workload_metadata_config: { mode: 'GKE_METADATA' },
      metadata: { 'disable-legacy-endpoints': 'true' },
      shielded_instance_config: { enable_secure_boot: true, enable_integrity_monitoring: true },
    });
  });

  test('buys spot only when asked, and then wherever there is some', () => {
    const spot = pool({ capacity: Capacity.SPOT, purpose: PoolPurpose.DASK });
    expect([spot.node_config.spot, spot.autoscaling.location_policy]).toEqual([true, 'ANY']);
    expect(pool().node_config.spot).toBe(false);
  });

  test('taints nodes with a GPU and installs the driver', () => {
    const { node_config } = pool({ gpu: { acceleratorType: 'nvidia-tesla-t4', count: 1 } });
    expect(node_config.taint.at(-1)).toEqual({ key: 'nvidia.com/gpu', value: 'present', effect: 'NO_SCHEDULE' });
    expect(node_config.guest_accelerator).toMatchObject([
      { type: 'nvidia-tesla-t4', count: 1, gpu_driver_installation_config: { gpu_driver_version: 'DEFAULT' } },
    ]);
  });

  test.each([
    [undefined, undefined],
    [1, undefined],
    [4, { gpu_sharing_strategy: 'TIME_SHARING', max_shared_clients_per_gpu: 4 }],
  ])('shares a GPU between %s servers', (clientsPerGpu, sharing) => {
    const { node_config } = pool({ gpu: { acceleratorType: 'nvidia-tesla-t4', clientsPerGpu } });
    expect(node_config.guest_accelerator[0].gpu_sharing_config).toEqual(sharing);
  });

  test('starts the next generation of nodes before the last one goes', () => {
    const { name, lifecycle } = pool({ details: { generation: 'b' } });
    expect([name, lifecycle.create_before_destroy]).toEqual(['small-b', true]);
  });

  test('stays at a version it is given, and else follows the control plane', () => {
    const held = pool({ details: { kubernetesVersion: '1.34.4-gke.1130000' } });
    expect([held.version, held.management.auto_upgrade]).toEqual(['1.34.4-gke.1130000', false]);
    expect([pool().version, pool().management.auto_upgrade]).toEqual([undefined, true]);
  });

  test('is for one hub when it says so, in its label and on the bill', () => {
    const { labels, resource_labels } = pool({ marks: { hubName: 'research', tags: { grant: 'x1' } } }).node_config;
    expect(labels).toMatchObject({ 'hubfleet.dev/hub': 'research' });
    expect(resource_labels).toMatchObject({ 'hubfleet-hub': 'research', grant: 'x1' });
  });

  test('loses one process and not the server when a node is out of memory', () => {
    expect(pool().node_config.kubelet_config.single_process_oom_kill).toBe(true);
    const core = pool({ purpose: PoolPurpose.CORE });
    expect(core.node_config.kubelet_config.single_process_oom_kill).toBe(false);
  });

  test('takes the disk it is given', () => {
    const { node_config } = pool({
      details: { diskType: 'hyperdisk-balanced', diskIops: 3000, diskThroughputMibps: 140 },
    });
    expect(node_config).toMatchObject({
      disk_type: 'hyperdisk-balanced',
      boot_disk: { provisioned_iops: 3000, provisioned_throughput: 140 },
    });
  });

  test('refuses a GPU without a name', () => {
    expect(() => pool({ gpu: { count: 1 } })).toThrow(
      's/Cluster/Pools/small: gpu.acceleratorType is missing; name it, for example nvidia-tesla-t4',
    );
  });

  test('refuses bounds that contradict each other', () => {
    expect(() => pool({ minNodes: 3, maxNodes: 2 })).toThrow(
      's/Cluster/Pools/small: maxNodes must be at least 3, got 2; raise maxNodes',
    );
  });
});
