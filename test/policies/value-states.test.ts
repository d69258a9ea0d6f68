import { describe, expect, test } from 'vitest';
import { planned, synthesized } from './support/read.ts';

const vpc = { resource: { aws_vpc: { main: {} } } };

describe('a value in synthesized JSON', () => {
  test.each([
    { is: 'known when it is a literal', body: { encrypted: true }, value: { state: 'known', value: true } },
    { is: 'its default when it is unset', body: {}, value: { state: 'default', value: false } },
    { is: 'its default when it is null', body: { encrypted: null }, value: { state: 'default', value: false } },
    {
      is: 'known when it is a constant in a template',
      body: { encrypted: '${true}' },
      value: { state: 'known', value: true },
    },
    {
      is: 'unknown when it is a variable',
      body: { encrypted: '${var.secure}' },
      value: {
        state: 'unknown',
        reason: 'is ${var.secure}, which is known only when Terraform runs',
        template: '${var.secure}',
      },
    },
    {
      is: 'that of a local',
      body: { encrypted: '${local.secure}' },
      rest: { locals: { secure: true } },
      value: { state: 'known', value: true },
    },
    {
      is: 'unknown when a local refers to itself',
      body: { encrypted: '${local.a}' },
      rest: { locals: { a: '${local.a}' } },
      value: {
        state: 'unknown',
        reason: 'is ${local.a}, which is known only when Terraform runs',
        template: '${local.a}',
      },
    },
    {
      is: 'a reference when it is an attribute of a resource in the stack',
      body: { encrypted: '${aws_vpc.main.id}' },
      rest: vpc,
      value: { state: 'reference', references: ['aws_vpc.main.id'] },
    },
    {
      is: 'a reference to data',
      body: { encrypted: '${data.aws_vpc.main.id}' },
      rest: { data: { aws_vpc: { main: {} } } },
      value: { state: 'reference', references: ['data.aws_vpc.main.id'] },
    },
    {
      is: 'unknown when text stands around a reference',
      body: { encrypted: 'vpc-${aws_vpc.main.id}' },
      rest: vpc,
      value: {
        state: 'unknown',
        reason: 'is text around aws_vpc.main.id',
        references: ['aws_vpc.main.id'],
        template: 'vpc-${aws_vpc.main.id}',
      },
    },
    {
      is: 'unknown when it is computed',
      body: { encrypted: '${upper(aws_vpc.main.id)}' },
      rest: vpc,
      value: {
        state: 'unknown',
        reason: 'is computed from aws_vpc.main.id',
        references: ['aws_vpc.main.id'],
        template: '${upper(aws_vpc.main.id)}',
      },
    },
    {
      is: 'known without its escapes',
      body: { encrypted: 'a $${b} %%{c}' },
      value: { state: 'known', value: 'a ${b} %{c}' },
    },
    {
      is: 'known where a dollar is just a dollar',
      body: { encrypted: '$5 {x} %d' },
      value: { state: 'known', value: '$5 {x} %d' },
    },
  ])('is $is', ({ body, rest, value }) => {
    expect(synthesized('aws_efs_file_system', body, rest).get('encrypted')).toEqual(value);
  });

  test.each([
    { written: 'an object', body: { vpc_config: { endpoint_public_access: false } } },
    { written: 'a list of one', body: { vpc_config: [{ endpoint_public_access: false }] } },
  ])('reads alike from a block written as $written', ({ body }) => {
    const cluster = synthesized('aws_eks_cluster', body);
    expect(cluster.get('vpc_config.endpoint_public_access')).toEqual({ state: 'known', value: false });
    expect(cluster.blocks('vpc_config').map((block) => block.get('endpoint_public_access'))).toEqual([
      { state: 'known', value: false },
    ]);
  });

  test('is unknown when it would be one of several blocks', () => {
    const group = synthesized('aws_security_group', { ingress: [{ from_port: 1 }, { from_port: 2 }] });
    expect(group.get('ingress.from_port')).toEqual({ state: 'unknown', reason: 'there are 2 ingress blocks' });
    expect(group.get('ingress[1].from_port')).toEqual({ state: 'known', value: 2 });
  });

  test('is unknown in a dynamic block, and so is the number of blocks', () => {
    const group = synthesized('aws_security_group', {
      dynamic: { ingress: { for_each: '${var.rules}', content: {} } },
    });
    expect(group.blocks('ingress').map((block) => block.get('from_port'))).toEqual([
      { state: 'unknown', reason: 'ingress blocks are made by a dynamic block' },
    ]);
  });

  test('keeps the elements of a list apart', () => {
    const cluster = synthesized('aws_eks_cluster', {
      vpc_config: { public_access_cidrs: ['10.0.0.0/8', '${var.cidr}'] },
    });
    expect(cluster.get('vpc_config.public_access_cidrs').state).toBe('unknown');
    expect(cluster.each('vpc_config.public_access_cidrs').map(({ state }) => state)).toEqual(['known', 'unknown']);
  });

  test('takes a default list element by element', () => {
    expect(synthesized('aws_eks_cluster', {}).each('vpc_config.public_access_cidrs')).toEqual([
      { state: 'default', value: '0.0.0.0/0' },
    ]);
  });

  test('is found under a key with dots', () => {
    const group = synthesized('aws_eks_node_group', { labels: { 'hub.jupyter.org/node-purpose': 'user' } });
    expect(group.get('labels["hub.jupyter.org/node-purpose"]')).toEqual({ state: 'known', value: 'user' });
  });
});

