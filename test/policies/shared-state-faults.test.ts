import { sharedStateFaults } from '@hubfleet/policies';
import { describe, expect, test } from 'vitest';

const stack = (name: string, terraform: object) => ({ stack: name, json: { terraform } });
const s3 = (key: string) => ({ backend: { s3: { bucket: 'b', key, region: 'us-west-2' } } });

describe('sharedStateFaults', () => {
  test.each([
    ['S3 keys', s3('a'), s3('b')],
    [
      'GCS prefixes',
      { backend: { gcs: { bucket: 'b', prefix: 'a' } } },
      { backend: { gcs: { bucket: 'b', prefix: 'c' } } },
    ],
    ['workspaces', { cloud: { workspaces: { name: 'a' } } }, { cloud: { workspaces: { name: 'b' } } }],
    ['files', { backend: { local: { path: 't' } } }, { backend: { local: { path: 't' } } }],
    ['nothing', {}, {}],
  ])('lets stacks with different %s be', (_, one, other) => {
    expect(sharedStateFaults([stack('one', one), stack('other', other)])).toEqual([]);
  });

  test('names both stacks that share a state', () => {
    const [fault, ...more] = sharedStateFaults([
      stack('one', s3('a')),
      stack('other', { ...s3('a'), required_version: '1' }),
    ]);
    expect(more).toEqual([]);
    expect(fault).toMatchObject({
      rule: 'stack/state-shared',
      stack: 'other',
      level: 'error',
      message: 'the state at s3 "b" "a" is also that of stack one: applying one destroys what the other made',
    });
  });

  test('reads blocks written as lists', () => {
    const listed = { backend: [{ s3: [{ bucket: 'b', key: 'a' }] }] };
    expect(sharedStateFaults([stack('one', s3('a')), { stack: 'other', json: { terraform: [listed] } }])).toHaveLength(
      1,
    );
  });
});
