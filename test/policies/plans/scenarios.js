const efs = (id, own = {}) => ({
  id,
  arn: `arn:aws:elasticfilesystem:us-west-2:123456789012:file-system/${id}`,
  encrypted: true,
  creation_token: 'homes',
  performance_mode: 'generalPurpose',
  throughput_mode: 'bursting',
  tags: { Name: 'homes' },
  tags_all: { Name: 'homes' },
  ...own,
});

const volume = (id, own = {}) => ({
  id,
  arn: `arn:aws:ec2:us-west-2:123456789012:volume/${id}`,
  availability_zone: 'us-west-2a',
  encrypted: true,
  size: 100,
  type: 'gp3',
  iops: 3000,
  throughput: 125,
  tags: null,
  tags_all: {},
  ...own,
});

/** A stack that does not exist yet, with every state a value can have. */
const create = {
  configuration: {
    variable: { secret: { default: 'hunter2-hunter2', sensitive: true } },
    module: {
      groups: { for_each: '${toset(["a.b","c"])}', source: './groups', vpc: '${aws_vpc.main.id}', size: 2 },
    },
    resource: {
      aws_vpc: { main: { cidr_block: '10.0.0.0/16' } },
      aws_subnet: { nodes: { vpc_id: '${aws_vpc.main.id}', cidr_block: '10.0.1.0/24' } },
      aws_efs_file_system: { homes: { tags: { Name: 'homes' } } },
      aws_ssm_parameter: { password: { name: '/hub/password', type: 'SecureString', value: '${var.secret}' } },
      aws_security_group: {
        dynamic: {
          vpc_id: '${aws_vpc.main.id}',
          dynamic: {
            ingress: {
              for_each: '${aws_vpc.main.id == "x" ? [1] : [1, 2]}',
              content: { from_port: 1, to_port: 2, protocol: 'tcp', cidr_blocks: ['0.0.0.0/0'] },
            },
          },
        },
        listed: {
          vpc_id: '${aws_vpc.main.id}',
          ingress: [ingress(22, ['0.0.0.0/0']), ingress(2049, ['${aws_vpc.main.cidr_block}', '${aws_vpc.main.ipv6_cidr_block}'])],
        },
      },
      aws_eks_cluster: {
        main: {
          name: 'main',
          role_arn: '${aws_iam_role.cluster.arn}',
          vpc_config: { subnet_ids: ['${aws_subnet.nodes.id}'] },
        },
      },
      aws_iam_role: {
        cluster: {
          name: 'cluster',
          assume_role_policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"eks.amazonaws.com"}}]}',
        },
        hub: {
          name: 'hub',
          assume_role_policy:
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":{"Federated":"${aws_iam_openid_connect_provider.issuer.arn}"}}]}',
        },
        documented: { name: 'documented', assume_role_policy: '${data.aws_iam_policy_document.trust.json}' },
      },
      aws_iam_openid_connect_provider: {
        issuer: { url: 'https://issuer.example', client_id_list: ['sts.amazonaws.com'], thumbprint_list: ['0123456789012345678901234567890123456789'] },
      },
    },
    data: {
      aws_iam_policy_document: {
        trust: {
          statement: [
            {
              actions: ['sts:AssumeRoleWithWebIdentity'],
              principals: [{ type: 'Federated', identifiers: ['${aws_iam_openid_connect_provider.issuer.arn}'] }],
              condition: [{ test: 'StringEquals', variable: 'issuer.example:aud', values: ['sts.amazonaws.com'] }],
            },
          ],
        },
      },
    },
  },
  modules: {
    'groups/main.tf.json': {
      variable: { vpc: {}, size: {} },
      resource: { aws_security_group: { node: { count: '${var.size}', vpc_id: '${var.vpc}', name: 'node-${count.index}' } } },
    },
  },
};

function ingress(port, cidrs) {
  return {
    from_port: port,
    to_port: port,
    protocol: 'tcp',
    cidr_blocks: cidrs,
    description: null,
    ipv6_cidr_blocks: null,
    prefix_list_ids: null,
    security_groups: null,
    self: null,
  };
}

/** Every way in which a plan can take something away. */
const changes = {
  state: {
    'aws_efs_file_system.dropped': efs('fs-1'),
    'aws_ebs_volume.replaced': volume('vol-1'),
    'aws_ebs_volume.forgotten': volume('vol-2'),
    'aws_ebs_volume.old_name': volume('vol-3'),
    'aws_ebs_volume.tainted': volume('vol-4', { status: 'tainted' }),
    'aws_ebs_volume.resized': volume('vol-5'),
    'aws_ebs_volume.kept': volume('vol-6'),
    'aws_ebs_volume.leftover': volume('vol-7', { deposed: '0a1b2c3d' }),
  },
  configuration: {
    resource: {
      aws_ebs_volume: {
        replaced: { availability_zone: 'us-west-2b', encrypted: true, size: 100, type: 'gp3' },
        new_name: { availability_zone: 'us-west-2a', encrypted: true, size: 100, type: 'gp3' },
        tainted: { availability_zone: 'us-west-2a', encrypted: true, size: 100, type: 'gp3' },
        resized: { availability_zone: 'us-west-2a', encrypted: true, size: 200, type: 'gp3' },
        kept: { availability_zone: 'us-west-2a', encrypted: true, size: 100, type: 'gp3' },
      },
    },
    moved: [{ from: 'aws_ebs_volume.old_name', to: 'aws_ebs_volume.new_name' }],
    removed: [{ from: 'aws_ebs_volume.forgotten', lifecycle: { destroy: false } }],
  },
};

/** A construct whose id was changed. */
const renamed = {
  state: { 'aws_efs_file_system.homes_1A2B3C4D': efs('fs-1') },
  configuration: {
    resource: { aws_efs_file_system: { storage_5E6F7A8B: { encrypted: true, creation_token: 'homes', tags: { Name: 'homes' } } } },
  },
};

/** A replacement that prevent_destroy stops: Terraform fails and still writes the plan. */
const prevented = {
  state: { 'aws_efs_file_system.homes': efs('fs-1') },
  configuration: {
    resource: {
      aws_efs_file_system: {
        homes: { encrypted: false, creation_token: 'homes', tags: { Name: 'homes' }, lifecycle: { prevent_destroy: true } },
      },
    },
  },
};

export const scenarios = { create, changes, renamed, prevented };
