import { describe, expect, test } from 'vitest';
import { judged } from './support.ts';

const S3 = 'aws_s3_bucket';
const GCS = 'google_storage_bucket';
const beside = (type: string, body: object, bucket = '${aws_s3_bucket.it.id}') => ({
  [type]: { x: { bucket, ...body } },
});

describe('security/s3-public-access-block', () => {
  const BLOCK = 'aws_s3_bucket_public_access_block';
  const missing = `no ${BLOCK} names the bucket`;
  test.each([
    { when: 'there is none', resource: {}, found: [`fail: ${missing}`] },
    { when: 'one refers to it', resource: beside(BLOCK, {}), found: [] },
    { when: 'one holds its name', resource: beside(BLOCK, {}, 'hub-data'), found: [] },
    { when: 'one holds another name', resource: beside(BLOCK, {}, 'hub-logs'), found: [`fail: ${missing}`] },
    {
      when: 'one refers to another bucket',
      resource: { ...beside(BLOCK, {}, '${aws_s3_bucket.other.id}'), [S3]: { other: {} } },
      found: [`fail: ${missing}`],
    },
    {
      when: 'one is for a variable',
      resource: beside(BLOCK, {}, '${var.x}'),
      found: [`unknown: ${missing}, unless ${BLOCK}.x does`],
    },
    { when: 'the account has them', resource: { aws_s3_account_public_access_block: { all: {} } }, found: [] },
  ])('when $when', ({ resource, found }) => {
    expect(judged('security/s3-public-access-block', S3, { bucket: 'hub-data' }, { resource })).toEqual(found);
  });

  test('asks for all four flags', () => {
    expect(
      judged('security/s3-public-access-block', BLOCK, {
        bucket: 'b',
        block_public_acls: true,
        ignore_public_acls: false,
      }),
    ).toEqual([
      'fail: block_public_policy is not set and defaults to false, must be true',
      'fail: ignore_public_acls is false, must be true',
      'fail: restrict_public_buckets is not set and defaults to false, must be true',
    ]);
  });
});

describe('security/s3-policy-public', () => {
  const open = 'fail: policy lets anybody in: a statement allows "*" without a condition on who asks';
  const policy = (statement: object) =>
    JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:GetObject', ...statement }] });
  const when = (test: string, key: string) => ({ Principal: '*', Condition: { [test]: { [key]: 'x' } } });
  test.each([
    { name: 'anybody', policy: policy({ Principal: '*' }), found: [open] },
    { name: 'any account', policy: policy({ Principal: { AWS: ['*'] } }), found: [open] },
    { name: 'everybody but one', policy: policy({ NotPrincipal: { AWS: 'arn:aws:iam::1:root' } }), found: [open] },
    { name: 'anybody over TLS', policy: policy(when('Bool', 'aws:SecureTransport')), found: [open] },
    { name: 'the organization', policy: policy(when('StringEquals', 'aws:PrincipalOrgID')), found: [] },
    { name: 'an endpoint', policy: policy(when('StringEquals', 'aws:SourceVpce')), found: [] },
    { name: 'a role', policy: policy({ Principal: { AWS: '${aws_iam_role.hub.arn}' } }), found: [] },
    { name: 'nobody', policy: policy({ Effect: 'Deny', Principal: '*' }), found: [] },
    {
      name: 'a document of the stack that lets anybody in',
      policy: '${data.aws_iam_policy_document.open.json}',
      found: [open],
    },
    {
      name: 'a document made of an open one',
      policy: '${data.aws_iam_policy_document.joined.json}',
      found: [open],
    },
    {
      name: 'a document for a role',
      policy: '${data.aws_iam_policy_document.narrow.json}',
      found: [],
    },
    {
      name: 'a variable',
      policy: '${var.x}',
      found: ['unknown: policy cannot be checked: it is ${var.x}, which is known only when Terraform runs'],
    },
  ])('for $name', ({ policy: text, found }) => {
    const statement = (identifiers: string[]) => ({ actions: ['s3:*'], principals: { type: 'AWS', identifiers } });
    const rest = {
      data: {
        aws_iam_policy_document: {
          open: { statement: [statement(['*'])] },
          joined: { source_policy_documents: ['${data.aws_iam_policy_document.open.json}'] },
          narrow: { statement: [statement(['${aws_iam_role.hub.arn}'])] },
        },
      },
      resource: { aws_iam_role: { hub: {} } },
    };
    expect(judged('security/s3-policy-public', 'aws_s3_bucket_policy', { bucket: 'b', policy: text }, rest)).toEqual(
      found,
    );
  });

  test.each([
    { acl: 'private', found: [] },
    { acl: 'public-read', found: ['fail: acl is "public-read": anybody may read the bucket'] },
  ])('for the access list $acl', ({ acl, found }) => {
    expect(judged('security/s3-policy-public', 'aws_s3_bucket_acl', { bucket: 'b', acl })).toEqual(found);
  });
});

