import { Capacity, EksCluster, type NodePoolOptions, PoolPurpose, TaintEffect } from '@hubfleet/constructs';
import { describe, expect, test } from 'vitest';
import { resourceOf, synth } from '../../support/synth.ts';

const pool = (overrides: Partial<NodePoolOptions> = {}) =>
  synth((stack) => {
    const cluster = new EksCluster(stack, 'Cluster', {
      clusterName: 'atlas',
      region: 'us-west-2',
      zones: ['us-west-2a', 'us-west-2b'],
      kubernetesVersion: '1.35',
    });
    cluster.addPool('small', { purpose: PoolPurpose.USER, machineType: 'r5.xlarge', maxNodes: 20, ...overrides });
  });
const group = (overrides: Partial<NodePoolOptions> = {}) => resourceOf(pool(overrides), 'aws_eks_node_group');

describe('EksNodePool', () => {
  test.each([
    { when: 'a user pool from zero', options: {}, scaling: { min_size: 0, max_size: 20, desired_size: 0 } },
    { when: 'a user pool from warm nodes', options: { minNodes: 2 }, scaling: { min_size: 2, desired_size: 2 } },
    { when: 'a core pool from one', options: { purpose: PoolPurpose.CORE }, scaling: { min_size: 1, desired_size: 1 } },
    { when: 'a Dask pool from zero', options: { purpose: PoolPurpose.DASK }, scaling: { min_size: 0 } },
  ])('scales $when', ({ options, scaling }) => {
    expect(group(options).scaling_config).toMatchObject(scaling);
  });

  test.each([
    { purpose: PoolPurpose.CORE, taint: [] },
    { purpose: PoolPurpose.USER, taint: [{ key: 'hub.jupyter.org_dedicated', value: 'user', effect: 'NO_SCHEDULE' }] },
    { purpose: PoolPurpose.DASK, taint: [{ key: 'k8s.dask.org_dedicated', value: 'worker', effect: 'NO_SCHEDULE' }] },
  ])('keeps everything else off a $purpose node', ({ purpose, taint }) => {
    expect(group({ purpose }).taint ?? []).toEqual(taint);
  });

  test('leaves its size to the autoscaler', () => {
    expect(group().lifecycle.ignore_changes).toEqual(['scaling_config[0].desired_size']);
  });

  test('stays in the first zone, where zonal disks are, unless zones are named', () => {
    expect(group().subnet_ids).toHaveLength(1);
    expect(group({ zones: ['us-west-2a', 'us-west-2b'] }).subnet_ids).toHaveLength(2);
  });

  test.each([
    ['r5.xlarge', undefined, 'AL2023_x86_64_STANDARD'],
    ['r7g.xlarge', undefined, 'AL2023_ARM_64_STANDARD'],
    ['g4dn.xlarge', { count: 1 }, 'AL2023_x86_64_NVIDIA'],
  ])('boots %s from the image made for it', (machineType, gpu, image) => {
    expect(group({ machineType, gpu }).ami_type).toBe(image);
  });

  test('starts the next generation of nodes before the last one goes', () => {
    const { node_group_name, lifecycle } = group({ details: { generation: 'b' } });
    expect([node_group_name, lifecycle.create_before_destroy]).toEqual(['atlas-small-b', true]);
    expect(group().node_group_name).toBe('atlas-small');
  });

  test('tells the autoscaler of an empty group what its nodes would have', () => {
    const prefix = 'k8s.io/cluster-autoscaler/node-template/resources';
    expect(group().tags).toMatchObject({ [`${prefix}/ephemeral-storage`]: '80Gi' });
    expect(group({ machineType: 'g4dn.xlarge', gpu: { count: 1 } }).tags).toMatchObject({
      [`${prefix}/nvidia.com/gpu`]: '1',
    });
  });

  test('is for one hub when it says so, in its label and on the bill', () => {
    const json = pool({ marks: { hubName: 'research', tags: { grant: 'x1' } } });
    expect(resourceOf(json, 'aws_eks_node_group').labels).toMatchObject({ 'hubfleet.dev/hub': 'research' });
    const [instance] = resourceOf(json, 'aws_launch_template').tag_specifications;
    expect(instance.tags).toMatchObject({ 'hubfleet:hub': 'research', grant: 'x1' });
  });

  test('takes further labels and taints, and starts nothing new while it is phased out', () => {
    const taints = [
      { key: 'class', value: 'bio' },
      { key: 'old', effect: TaintEffect.NO_EXECUTE },
    ];
    const { labels, taint } = group({ marks: { labels: { class: 'bio' }, taints, phaseOut: true } });
    expect(labels).toMatchObject({ class: 'bio' });
    expect(taint.slice(1)).toEqual([
      { key: 'hubfleet.dev/phase-out', value: 'true', effect: 'NO_SCHEDULE' },
      { key: 'class', value: 'bio', effect: 'NO_SCHEDULE' },
      { key: 'old', value: '', effect: 'NO_EXECUTE' },
    ]);
  });

  test.each([
    [PoolPurpose.USER, undefined, true],
    [PoolPurpose.DASK, undefined, true],
    [PoolPurpose.CORE, undefined, false],
    [PoolPurpose.CORE, true, true],
    [PoolPurpose.USER, false, false],
  ])('loses one process and not the server when a %s node is out of memory (%s): %s', (purpose, choice, stops) => {
    const { user_data = '' } = resourceOf(
      pool({ purpose, details: { singleProcessOomKill: choice } }),
      'aws_launch_template',
    );
    expect(Buffer.from(user_data, 'base64').toString().includes('"singleProcessOOMKill":true')).toBe(stops);
  });

  test('takes the disk and the version it is given', () => {
    const details = { diskType: 'gp3', diskIops: 6000, diskThroughputMibps: 250, kubernetesVersion: '1.34' };
    const json = pool({ details, diskGiB: 200 });
    expect(resourceOf(json, 'aws_launch_template').block_device_mappings[0].ebs).toMatchObject({
      volume_size: 200,
      iops: 6000,
      throughput: 250,
    });
    expect(resourceOf(json, 'aws_eks_node_group').version).toBe('1.34');
  });

  test('buys spot only when asked', () => {
    expect([group().capacity_type, group({ capacity: Capacity.SPOT }).capacity_type]).toEqual(['ON_DEMAND', 'SPOT']);
  });

  test('hides the node credentials from pods and encrypts its disks', () => {
    expect(resourceOf(pool(), 'aws_launch_template')).toMatchObject({
      metadata_options: { http_tokens: 'required', http_put_response_hop_limit: 1 },
      block_device_mappings: [{ ebs: { encrypted: 'true', volume_size: 80, volume_type: 'gp3' } }],
    });
  });

  test.each([
    [{ maxNodes: 0 }, 's/Cluster/Pools/small: maxNodes must be at least 1, got 0; raise maxNodes'],
    [{ minNodes: 3, maxNodes: 2 }, 's/Cluster/Pools/small: maxNodes must be at least 3, got 2; raise maxNodes'],
    [
      { purpose: PoolPurpose.CORE, minNodes: 0 },
      's/Cluster/Pools/small: minNodes must be at least 1 for a core pool, got 0; keep one node for the hubs',
    ],
    [
      { purpose: PoolPurpose.CORE, capacity: Capacity.SPOT },
      's/Cluster/Pools/small: capacity of a core pool cannot be spot; the cloud would stop hubs at will; use on-demand',
    ],
    [
      { gpu: { clientsPerGpu: 2 } },
      "s/Cluster/Pools/small: gpu.clientsPerGpu cannot be set on EKS; set it in the device plugin's chart",
    ],
    [{ zones: ['us-west-2c'] }, 's/Cluster: zones of pool small names us-west-2c; choose from us-west-2a, us-west-2b'],
  ])('refuses %o', (overrides, message) => {
    expect(() => pool(overrides)).toThrow(message);
  });
});
