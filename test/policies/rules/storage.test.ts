import { describe, expect, test } from 'vitest';
import { judged } from './support.ts';

const EFS = 'aws_efs_file_system';
const EBS = 'aws_ebs_volume';
const FILESTORE = 'google_filestore_instance';

describe('data-loss/efs-backup', () => {
  const policy = (status: string, file_system_id = '${aws_efs_file_system.it.id}') => ({
    aws_efs_backup_policy: { x: { file_system_id, backup_policy: { status } } },
  });
  const selection = (body: object) => ({ aws_backup_selection: { x: body } });
  const missing = 'fail: nothing backs the file system up';
  test.each([
    { when: 'there is nothing', resource: {}, found: [missing] },
    { when: 'the policy is on', resource: policy('ENABLED'), found: [] },
    { when: 'the policy is off', resource: policy('DISABLED'), found: [missing] },
    {
      when: 'the policy is for a variable',
      resource: policy('ENABLED', '${var.x}'),
      found: ['unknown: nothing backs the file system up, as far as can be seen'],
    },
    { when: 'a plan names it', resource: selection({ resources: ['${aws_efs_file_system.it.arn}'] }), found: [] },
    { when: 'a plan takes everything', resource: selection({ resources: ['*'] }), found: [] },
    {
      when: 'a plan takes its tag',
      resource: selection({ selection_tag: [{ key: 'keep', value: 'yes' }] }),
      found: [],
    },
    {
      when: 'a plan takes another tag',
      resource: selection({ selection_tag: [{ key: 'a', value: 'b' }] }),
      found: [missing],
    },
  ])('when $when', ({ resource, found }) => {
    expect(judged('data-loss/efs-backup', EFS, { tags: { keep: 'yes' } }, { resource })).toEqual(found);
  });
});

describe('data-loss/ebs-backup', () => {
  const policy = (target_tags: unknown) => ({ aws_dlm_lifecycle_policy: { x: { policy_details: { target_tags } } } });
  test.each([
    { when: 'there is nothing', resource: {}, found: ['fail: nothing takes snapshots of the volume'] },
    { when: 'a policy takes its tags', resource: policy({ keep: 'yes' }), found: [] },
    {
      when: 'a policy takes other tags too',
      resource: policy({ keep: 'yes', other: 'x' }),
      found: ['fail: nothing takes snapshots of the volume'],
    },
    {
      when: 'its tags are a variable',
      resource: policy('${var.x}'),
      found: ['unknown: nothing takes snapshots of the volume, as far as can be seen'],
    },
  ])('when $when', ({ resource, found }) => {
    expect(judged('data-loss/ebs-backup', EBS, { tags: { keep: 'yes' } }, { resource })).toEqual(found);
  });
});

describe('data-loss/gce-disk-snapshots', () => {
  const attached = (disk: string) => ({
    google_compute_disk_resource_policy_attachment: { x: { disk, name: 'daily' } },
  });
  test.each([
    { when: 'nothing is attached', resource: {}, found: ['fail: no snapshot schedule is attached to the disk'] },
    { when: 'it is attached', resource: attached('${google_compute_disk.it.name}'), found: [] },
    { when: 'it is attached by name', resource: attached('homes'), found: [] },
    {
      when: 'another disk has it',
      resource: attached('other'),
      found: ['fail: no snapshot schedule is attached to the disk'],
    },
  ])('when $when', ({ resource, found }) => {
    expect(judged('data-loss/gce-disk-snapshots', 'google_compute_disk', { name: 'homes' }, { resource })).toEqual(
      found,
    );
  });
});

describe('security/filestore-exports', () => {
  const exported = (...options: object[]) => ({ file_shares: { name: 'homes', nfs_export_options: options } });
  const at = 'file_shares.nfs_export_options';
  test.each([
    {
      when: 'nothing is said',
      body: { file_shares: { name: 'homes' } },
      found: [`fail: ${at} is not set, so everything in the network and in networks joined to it may mount the share`],
    },
    { when: 'the nodes are named', body: exported({ ip_ranges: ['10.0.0.0/20'] }), found: [] },
    {
      when: 'the nodes are named by reference',
      body: exported({ ip_ranges: ['${google_compute_subnetwork.nodes.ip_cidr_range}'] }),
      found: [],
    },
    {
      when: 'no range is named',
      body: exported({ access_mode: 'READ_ONLY' }),
      found: [`fail: ${at}[0].ip_ranges is not set, which means every address`],
    },
    {
      when: 'the second is open',
      body: exported({ ip_ranges: ['10.0.0.0/20'] }, { ip_ranges: ['0.0.0.0/0'] }),
      found: [`fail: ${at}[1].ip_ranges holds 0.0.0.0/0`],
    },
  ])('when $when', ({ body, found }) => {
    const rest = { resource: { google_compute_subnetwork: { nodes: {} } } };
    expect(judged('security/filestore-exports', FILESTORE, body, rest)).toEqual(found);
  });
});