describe('a value in a plan', () => {
  const type = 'aws_efs_file_system';

  test.each([
    {
      is: 'known when the plan shows it',
      change: { after: { encrypted: true } },
      value: { state: 'known', value: true },
    },
    {
      is: 'known with the references it came through',
      change: { after: { encrypted: 'vpc-1' } },
      expressions: {
        encrypted: { constant_value: '${aws_vpc.main.id}', references: ['aws_vpc.main.id', 'aws_vpc.main'] },
      },
      value: { state: 'known', value: 'vpc-1', references: ['aws_vpc.main.id'] },
    },
    {
      is: 'its default when it is known after apply and the configuration leaves it out',
      change: { after: {}, after_unknown: { encrypted: true } },
      value: { state: 'default', value: false },
    },
    {
      is: 'its default when it is null',
      change: { after: { encrypted: null } },
      value: { state: 'default', value: false },
    },
    {
      is: 'a reference when it is known after apply and comes from a resource',
      change: { after: {}, after_unknown: { encrypted: true } },
      expressions: { encrypted: { references: ['aws_vpc.main.id', 'aws_vpc.main'] } },
      value: { state: 'reference', references: ['aws_vpc.main.id'] },
    },
    {
      is: 'a reference and not the text of the template that cdktf leaves in the plan',
      change: { after: {}, after_unknown: { encrypted: true } },
      expressions: {
        encrypted: { constant_value: '${aws_vpc.main.id}', references: ['aws_vpc.main.id', 'aws_vpc.main'] },
      },
      value: { state: 'reference', references: ['aws_vpc.main.id'] },
    },
    {
      is: 'unknown when text stands around the reference',
      change: { after: {}, after_unknown: { encrypted: true } },
      expressions: {
        encrypted: { constant_value: 'a-${aws_vpc.main.id}', references: ['aws_vpc.main.id', 'aws_vpc.main'] },
      },
      value: {
        state: 'unknown',
        reason: 'is computed from aws_vpc.main.id',
        references: ['aws_vpc.main.id'],
        template: 'a-${aws_vpc.main.id}',
      },
    },
    {
      is: 'unknown when it depends on something else',
      change: { after: {}, after_unknown: { encrypted: true } },
      expressions: { encrypted: { references: ['var.secure'] } },
      value: { state: 'unknown', reason: 'depends on var.secure, known only after apply' },
    },
    {
      is: 'hidden when it is sensitive',
      change: { after: { encrypted: 'hunter2' }, after_sensitive: { encrypted: true } },
      value: { state: 'known', value: '(sensitive)', sensitive: true },
    },
    {
      is: 'hidden when anything in it is sensitive',
      change: { after: { encrypted: { a: 'hunter2' } }, after_sensitive: { encrypted: { a: true } } },
      value: { state: 'known', value: '(sensitive)', sensitive: true },
    },
    {
      is: 'that before the change when the resource goes',
      change: { actions: ['delete'], before: { encrypted: true }, after: null },
      value: { state: 'known', value: true },
    },
    {
      is: 'hidden when it was sensitive and the resource goes',
      change: {
        actions: ['delete'],
        before: { encrypted: 'hunter2' },
        before_sensitive: { encrypted: true },
        after: null,
      },
      value: { state: 'known', value: '(sensitive)', sensitive: true },
    },
  ])('is $is', ({ change, expressions, value }) => {
    const rest = {
      resources: [{ address: 'aws_vpc.main', mode: 'managed', type: 'aws_vpc', name: 'main', expressions: {} }],
    };
    expect(planned(type, change, expressions, rest).get('encrypted')).toEqual(value);
  });
});
