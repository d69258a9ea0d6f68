import { EksBucket } from '@hubfleet/constructs';
import { chartValues, type FleetMatchers, matchers, stackFindings } from '@hubfleet/constructs/testing';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { describe, expect, test } from 'vitest';

expect.extend(matchers);
declare module 'vitest' {
  interface Matchers<T> extends FleetMatchers<T> {}
}

const bucket = { bucket: 'atlas-data', tags: { owner: 'atlas' }, rule: [{ days: 7 }, { days: 30 }] };
const json = { resource: { aws_s3_bucket: { b: bucket, a: { bucket: 'other' } }, aws_vpc: { v: {} } } };

describe('toHaveResource', () => {
  test.each([
    ['of the type', {}],
    ['with an attribute', { bucket: 'atlas-data' }],
    ['with a part of a block', { tags: { owner: 'atlas' } }],
    ['with all elements of a list', { rule: [{ days: 7 }, { days: 30 }] }],
    ['with what a pattern matches', { bucket: /^atlas-/ }],
    ['with what a matcher matches', { rule: expect.arrayContaining([{ days: 30 }]) }],
  ])('finds one %s', (_, attributes) => {
    expect(json).toHaveResource('aws_s3_bucket', attributes);
    expect(JSON.stringify(json)).toHaveResource('aws_s3_bucket', attributes);
  });

  test.each([
    ['another attribute', { bucket: 'atlas' }],
    ['another part of a block', { tags: { owner: 'lyra' } }],
    ['fewer elements of a list', { rule: [{ days: 7 }] }],
    ['a pattern that does not match', { bucket: /^lyra/ }],
    ['an attribute that is not there', { acl: 'private' }],
    ['attributes of two resources', { bucket: 'other', tags: { owner: 'atlas' } }],
  ])('finds none with %s', (_, attributes) => {
    expect(json).not.toHaveResource('aws_s3_bucket', attributes);
  });

  test('says what there is instead', () => {
    expect(() => expect(json).toHaveResource('aws_s3_bucket', { bucket: 'atlas' })).toThrow(
      'expected aws_s3_bucket with {"bucket":"atlas"}, got:\n  {"bucket":"other"}\n  {"bucket":"atlas-data"}',
    );
    expect(() => expect(json).toHaveResource('aws_subnet')).toThrow(
      'expected aws_subnet, there is none of the type; there are aws_s3_bucket, aws_vpc',
    );
    expect(() => expect(json).not.toHaveResource('aws_vpc')).toThrow('expected no aws_vpc, there is one');
  });
});

test('toHaveResourceCount counts those of a type', () => {
  expect(json).toHaveResourceCount('aws_s3_bucket', 2);
  expect(json).toHaveResourceCount('aws_subnet', 0);
  expect(() => expect(json).toHaveResourceCount('aws_vpc', 2)).toThrow('expected 2 of aws_vpc, got 1');
});

describe('toHaveNoFindings', () => {
  const stackWith = (allow: string) => {
    const stack = new TerraformStack(new App(), 'atlas');
    new LocalBackend(stack, { path: 'terraform.tfstate' });
    new EksBucket(stack, 'Data', { bucketName: 'atlas-data', deleteAfterDays: 30 });
    stack.addOverride('resource.aws_security_group.open', {
      name: 'open',
      description: 'who may enter',
      vpc_id: 'vpc-0a',
      ingress: [{ from_port: 22, to_port: 22, protocol: 'tcp', cidr_blocks: [allow], description: 'shell' }],
    });
    return stack;
  };
  const only = { rule: 'security/open-ingress', today: '2026-11-22' };

  test('looks at a stack of one’s own program', () => {
    expect(stackWith('203.0.113.0/24')).toHaveNoFindings(only);
    expect(stackWith('0.0.0.0/0')).not.toHaveNoFindings({ ...only, level: 'error' });
  });

  test('names each finding with what to do', () => {
    const [finding] = stackFindings(stackWith('0.0.0.0/0'), only);
    expect(() => expect(stackWith('0.0.0.0/0')).toHaveNoFindings(only)).toThrow(
      `expected no findings of the policies, got 1:\n  security/open-ingress atlas aws_security_group.open: ${finding?.message}; ${finding?.remedy}`,
    );
    expect(() => expect(stackWith('203.0.113.0/24')).not.toHaveNoFindings(only)).toThrow(
      'expected findings of the policies, there are none',
    );
  });

  test('takes exceptions, and says when they have ended', () => {
    const waiver = { rule: only.rule, match: '**', reason: 'a public web page', owner: 'ops' };
    const open = stackWith('0.0.0.0/0');
    expect(open).toHaveNoFindings({ ...only, waivers: [{ ...waiver, expires: '2026-11-22' }] });
    expect(open).not.toHaveNoFindings({ ...only, waivers: [{ ...waiver, expires: '2026-11-21' }] });
  });

  test('sees what Terraform could not read', () => {
    expect(() => expect({ resource: {} }).toHaveNoFindings({ rule: 'stack/' })).toThrow('stack/');
  });
});

test('chartValues reads what Helm gets, with templates as text', () => {
  const values = [JSON.stringify({ script: 'echo $${HOME} %%{x}', a: 1 })];
  const stack = { resource: { helm_release: { hub: { chart: 'jupyterhub', values } } } };
  expect(chartValues(stack, 'jupyterhub')).toEqual({ script: 'echo ${HOME} %{x}', a: 1 });
  expect(() => chartValues(stack, 'grafana')).toThrow('no release of chart grafana; there are jupyterhub');
});
