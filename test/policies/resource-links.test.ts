import { check, readPlan, rules } from '@hubfleet/policies';
import { expect, test } from 'vitest';

const BUCKET = 'aws_s3_bucket';
const BLOCK = 'aws_s3_bucket_public_access_block';
const closed = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};

interface Planned {
  readonly type: string;
  readonly index?: number;
  readonly after: object;
  readonly unknowns?: object;
}

/** Addresses of buckets that lack a block in a plan; `bucket` is what the configuration writes for it. */
function lacking(bucket: object, planned: readonly Planned[]): string[] {
  const address = ({ type, index }: Planned) => `${type}.it${index === undefined ? '' : `[${index}]`}`;
  const json = {
    format_version: '1.2',
    resource_changes: planned.map((each) => ({
      address: address(each),
      mode: 'managed',
      type: each.type,
      name: 'it',
      ...(each.index !== undefined && { index: each.index }),
      change: { actions: ['update'], after: each.after, after_unknown: each.unknowns ?? {} },
    })),
    configuration: {
      root_module: {
        resources: [
          { address: `${BUCKET}.it`, mode: 'managed', type: BUCKET, name: 'it', expressions: {} },
          { address: `${BLOCK}.it`, mode: 'managed', type: BLOCK, name: 'it', expressions: { bucket } },
        ],
      },
    },
  };
  const { findings } = check(readPlan(json, { stack: 's' }), {
    stage: 'plan',
    today: '2026-11-22',
    rules: rules.filter(({ id }) => id === 'security/s3-public-access-block'),
  });
  return findings.map(({ verdict, address: found }) => `${verdict}: ${found}`);
}

const reference = { references: [`${BUCKET}.it.id`, `${BUCKET}.it`] };

test('a companion is found by its reference while nothing exists yet', () => {
  const planned = [
    { type: BUCKET, after: { bucket: 'data' } },
    { type: BLOCK, after: closed, unknowns: { bucket: true } },
  ];
  expect(lacking(reference, planned)).toEqual([]);
});

test('a companion is found by name once everything exists', () => {
  const planned = [
    { type: BUCKET, after: { bucket: 'data', id: 'data' } },
    { type: BLOCK, after: { ...closed, bucket: 'data' } },
  ];
  expect(lacking({ constant_value: 'data' }, planned)).toEqual([]);
});

test('companions of siblings are found by their index', () => {
  const planned = [
    { type: BUCKET, index: 0, after: { bucket: 'a' } },
    { type: BUCKET, index: 1, after: { bucket: 'b' } },
    { type: BLOCK, index: 1, after: closed, unknowns: { bucket: true } },
  ];
  expect(lacking(reference, planned)).toEqual([`fail: ${BUCKET}.it[0]`]);
});

test('a companion whose target is a variable may be anybody’s', () => {
  const planned = [
    { type: BUCKET, after: { bucket: 'data' } },
    { type: BLOCK, after: closed, unknowns: { bucket: true } },
  ];
  expect(lacking({ references: ['var.bucket'] }, planned)).toEqual([`unknown: ${BUCKET}.it`]);
});
