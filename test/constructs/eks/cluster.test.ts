import { EksCluster, type EksClusterProps } from '@hubfleet/constructs';
import { describe, expect, test } from 'vitest';
import { resourceOf, resourcesOf, synth } from '../../support/synth.ts';

const cluster = (overrides: Partial<EksClusterProps> = {}) =>
  synth((stack) => {
    const zones = ['us-west-2a', 'us-west-2b'];
    const base = { clusterName: 'atlas', region: 'us-west-2', zones, kubernetesVersion: '1.35' };
    new EksCluster(stack, 'Cluster', { ...base, ...overrides });
  });

describe('EksCluster', () => {
  test('answers inside its network only, unless networks are named', () => {
    const { vpc_config } = resourceOf(cluster(), 'aws_eks_cluster');
    expect(vpc_config).toMatchObject({ endpoint_private_access: true, endpoint_public_access: false });
    expect(vpc_config).not.toHaveProperty('public_access_cidrs');
  });

  test('answers the named networks from outside, and no other', () => {
    const { vpc_config } = resourceOf(cluster({ allowedCidrs: ['203.0.113.0/24'] }), 'aws_eks_cluster');
    expect(vpc_config).toMatchObject({ endpoint_public_access: true, public_access_cidrs: ['203.0.113.0/24'] });
  });

  test('refuses extended support, static admins and unencrypted secrets, and survives a destroy', () => {
    expect(resourceOf(cluster(), 'aws_eks_cluster')).toMatchObject({
      upgrade_policy: { support_type: 'STANDARD' },
      access_config: { authentication_mode: 'API' },
      encryption_config: { resources: ['secrets'] },
      lifecycle: { prevent_destroy: true },
    });
  });

  test('keeps its control-plane logs for a bounded time', () => {
    const { name, retention_in_days } = resourceOf(cluster(), 'aws_cloudwatch_log_group');
    expect([name, retention_in_days]).toEqual(['/aws/eks/atlas/cluster', 30]);
  });

  test('gives no subnet public addresses, one NAT gateway and a free way to S3', () => {
    const json = cluster();
    expect(resourcesOf(json, 'aws_subnet').map((subnet) => subnet.map_public_ip_on_launch)).toEqual(
      Array(4).fill(false),
    );
    expect(resourcesOf(json, 'aws_nat_gateway')).toHaveLength(1);
    expect(resourceOf(json, 'aws_vpc_endpoint')).toMatchObject({
      service_name: 'com.amazonaws.us-west-2.s3',
      vpc_endpoint_type: 'Gateway',
    });
  });

  test('cuts its network into parts that do not overlap', () => {
    const blocks = resourcesOf(cluster(), 'aws_subnet').map((subnet) => subnet.cidr_block);
    expect(blocks.sort()).toEqual(['10.0.0.0/19', '10.0.224.0/22', '10.0.228.0/22', '10.0.32.0/19']);
  });

  test('has network policies enforced by the VPC CNI', () => {
    const addOns = resourcesOf(cluster(), 'aws_eks_addon');
    expect(addOns.map(({ addon_name }) => addon_name)).toEqual([
      'aws-ebs-csi-driver',
      'coredns',
      'kube-proxy',
      'vpc-cni',
    ]);
    expect(addOns.at(-1)).toMatchObject({ configuration_values: '{"enableNetworkPolicy":"true"}' });
  });

  test('fails with fewer than two zones, and says which region to look in', () => {
    expect(() => cluster({ zones: ['us-west-2a'] })).toThrow(
      's/Cluster/Network: zones must name at least 2, got 1; add a zone of us-west-2',
    );
  });
});

test('a workload identity can be assumed by its own service account only', () => {
  const json = synth((stack) => {
    const found = EksCluster.fromEksClusterAttributes(stack, 'Cluster', { clusterName: 'atlas', region: 'us-west-2' });
    found.createWorkloadIdentity(stack, 'Identity', {
      namespaceName: 'staging',
      serviceAccountName: 'user-sa',
      identityName: 'atlas-staging',
    });
  });
  const { assume_role_policy } = resourceOf(json, 'aws_iam_role');
  const [statement] = JSON.parse(assume_role_policy).Statement;
  const [local = ''] = Object.keys(json.locals);
  expect(statement.Condition.StringEquals).toEqual({
    [`\${local.${local}}:sub`]: 'system:serviceaccount:staging:user-sa',
    [`\${local.${local}}:aud`]: 'sts.amazonaws.com',
  });
});
