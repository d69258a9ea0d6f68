import { ClusterRole, EksCluster, type EksClusterProps, EksNetwork } from '@hubfleet/constructs';
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
    const kept = (props?: Partial<EksClusterProps>) =>
      resourcesOf(cluster(props), 'aws_cloudwatch_log_group').map((group) => [group.name, group.retention_in_days]);
    expect(kept()).toContainEqual(['/aws/eks/atlas/cluster', 30]);
    expect(kept({ controlPlane: { logRetentionDays: 7 } })).toContainEqual(['/aws/eks/atlas/cluster', 7]);
  });

  test.each([
    [{ extendedSupport: true }, { upgrade_policy: { support_type: 'EXTENDED' } }],
    [{ deletionProtection: false }, { lifecycle: { prevent_destroy: false } }],
    [{ logTypes: ['audit'] }, { enabled_cluster_log_types: ['audit'] }],
  ])('is opened up by %o only', (controlPlane, expected) => {
    expect(resourceOf(cluster({ controlPlane }), 'aws_eks_cluster')).toMatchObject(expected);
  });

  test('uses a network that is there already, in the zones of the cluster', () => {
    const json = synth((stack) => {
      const network = EksNetwork.fromExisting(stack, 'Network', {
        vpcId: 'vpc-0a',
        cidr: '10.9.0.0/16',
        privateSubnetIds: { 'us-west-2c': 'subnet-0c', 'us-west-2a': 'subnet-0a', 'us-west-2b': 'subnet-0b' },
      });
      const zones = ['us-west-2a', 'us-west-2b'];
      const at = { clusterName: 'atlas', region: 'us-west-2', zones, kubernetesVersion: '1.35', network };
      new EksCluster(stack, 'Cluster', at);
      expect(() => new EksCluster(stack, 'Other', { ...at, zones: ['us-west-2d', 'us-west-2a'] })).toThrow(
        's/Other: zones names us-west-2d, where the network is not; choose from us-west-2c, us-west-2a, us-west-2b',
      );
    });
    expect(json.resource).not.toHaveProperty('aws_vpc');
    expect(resourceOf(json, 'aws_eks_cluster').vpc_config.subnet_ids).toEqual(['subnet-0a', 'subnet-0b']);
  });

  test.each([
    [ClusterRole.ADMIN, 'AmazonEKSClusterAdminPolicy'],
    [ClusterRole.EDIT, 'AmazonEKSEditPolicy'],
    [ClusterRole.VIEW, 'AmazonEKSViewPolicy'],
  ])('lets a role in as %s by an access entry', (role, policy) => {
    const json = synth((stack) => {
      const zones = ['us-west-2a', 'us-west-2b'];
      const at = { clusterName: 'atlas', region: 'us-west-2', zones, kubernetesVersion: '1.35' };
      const own = new EksCluster(stack, 'Cluster', at);
      own.addAccess('ops', { principal: 'arn:aws:iam::210987654321:role/ops', role });
      expect(() => own.addAccess('bad', { principal: 'ops', role })).toThrow(
        's/Cluster/Access/bad: principal is not the ARN of an IAM role, got ops; write arn:aws:iam::…',
      );
    });
    expect(resourceOf(json, 'aws_eks_access_entry').principal_arn).toBe('arn:aws:iam::210987654321:role/ops');
    expect(resourceOf(json, 'aws_eks_access_policy_association')).toMatchObject({
      policy_arn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
      access_scope: { type: 'cluster' },
    });
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
      'metrics-server',
      'vpc-cni',
    ]);
    expect(addOns.at(-1)).toMatchObject({ configuration_values: '{"enableNetworkPolicy":"true"}' });
  });

  test('pins an add-on and adds one with the identity it needs', () => {
    const json = cluster({ addOns: { coredns: { version: 'v1.12.4-eksbuild.1' }, 'aws-efs-csi-driver': {} } });
    const addOns = resourcesOf(json, 'aws_eks_addon');
    const named = (name: string) => addOns.find(({ addon_name }) => addon_name === name);
    expect(named('coredns')).toMatchObject({ addon_version: 'v1.12.4-eksbuild.1' });
    expect(named('aws-efs-csi-driver')).toMatchObject({ addon_version: 'v3.4.2-eksbuild.1' });
    expect(named('aws-efs-csi-driver')?.service_account_role_arn).toMatch(
      /^\$\{aws_iam_role\.Cluster_AddOns_EfsIdentity/,
    );
  });

  test.each(['1.31', '1.32', '1.33', '1.34', '1.35', '1.36'])(
    'pins every add-on of Kubernetes %s, and those of EKS that can be added',
    (kubernetesVersion) => {
      const addOns = { 'aws-efs-csi-driver': {}, 'eks-pod-identity-agent': {} };
      const pinned = resourcesOf(cluster({ kubernetesVersion, addOns }), 'aws_eks_addon');
      expect(pinned).toHaveLength(7);
      for (const { addon_version } of pinned) expect(addon_version).toMatch(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
      const kubeProxy = pinned.find(({ addon_name }) => addon_name === 'kube-proxy');
      expect(kubeProxy?.addon_version).toContain(`v${kubernetesVersion}.`);
    },
  );

  test('leaves to EKS what nobody has told it: add-ons of a newer Kubernetes, and add-ons it does not know', () => {
    const unpinned = (overrides: Partial<EksClusterProps>) =>
      resourcesOf(cluster(overrides), 'aws_eks_addon')
        .filter((addOn) => !('addon_version' in addOn))
        .map(({ addon_name }) => addon_name);
    expect(unpinned({ addOns: { adot: {} } })).toEqual(['adot']);
    expect(unpinned({ kubernetesVersion: '1.99' })).toHaveLength(5);
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
