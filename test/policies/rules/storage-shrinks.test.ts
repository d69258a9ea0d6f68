import { check, readComparison, readPlan, rules } from '@hubfleet/policies';
import { describe, expect, test } from 'vitest';

const only = rules.filter(({ id }) => id.startsWith('data-loss/st'));
const found = (resources: Parameters<typeof check>[0]) =>
  check(resources, { stage: 'plan', today: '2026-11-22', rules: only }).findings.map(
    ({ rule, address, verdict, message }) => `${rule} ${address} ${verdict}: ${message}`,
  );
const stackOf = (type: string, body: object) => ({ resource: { [type]: { it: body } } });
const compared = (before: object, after: object) => found(readComparison(before, after, { stack: 's' }));

/** An update in place of one resource, as a plan tells it. */
function planned(type: string, before: object, after: object, change: object = {}) {
  const block = { address: `${type}.it`, mode: 'managed', type, name: 'it' };
  const expressions = Object.fromEntries(Object.entries(after).map(([key, value]) => [key, { constant_value: value }]));
  return found(
    readPlan(
      {
        format_version: '1.2',
        resource_changes: [{ ...block, change: { actions: ['update'], before, after, ...change } }],
        configuration: { root_module: { resources: [{ ...block, expressions }] } },
      },
      { stack: 's' },
    ),
  );
}

const claim = (storage: string) => ({ spec: { resources: { requests: { storage } } } });
const sizes = [
  { type: 'aws_ebs_volume', path: 'size', body: (size: number) => ({ size }) },
  { type: 'aws_db_instance', path: 'allocated_storage', body: (size: number) => ({ allocated_storage: size }) },
  { type: 'google_compute_disk', path: 'size', body: (size: number) => ({ size }) },
  { type: 'google_compute_region_disk', path: 'size', body: (size: number) => ({ size }) },
  {
    type: 'google_filestore_instance',
    path: 'file_shares.capacity_gb',
    body: (size: number) => ({ file_shares: [{ name: 'homes', capacity_gb: size }] }),
  },
  {
    type: 'google_sql_database_instance',
    path: 'settings.disk_size',
    body: (size: number) => ({ settings: [{ tier: 'db-f1-micro', disk_size: size }] }),
  },
];

describe.each(sizes)('$type', ({ type, path, body }) => {
  const smaller = `data-loss/storage-shrinks ${type}.it fail: ${path} goes from 200 down to 199; storage only grows`;

  test.each([
    { when: 'becomes smaller', is: 199, expected: [smaller] },
    { when: 'stays', is: 200, expected: [] },
    { when: 'grows', is: 201, expected: [] },
  ])('that $when', ({ is, expected }) => {
    expect(planned(type, body(200), body(is))).toEqual(expected);
    expect(compared(stackOf(type, body(200)), stackOf(type, body(is)))).toEqual(expected);
  });
});

describe('data-loss/storage-shrinks', () => {
  test.each([
    { was: '10Gi', is: '10240Mi', expected: [] },
    {
      was: '1Ti',
      is: '1000Gi',
      expected: [
        'data-loss/storage-shrinks kubernetes_persistent_volume_claim_v1.it fail: spec.resources.requests.storage goes from "1Ti" down to "1000Gi"; storage only grows',
      ],
    },
  ])('compares claims by what they ask for: $was and $is', ({ was, is, expected }) => {
    const type = 'kubernetes_persistent_volume_claim_v1';
    expect(compared(stackOf(type, claim(was)), stackOf(type, claim(is)))).toEqual(expected);
  });

  test('says when it cannot see a size', () => {
    const type = 'aws_ebs_volume';
    expect(compared(stackOf(type, { size: 200 }), stackOf(type, { size: '${var.size}' }))).toEqual([
      'data-loss/storage-shrinks aws_ebs_volume.it unknown: size cannot be compared with what it was: now it is ${var.size}, which is known only when Terraform runs',
    ]);
    expect(planned(type, { size: 200 }, { size: 100 }, { before_sensitive: { size: true } })).toEqual([
      'data-loss/storage-shrinks aws_ebs_volume.it unknown: size cannot be compared with what it was: before, it is marked sensitive',
    ]);
  });

  test('leaves a disk that is replaced to the rule about that', () => {
    const change = { actions: ['delete', 'create'], replace_paths: [['size']] };
    expect(planned('google_compute_disk', { size: 200 }, { size: 100 }, change)).toEqual([
      'data-loss/stateful-change google_compute_disk.it fail: the plan replaces it and with it the data on it, because size changes and the provider cannot do that in place',
    ]);
  });
});

describe('a comparison of two versions', () => {
  const homes = (...names: string[]) => ({
    resource: { aws_ebs_volume: Object.fromEntries(names.map((name) => [name, { size: 1, tags: { Name: name } }])) },
  });

  test('tells what the new one no longer holds', () => {
    expect(compared(homes('a', 'b'), homes('a'))).toEqual([
      'data-loss/stateful-change aws_ebs_volume.b fail: this change deletes it and with it the data on it',
    ]);
  });

  test('takes a moved resource for the one it was, and compares with that', () => {
    const moved = { moved: [{ from: 'aws_ebs_volume.a', to: 'aws_ebs_volume.b' }] };
    expect(compared(homes('a'), { ...homes('b'), ...moved })).toEqual([]);
    const smaller = stackOf('aws_ebs_volume', { size: 5 });
    expect(
      compared(
        { resource: { aws_ebs_volume: { a: { size: 6 } } } },
        { ...smaller, moved: { from: 'aws_ebs_volume.a', to: 'aws_ebs_volume.it' } },
      ),
    ).toEqual(['data-loss/storage-shrinks aws_ebs_volume.it fail: size goes from 6 down to 5; storage only grows']);
  });

  test('suggests the move when a resource was only renamed', () => {
    const renamed = { resource: { aws_ebs_volume: { new: { size: 1, tags: { Name: 'old' } } } } };
    expect(compared(homes('old'), renamed)).toEqual([
      'data-loss/stateful-change aws_ebs_volume.old fail: this change deletes it and with it the data on it; if it was only renamed, keep it with moved { from = aws_ebs_volume.old, to = aws_ebs_volume.new }',
    ]);
  });

  test('tells apart what Terraform is asked to forget', () => {
    const removed = { removed: [{ from: 'aws_ebs_volume.a', lifecycle: [{ destroy: false }] }] };
    expect(compared(homes('a'), removed)).toEqual([
      'data-loss/stateful-change aws_ebs_volume.a fail: this change forgets it: Terraform no longer guards the data on it',
    ]);
  });

  test('does not mind what is new, and data sources', () => {
    const data = { data: { aws_ebs_volume: { found: { filter: [] } } } };
    expect(compared(data, homes('a'))).toEqual([]);
  });
});
