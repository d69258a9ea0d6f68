import { readFileSync } from 'node:fs';
import { check, parseJson, type Resource, readPlan } from '@hubfleet/policies';
import { describe, expect, test } from 'vitest';
import { one } from './support/read.ts';

const load = (name: string): unknown => parseJson(readFileSync(new URL(`plans/${name}.json`, import.meta.url)));
const guard = (resources: readonly Resource[]) =>
  check(resources, { stage: 'plan', today: '2026-11-22' })
    .findings.filter(({ rule }) => rule === 'data-loss/stateful-change')
    .map(({ address, message }) => `${address}: ${message}`);

describe('a plan that creates a stack', () => {
  const resources = readPlan(load('create'), { stack: 's' });

  test.each([
    { address: 'aws_efs_file_system.homes', path: 'encrypted', value: { state: 'default', value: false } },
    {
      address: 'aws_eks_cluster.main',
      path: 'vpc_config.public_access_cidrs',
      value: { state: 'default', value: ['0.0.0.0/0'] },
    },
    {
      address: 'aws_eks_cluster.main',
      path: 'vpc_config.endpoint_public_access',
      value: { state: 'known', value: true },
    },
    {
      address: 'aws_eks_cluster.main',
      path: 'upgrade_policy.support_type',
      value: { state: 'default', value: 'EXTENDED' },
    },
    {
      address: 'aws_eks_cluster.main',
      path: 'vpc_config.subnet_ids',
      value: { state: 'reference', references: ['aws_subnet.nodes.id'] },
    },
    {
      address: 'aws_ssm_parameter.password',
      path: 'value',
      value: { state: 'known', value: '(sensitive)', sensitive: true },
    },
    {
      address: 'module.groups["a.b"].aws_security_group.node[1]',
      path: 'name',
      value: { state: 'known', value: 'node-1' },
    },
    {
      address: 'module.groups["a.b"].aws_security_group.node[1]',
      path: 'vpc_id',
      value: { state: 'reference', references: ['aws_vpc.main.id'] },
    },
    {
      address: 'aws_security_group.dynamic',
      path: 'ingress.from_port',
      value: { state: 'unknown', reason: 'is known only after apply' },
    },
    {
      address: 'data.aws_iam_policy_document.trust',
      path: 'statement.actions',
      value: { state: 'known', value: ['sts:AssumeRoleWithWebIdentity'] },
    },
  ])('$address knows what its $path is', ({ address, path, value }) => {
    expect(one(resources, address).get(path)).toEqual(value);
  });

  test('opens no port without being noticed', () => {
    const found = check(resources, { stage: 'plan', today: '2026-11-22' }).findings;
    expect(
      found
        .filter(({ rule }) => rule === 'security/open-ingress')
        .map(({ address, message }) => `${address}: ${message}`),
    ).toEqual([
      'aws_security_group.dynamic: ingress[0].cidr_blocks cannot be checked: it is known only after apply',
      'aws_security_group.listed: ingress[1].cidr_blocks holds 0.0.0.0/0, which opens tcp port 22 to the internet',
    ]);
  });

  test('shows the trust of a role from its text and from the document it refers to', () => {
    const found = check(resources, { stage: 'plan', today: '2026-11-22' }).findings;
    expect(
      found
        .filter(({ rule }) => rule === 'security/irsa-trust')
        .map(({ address, message }) => `${address}: ${message}`),
    ).toEqual([
      'aws_iam_role.documented: assume_role_policy does not bind the sub of the token, so any service account of the cluster can take the role',
      'aws_iam_role.hub: assume_role_policy does not bind the sub and the aud of the token, so any service account of the cluster can take the role',
    ]);
  });

  test('never shows a sensitive value', () => {
    const text = JSON.stringify([
      resources.map((each) => each.get('value')),
      check(resources, { stage: 'plan', today: '2026-11-22' }),
    ]);
    expect(text).not.toContain('hunter2');
  });
});

