import { stackFaults } from '@hubfleet/policies';
import { describe, expect, test } from 'vitest';

const backend = { terraform: { backend: { s3: { bucket: 'state', key: 's' } } } };
const faults = (json: object) => stackFaults(json, { stack: 's' }).map(({ rule, message }) => `${rule}: ${message}`);
const literal = (value: unknown, rest: object = {}) =>
  stackFaults(
    { ...backend, aside: 1, ...rest, resource: { helm_release: { hub: { values: [value] } }, aws_vpc: { main: {} } } },
    { stack: 's' },
  ).map(({ message }) => message);

describe('the backend of a stack', () => {
  const injected =
    'stack/backend-missing: the stack has no backend of its own: cdktf put in a local one at the absolute path "/home/me/terraform.s.tfstate", which exists on one machine only';

  test.each([
    {
      is: 'missing',
      terraform: undefined,
      found: ['stack/backend-missing: the stack has no backend, so its state would stay in the working folder'],
    },
    {
      is: 'empty',
      terraform: { backend: {} },
      found: ['stack/backend-missing: the stack has no backend, so its state would stay in the working folder'],
    },
    {
      is: 'the one cdktf puts in',
      terraform: { backend: { local: { path: '/home/me/terraform.s.tfstate' } } },
      found: [injected],
    },
    { is: 'local and relative', terraform: { backend: { local: { path: 'terraform.tfstate' } } }, found: [] },
    { is: 'remote', terraform: { backend: { gcs: { bucket: 'b' } } }, found: [] },
    { is: 'HCP Terraform', terraform: { cloud: { organization: 'o' } }, found: [] },
  ])('is judged when it is $is', ({ terraform, found }) => {
    expect(faults({ terraform })).toEqual(found);
  });
});

describe('providers of a stack', () => {
  test.each([
    { are: 'one each', provider: { aws: [{}], google: [{}] }, found: [] },
    { are: 'told apart by an alias', provider: { aws: [{}, { alias: 'virginia' }] }, found: [] },
    {
      are: 'two without alias',
      provider: { aws: [{ '//': { metadata: { path: 's/A' } } }, { '//': { metadata: { path: 's/B' } } }] },
      found: [
        'stack/provider-alias-missing: 2 configurations of provider aws have no alias (s/A, s/B), at most one may',
      ],
    },
  ])('are judged when they are $are', ({ provider, found }) => {
    expect(faults({ ...backend, provider })).toEqual(found);
  });
});

describe('text that Terraform would evaluate', () => {
  test.each([
    '${aws_vpc.main.id}',
    'a ${aws_vpc.main.id} b ${aws_vpc.main.tags["x"]} c',
    '${aws_vpc.main.*.id}',
    '${data.aws_vpc.other.id}',
    '${var.name}',
    '${local.name}',
    '${module.m.out}',
    '${ephemeral.aws_secret.s.value}',
    '${each.value["a"]} ${each.key} ${count.index} ${path.module} ${terraform.workspace}',
    '${jsonencode({"a" = aws_vpc.main.id, b: "x"})}',
    '${toset(["a", "b"])}',
    '${provider::aws::arn_build("a", "b")}',
    '${[for k, v in aws_vpc.main.tags : "${k}=${v}" if v != ""]}',
    '${{ for s in var.name : s.key => upper(s.value) }}',
    '${aws_vpc.main.id == "x" ? 1 : null}',
    '${join(",", [aws_vpc.main.id, "}"])}',
    'escaped $${HOME} and %%{ if }',
    'escaped $${HOME} beside ${aws_vpc.main.id}',
    '100 % {x} $5 $HOME',
  ])('passes: %s', (value) => {
    const rest = {
      data: { aws_vpc: { other: {} } },
      ephemeral: { aws_secret: { s: {} } },
      variable: { name: {} },
      locals: { name: 1 },
      module: { m: { source: './m' } },
    };
    expect(literal(value, rest)).toEqual([]);
  });

  test.each([
    { text: 'echo ${HOME}', message: 'values[0] holds ${HOME}, but HOME names nothing in this stack' },
    { text: 'echo $${A} ${HOME}', message: 'values[0] holds ${HOME}, but HOME names nothing in this stack' },
    { text: 'a\nb ${HOME:-x}', message: 'values[0] holds ${HOME:-x}, but HOME names nothing in this stack (line 2)' },
    {
      text: '${aws_vpc.gone.id}',
      message: 'values[0] holds ${aws_vpc.gone.id}, but aws_vpc.gone.id names nothing in this stack',
    },
    { text: '${var.gone}', message: 'values[0] holds ${var.gone}, but var.gone names nothing in this stack' },
    { text: '${path}', message: 'values[0] holds ${path}, but path names nothing in this stack' },
    { text: '${1}', message: 'values[0] holds ${1}, which refers to nothing, so Terraform would replace it' },
    { text: '${}', message: 'values[0] holds ${}, which refers to nothing, so Terraform would replace it' },
    {
      text: '${greet(aws_vpc.main.id)}',
      message: 'values[0] holds ${greet(aws_vpc.main.id)}, but greet is not a function of Terraform',
    },
    { text: '${TfToken[TOKEN.0]}', message: 'values[0] holds the unresolved token ${TfToken[TOKEN.0]}' },
    { text: 'f"{a}${b', message: 'values[0] holds ${b without a closing brace, which Terraform cannot read' },
    { text: '%{ if x }', message: 'values[0] holds %{if x}, which Terraform would run as a template directive' },
    { text: { '${HOME}': 1 }, message: 'values[0]["${HOME}"] holds ${HOME}, but HOME names nothing in this stack' },
  ])('fails: $text', ({ text, message }) => {
    expect(literal(text)).toEqual([message]);
  });

  test('knows what dynamic blocks bind', () => {
    const dynamic = {
      ingress: { for_each: '${aws_vpc.main.tags}', content: { from_port: '${ingress.value}' } },
      egress: { for_each: [1], iterator: 'rule', content: { from_port: '${rule.value}', to_port: '${other.value}' } },
    };
    const json = { ...backend, resource: { aws_vpc: { main: {} }, aws_security_group: { a: { dynamic } } } };
    expect(faults(json)).toEqual([
      'stack/literal-template: dynamic.egress.content.to_port holds ${other.value}, but other.value names nothing in this stack',
    ]);
  });

  test('names address and construct path, and can neither be waived nor missed', () => {
    const hub = { '//': { metadata: { path: 's/Hub/Resource' } }, values: ['${HOME}'] };
    expect(stackFaults({ ...backend, resource: { helm_release: { hub } } }, { stack: 's' })).toEqual([
      {
        rule: 'stack/literal-template',
        severity: 'critical',
        category: 'reliability',
        stack: 's',
        address: 'helm_release.hub',
        path: 's/Hub/Resource',
        attribute: 'values[0]',
        message: 'values[0] holds ${HOME}, but HOME names nothing in this stack',
        remedy:
          'Write $${ for a literal ${ and %%{ for a literal %{, or wrap the whole text in Fn.rawString; a real reference must name something in this stack.',
        verdict: 'fail',
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        level: 'error',
      },
    ]);
  });
});