describe('security/s3-tls-only', () => {
  const policy = (Statement: object[]) => beside('aws_s3_bucket_policy', { policy: JSON.stringify({ Statement }) });
  const refusal = { Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  test.each([
    { when: 'there is no policy', resource: {}, found: ['fail: no policy of the bucket refuses plain HTTP'] },
    { when: 'it refuses', resource: policy([refusal]), found: [] },
    {
      when: 'it allows',
      resource: policy([{ ...refusal, Effect: 'Allow' }]),
      found: ['fail: the policy of the bucket does not refuse plain HTTP'],
    },
    {
      when: 'it refuses TLS',
      resource: policy([{ ...refusal, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }]),
      found: ['fail: the policy of the bucket does not refuse plain HTTP'],
    },
  ])('when $when', ({ resource, found }) => {
    expect(judged('security/s3-tls-only', S3, { bucket: 'b' }, { resource })).toEqual(found);
  });
});

describe('buckets that are kept and buckets that are not', () => {
  const life = (days: number) => beside('aws_s3_bucket_lifecycle_configuration', { rule: [{ expiration: { days } }] });
  const gcsLife = (condition: object) => ({ lifecycle_rule: [{ action: { type: 'Delete' }, condition }] });
  const destroys = 'fail: force_destroy is true on a bucket whose objects are kept: terraform destroy deletes them all';
  test.each([
    { rule: 'data-loss/bucket-force-destroy', type: S3, body: {}, resource: {}, found: [] },
    {
      rule: 'data-loss/bucket-force-destroy',
      type: S3,
      body: { force_destroy: true },
      resource: {},
      found: [destroys],
    },
    { rule: 'data-loss/bucket-force-destroy', type: S3, body: { force_destroy: true }, resource: life(7), found: [] },
    {
      rule: 'data-loss/bucket-force-destroy',
      type: GCS,
      body: { force_destroy: true, ...gcsLife({ days_since_noncurrent_time: 30 }) },
      resource: {},
      found: [destroys],
    },
    {
      rule: 'data-loss/bucket-force-destroy',
      type: GCS,
      body: { force_destroy: true, ...gcsLife({ age: '${var.x}' }) },
      resource: {},
      found: ['unknown: force_destroy is true, and whether objects end by age anyway cannot be seen'],
    },
    {
      rule: 'data-loss/s3-versioning',
      type: S3,
      body: {},
      resource: {},
      found: ['fail: no aws_s3_bucket_versioning keeps what is overwritten or deleted'],
    },
    { rule: 'data-loss/s3-versioning', type: S3, body: {}, resource: life(7), found: [] },
    {
      rule: 'data-loss/s3-versioning',
      type: S3,
      body: {},
      resource: beside('aws_s3_bucket_versioning', { versioning_configuration: { status: 'Suspended' } }),
      found: ['fail: the versioning of the bucket is "Suspended", must be "Enabled"'],
    },
    {
      rule: 'data-loss/gcs-versioning',
      type: GCS,
      body: {},
      resource: {},
      found: ['fail: versioning.enabled is not set and defaults to false, must be true'],
    },
    { rule: 'data-loss/gcs-versioning', type: GCS, body: gcsLife({ age: 7 }), resource: {}, found: [] },
    {
      rule: 'cost/gcs-soft-delete',
      type: GCS,
      body: gcsLife({ age: 7 }),
      resource: {},
      found: ['fail: objects are deleted after 7 days and then by default billed for 7 days more'],
    },
    {
      rule: 'cost/gcs-soft-delete',
      type: GCS,
      body: { ...gcsLife({ age: 30 }), soft_delete_policy: { retention_duration_seconds: 0 } },
      resource: {},
      found: [],
    },
    { rule: 'cost/gcs-soft-delete', type: GCS, body: gcsLife({ age: 31 }), resource: {}, found: [] },
    {
      rule: 'cost/gcs-lifecycle',
      type: GCS,
      body: {},
      resource: {},
      found: ['fail: there is no lifecycle_rule, so everything is kept without end'],
    },
    {
      rule: 'cost/s3-lifecycle',
      type: S3,
      body: {},
      resource: {},
      found: ['fail: no aws_s3_bucket_lifecycle_configuration names the bucket, so everything is kept without end'],
    },
  ])('$rule on $body with $resource', ({ rule, type, body, resource, found }) => {
    expect(judged(rule, type, { bucket: 'b', ...body }, { resource })).toEqual(found);
  });
});

describe('security/gcs-public-members', () => {
  test.each([
    { type: 'member', body: { member: 'allUsers' }, found: ['fail: member is allUsers: anybody may use the bucket'] },
    { type: 'member', body: { member: 'serviceAccount:${google_service_account.a.email}' }, found: [] },
    { type: 'member', body: { member: '${google_service_account.a.member}' }, found: [] },
    {
      type: 'binding',
      body: { members: ['group:a@example.org', 'allAuthenticatedUsers'] },
      found: ['fail: members is allAuthenticatedUsers: anybody may use the bucket'],
    },
    {
      type: 'member',
      body: { member: '${var.x}' },
      found: ['unknown: member cannot be checked: it is ${var.x}, which is known only when Terraform runs'],
    },
  ])('of a $type with $body', ({ type, body, found }) => {
    const rest = { resource: { google_service_account: { a: {} } } };
    expect(judged('security/gcs-public-members', `google_storage_bucket_iam_${type}`, body, rest)).toEqual(found);
  });
});