describe('the guard of what holds data', () => {
  test('names every loss in a plan, and why', () => {
    expect(guard(readPlan(load('changes'), { stack: 's' }))).toEqual([
      'aws_ebs_volume.forgotten: the plan forgets it: Terraform no longer guards the data on it, because it is no longer in the configuration',
      'aws_ebs_volume.leftover: the plan deletes a leftover object (deposed 0a1b2c3d) and with it the data on it',
      'aws_ebs_volume.replaced: the plan replaces it and with it the data on it, because availability_zone changes and the provider cannot do that in place',
      'aws_ebs_volume.tainted: the plan replaces it and with it the data on it, because it is marked as tainted',
      'aws_efs_file_system.dropped: the plan deletes it and with it the files in it, because it is no longer in the configuration',
    ]);
  });

  test('recognises a renamed construct and writes the move', () => {
    expect(guard(readPlan(load('renamed'), { stack: 's' }))).toEqual([
      'aws_efs_file_system.homes_1A2B3C4D: the plan deletes it and with it the files in it, because it is no longer in the configuration; if it was only renamed, keep it with moved { from = aws_efs_file_system.homes_1A2B3C4D, to = aws_efs_file_system.storage_5E6F7A8B }',
    ]);
  });

  test('reads the plan that prevent_destroy stopped', () => {
    expect(guard(readPlan(load('prevented'), { stack: 's' }))).toEqual([
      'aws_efs_file_system.homes: the plan replaces it and with it the files in it, because encrypted changes and the provider cannot do that in place',
    ]);
  });

  test('keeps a moved resource, with the address it had', () => {
    const moved = one(readPlan(load('changes'), { stack: 's' }), 'aws_ebs_volume.new_name');
    expect(moved.change).toMatchObject({
      actions: ['no-op'],
      replacePaths: [],
      importing: false,
      previousAddress: 'aws_ebs_volume.old_name',
    });
  });
});

describe('a plan beside its synthesized JSON', () => {
  const body = { '//': { metadata: { path: 's/Homes/Resource' } }, lifecycle: { prevent_destroy: true } };
  const synthesized = { resource: { aws_efs_file_system: { homes: body } } };

  test('knows construct path and lifecycle', () => {
    const homes = one(readPlan(load('prevented'), { stack: 's', synthesized }), 'aws_efs_file_system.homes');
    expect({ path: homes.path, preventDestroy: homes.lifecycle.preventDestroy }).toEqual({
      path: 's/Homes/Resource',
      preventDestroy: { state: 'known', value: true },
    });
  });

  test('does not know the lifecycle alone', () => {
    const homes = one(readPlan(load('prevented'), { stack: 's' }), 'aws_efs_file_system.homes');
    expect(homes.lifecycle.preventDestroy).toEqual({
      state: 'unknown',
      reason: 'plans do not say whether prevent_destroy is set',
    });
  });
});

describe('what is not a plan', () => {
  test.each([
    { input: [], message: 's: is not a plan; give the output of terraform show -json PLANFILE' },
    {
      input: {},
      message: 's: is not a plan, it has no format_version; give the output of terraform show -json PLANFILE',
    },
    {
      input: { format_version: '1.0', values: {} },
      message: 's: is a state, not a plan; give the output of terraform show -json PLANFILE',
    },
    {
      input: { format_version: '2.0', resource_changes: [] },
      message:
        's: plan format_version "2.0" is not supported, known are 0.x and 1.x; use a version of hubfleet that knows it',
    },
  ])('is refused: $message', ({ input, message }) => {
    expect(() => readPlan(input, { stack: 's' })).toThrow(message);
  });

  test.each(['0.1', '1.0', '1.2', '1.99'])('format version %s is read', (version) => {
    expect(readPlan({ format_version: version, resource_changes: [] }, { stack: 's' })).toEqual([]);
  });
});

describe('parseJson', () => {
  const text = '{"a":"ü"}';
  const utf16be = Buffer.from(text, 'utf16le').swap16();

  test.each([
    { encoding: 'UTF-8', bytes: Buffer.from(text) },
    { encoding: 'UTF-8 with a mark', bytes: Buffer.from(`\ufeff${text}`) },
    { encoding: 'UTF-16 little-endian', bytes: Buffer.from(text, 'utf16le') },
    { encoding: 'UTF-16 little-endian with a mark', bytes: Buffer.from(`\ufeff${text}`, 'utf16le') },
    { encoding: 'UTF-16 big-endian', bytes: utf16be },
  ])('reads $encoding', ({ bytes }) => {
    expect(parseJson(bytes)).toEqual({ a: 'ü' });
  });

  test('says what it got instead of JSON', () => {
    expect(() => parseJson(Buffer.from('Terraform will perform'), 'plan.json')).toThrow(
      'plan.json: is not JSON, it begins with "Terraform will perfo"; give a cdk.tf.json file or the output of terraform show -json',
    );
  });
});