describe('registries', () => {
  const AR = 'google_artifact_registry_repository';
  const ECR = 'aws_ecr_repository';
  test.each([
    {
      rule: 'security/ecr-scan',
      type: ECR,
      body: {},
      resource: { aws_ecr_registry_scanning_configuration: { all: {} } },
      found: [],
    },
    {
      rule: 'security/ecr-immutable',
      type: ECR,
      body: {},
      resource: {},
      found: [
        'fail: image_tag_mutability is not set and defaults to "MUTABLE", must be "IMMUTABLE" or "IMMUTABLE_WITH_EXCLUSION"',
      ],
    },
    {
      rule: 'cost/ecr-lifecycle',
      type: ECR,
      body: { name: 'hub' },
      resource: { aws_ecr_lifecycle_policy: { x: { repository: 'hub' } } },
      found: [],
    },
    {
      rule: 'cost/artifact-registry-cleanup',
      type: AR,
      body: {},
      resource: {},
      found: ['fail: cleanup_policies is not set, so every image ever built is kept'],
    },
    {
      rule: 'cost/artifact-registry-cleanup',
      type: AR,
      body: { cleanup_policies: [{ id: 'old' }], cleanup_policy_dry_run: true },
      resource: {},
      found: ['fail: cleanup_policy_dry_run is true, so nothing is removed'],
    },
  ])('$rule on $body with $resource', ({ rule, type, body, resource, found }) => {
    expect(judged(rule, type, body, { resource })).toEqual(found);
  });
});

describe('what costs too much', () => {
  test.each([
    { rule: 'cost/gp3-volumes', type: EBS, body: { type: 'gp3' }, found: [] },
    {
      rule: 'cost/gp3-volumes',
      type: 'aws_launch_template',
      body: { block_device_mappings: [{ ebs: { volume_size: 80 } }] },
      found: [
        'fail: block_device_mappings[0].ebs[0].volume_type is not set and defaults to "gp2", which costs a quarter more than gp3',
      ],
    },
    { rule: 'cost/gp3-volumes', type: 'aws_launch_template', body: {}, found: [] },
    {
      rule: 'cost/previous-generation',
      type: 'aws_eks_node_group',
      body: { instance_types: ['r7i.large', 'm4.xlarge'] },
      found: ['fail: instance_types is m4.xlarge, of a generation that costs more for less'],
    },
    {
      rule: 'cost/previous-generation',
      type: 'aws_eks_node_group',
      body: { instance_types: ['g4dn.xlarge'] },
      found: [],
    },
    {
      rule: 'cost/previous-generation',
      type: 'google_container_node_pool',
      body: { node_config: { machine_type: 'n1-standard-4' } },
      found: ['fail: node_config.machine_type is n1-standard-4, of a generation that costs more for less'],
    },
    {
      rule: 'cost/previous-generation',
      type: 'google_container_node_pool',
      body: { node_config: { machine_type: 'n1-standard-4', guest_accelerator: [{ type: 'nvidia-tesla-t4' }] } },
      found: [],
    },
    {
      rule: 'cost/efs-throughput',
      type: EFS,
      body: { throughput_mode: 'provisioned' },
      found: ['fail: throughput_mode is "provisioned", at $6 a month per MiB/s used or not'],
    },
    { rule: 'cost/efs-throughput', type: EFS, body: {}, found: [] },
  ])('$rule on $body', ({ rule, type, body, found }) => {
    expect(judged(rule, type, body)).toEqual(found);
  });
});

describe('cost/budget-exists', () => {
  const missing = 'no budget watches what the cluster costs';
  test.each([
    { when: 'there is none', type: 'aws_eks_cluster', resource: {}, found: [`fail: ${missing}`] },
    {
      when: 'there is one',
      type: 'aws_eks_cluster',
      resource: { aws_budgets_budget: { x: { limit_amount: '2000' } } },
      found: [],
    },
    {
      when: 'there is one of the other cloud',
      type: 'google_container_cluster',
      resource: { aws_budgets_budget: { x: { limit_amount: '2000' } } },
      found: [`fail: ${missing}`],
    },
    {
      when: 'its amount is a variable',
      type: 'google_container_cluster',
      resource: { google_billing_budget: { x: { amount: { specified_amount: { units: '${var.x}' } } } } },
      found: [`unknown: ${missing}, as far as can be seen`],
    },
  ])('when $when', ({ type, resource, found }) => {
    expect(judged('cost/budget-exists', type, { name: 'main' }, { resource })).toEqual(found);
  });
});

describe('logs', () => {
  test.each([
    { destination: 'bigquery.googleapis.com/projects/p/datasets/d', locked: false, found: [] },
    { destination: 'storage.googleapis.com/${google_storage_bucket.logs.name}', locked: true, found: [] },
    {
      destination: 'storage.googleapis.com/${google_storage_bucket.logs.name}',
      locked: false,
      found: ['fail: bucket google_storage_bucket.logs: retention_policy.is_locked is false, must be true'],
    },
  ])('go to $destination, locked: $locked', ({ destination, locked, found }) => {
    const rest = { resource: { google_storage_bucket: { logs: { retention_policy: { is_locked: locked } } } } };
    expect(judged('security/log-sink-locked', 'google_logging_project_sink', { destination }, rest)).toEqual(found);
  });
});
