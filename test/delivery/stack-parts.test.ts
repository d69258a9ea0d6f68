import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partChanges } from '../../src/delivery/affected/stack-parts.ts';

const vpc = (body: object) => ({ resource: { aws_vpc: { Net: body } } });

test.each([
  ['nothing', vpc({ cidr: '10.0.0.0/16' }), vpc({ cidr: '10.0.0.0/16' }), []],
  ['the order of keys', vpc({ a: 1, b: { c: 2, d: 3 } }), vpc({ b: { d: 3, c: 2 }, a: 1 }), []],
  ["cdktf's metadata of the stack", { '//': { metadata: { version: '0.20.0' } } }, { '//': { outputs: {} } }, []],
  [
    "cdktf's metadata of a resource",
    vpc({ '//': { path: 'a/Net' }, a: 1 }),
    vpc({ '//': { path: 'b/Net' }, a: 1 }),
    [],
  ],
  [
    'one configuration or a list of one',
    { provider: { aws: { region: 'x' } } },
    { provider: { aws: [{ region: 'x' }] } },
    [],
  ],
  [
    'arguments, told by name',
    vpc({ tags: { a: '1' }, cidr: '10.0.0.0/16', gone: true }),
    vpc({ tags: { a: '2' }, cidr: '10.0.0.0/16', fresh: true }),
    [{ address: 'aws_vpc.Net', kind: 'changed', attributes: ['fresh', 'gone', 'tags'] }],
  ],
  [
    'the order of a list',
    vpc({ zones: ['a', 'b'] }),
    vpc({ zones: ['b', 'a'] }),
    [{ address: 'aws_vpc.Net', kind: 'changed', attributes: ['zones'] }],
  ],
  [
    'an argument called like a comment, below the block',
    vpc({ tags: { '//': 'a' } }),
    vpc({ tags: { '//': 'b' } }),
    [{ address: 'aws_vpc.Net', kind: 'changed', attributes: ['tags'] }],
  ],
  [
    'a resource more',
    vpc({}),
    { resource: { aws_vpc: { Net: {}, Other: {} } } },
    [{ address: 'aws_vpc.Other', kind: 'added', attributes: [] }],
  ],
  ['a resource less', vpc({}), {}, [{ address: 'aws_vpc.Net', kind: 'removed', attributes: [] }]],
  [
    'every kind of block',
    {},
    {
      data: { aws_ami: { A: {} } },
      ephemeral: { aws_secret: { S: {} } },
      variable: { v: {} },
      output: { o: {} },
      locals: { l: 1 },
      module: { m: {} },
      moved: [{ from: 'a', to: 'b' }],
      provider: { aws: [{ region: 'x' }, { alias: 'us', region: 'y' }] },
      terraform: { backend: { s3: { bucket: 'b' } }, required_providers: { aws: {} }, required_version: '1' },
    },
    [
      'data.aws_ami.A',
      'ephemeral.aws_secret.S',
      'local.l',
      'module.m',
      'moved',
      'output.o',
      'provider.aws',
      'provider.aws.us',
      'terraform.backend.s3',
      'terraform.required_providers.aws',
      'terraform.required_version',
      'var.v',
    ].map((address) => ({ address, kind: 'added', attributes: [] })),
  ],
])('finds %s', (_, before, after, changes) => {
  expect(partChanges(before, after)).toEqual(changes);
});

test('nothing differs from itself, and what is added one way is removed the other way', () => {
  const block = fc.dictionary(
    fc.constantFrom('aws_a', 'aws_b'),
    fc.dictionary(fc.constantFrom('X', 'Y'), fc.dictionary(fc.string(), fc.jsonValue())),
  );
  fc.assert(
    fc.property(block, block, (left, right) => {
      const [before, after] = [{ resource: left }, { resource: right }];
      expect(partChanges(before, structuredClone(before))).toEqual([]);
      const turned = { added: 'removed', removed: 'added', changed: 'changed' } as const;
      const back = partChanges(after, before).map((change) => ({ ...change, kind: turned[change.kind] }));
      expect(partChanges(before, after)).toEqual(back);
    }),
  );
});
