import { describe, expect, test } from 'vitest';
import { judged } from './support.ts';

const hidden = 'is ${var.x}, which is known only when Terraform runs';

describe('security/eks-public-endpoint', () => {
  const open = 'fail: the API server is open to the internet: vpc_config.public_access_cidrs';
  test.each([
    { when: 'nothing is said', vpc: {}, found: [`${open} is not set, which means 0.0.0.0/0`] },
    {
      when: 'the list is /0',
      vpc: { public_access_cidrs: ['10.0.0.0/8', '0.0.0.0/0'] },
      found: [`${open} holds 0.0.0.0/0`],
    },
    {
      when: 'the list is two halves',
      vpc: { public_access_cidrs: ['128.0.0.0/1', '0.0.0.0/1'] },
      found: [`${open} holds 0.0.0.0/1 and 128.0.0.0/1`],
    },
    { when: 'the list is one half', vpc: { public_access_cidrs: ['0.0.0.0/1'] }, found: [] },
    { when: 'the list is narrow', vpc: { public_access_cidrs: ['203.0.113.0/24'] }, found: [] },
    { when: 'the endpoint is private', vpc: { endpoint_public_access: false }, found: [] },
    {
      when: 'the list is a variable',
      vpc: { public_access_cidrs: '${var.x}' },
      found: [`unknown: vpc_config.public_access_cidrs cannot be checked: it ${hidden}`],
    },
    {
      when: 'one range is a variable and another /0',
      vpc: { public_access_cidrs: ['${var.x}', '0.0.0.0/0'] },
      found: [`${open} holds 0.0.0.0/0`],
    },
    {
      when: 'the switch is a variable and the list is open',
      vpc: { endpoint_public_access: '${var.x}' },
      found: [`unknown: vpc_config.endpoint_public_access cannot be checked: it ${hidden}`],
    },
  ])('when $when', ({ vpc, found }) => {
    expect(judged('security/eks-public-endpoint', 'aws_eks_cluster', { vpc_config: vpc })).toEqual(found);
  });
});

describe('security/gke-authorized-networks', () => {
  const networks = (...ranges: string[]) => ({
    master_authorized_networks_config: { cidr_blocks: ranges.map((cidr_block) => ({ cidr_block })) },
  });
  test.each([
    {
      when: 'the list is missing',
      body: {},
      found: ['fail: master_authorized_networks_config is not set, so the API server is open to the internet'],
    },
    {
      when: 'the list is empty',
      body: { master_authorized_networks_config: {} },
      found: ['fail: master_authorized_networks_config lists no networks, so the API server is open to the internet'],
    },
    {
      when: 'it holds ::/0',
      body: networks('203.0.113.0/24', '::/0'),
      found: ['fail: the API server is open to the internet: master_authorized_networks_config.cidr_blocks holds ::/0'],
    },
    { when: 'it is narrow', body: networks('203.0.113.0/24'), found: [] },
    {
      when: 'a range is a variable',
      body: networks('${var.x}'),
      found: [`unknown: master_authorized_networks_config.cidr_blocks cannot be checked: it ${hidden}`],
    },
    { when: 'the endpoint is private', body: { private_cluster_config: { enable_private_endpoint: true } }, found: [] },
    {
      when: 'there is no IP endpoint',
      body: { control_plane_endpoints_config: { ip_endpoints_config: { enabled: false } } },
      found: [],
    },
  ])('when $when', ({ body, found }) => {
    expect(judged('security/gke-authorized-networks', 'google_container_cluster', body)).toEqual(found);
  });
});

describe('security/open-ingress', () => {
  const rule = (overrides: object) => ({
    from_port: 22,
    to_port: 22,
    ip_protocol: 'tcp',
    cidr_ipv4: '0.0.0.0/0',
    ...overrides,
  });
  test.each([
    {
      when: 'ssh is open',
      body: rule({}),
      found: ['fail: cidr_ipv4 holds 0.0.0.0/0, which opens tcp port 22 to the internet'],
    },
    {
      when: 'everything is open',
      body: { ip_protocol: '-1', cidr_ipv6: '::/0' },
      found: ['fail: cidr_ipv6 holds ::/0, which opens all ports to the internet'],
    },
    { when: 'only https is open', body: rule({ from_port: 443, to_port: 443 }), found: [] },
    {
      when: 'https is open over udp',
      body: rule({ from_port: 443, to_port: 443, ip_protocol: 'udp' }),
      found: ['fail: cidr_ipv4 holds 0.0.0.0/0, which opens udp port 443 to the internet'],
    },
    {
      when: 'a range holds https',
      body: rule({ from_port: 442, to_port: 443 }),
      found: ['fail: cidr_ipv4 holds 0.0.0.0/0, which opens tcp ports 442 to 443 to the internet'],
    },
    { when: 'the source is a network', body: rule({ cidr_ipv4: '10.0.0.0/8' }), found: [] },
    { when: 'the source is a group', body: { referenced_security_group_id: '${aws_security_group.a.id}' }, found: [] },
    { when: 'the source is the own network', body: rule({ cidr_ipv4: '${aws_vpc.main.cidr_block}' }), found: [] },
    {
      when: 'the source is a variable',
      body: rule({ cidr_ipv4: '${var.x}' }),
      found: [`unknown: cidr_ipv4 cannot be checked: it ${hidden}`],
    },
  ])('when $when', ({ body, found }) => {
    expect(
      judged('security/open-ingress', 'aws_vpc_security_group_ingress_rule', body, {
        resource: { aws_vpc: { main: {} } },
      }),
    ).toEqual(found);
  });

  test.each([
    {
      when: 'it names no source',
      body: { allow: [{ protocol: 'tcp', ports: ['22'] }] },
      found: ['fail: it names no sources, which means 0.0.0.0/0'],
    },
    { when: 'it names tags', body: { allow: [{ protocol: 'tcp' }], source_tags: ['hub'] }, found: [] },
    {
      when: 'it is open',
      body: { allow: [{ protocol: 'tcp' }], source_ranges: ['0.0.0.0/0'] },
      found: ['fail: source_ranges holds 0.0.0.0/0, which opens ports beside 80 and 443 to the internet'],
    },
    {
      when: 'it opens the web ports',
      body: { allow: [{ protocol: 'tcp', ports: ['80', '443'] }], source_ranges: ['0.0.0.0/0'] },
      found: [],
    },
    { when: 'it goes out', body: { allow: [{ protocol: 'all' }], direction: 'EGRESS' }, found: [] },
    { when: 'it is off', body: { allow: [{ protocol: 'all' }], disabled: true }, found: [] },
    { when: 'it denies', body: { deny: [{ protocol: 'all' }], source_ranges: ['0.0.0.0/0'] }, found: [] },
  ])('on a firewall, when $when', ({ body, found }) => {
    expect(judged('security/open-ingress', 'google_compute_firewall', body)).toEqual(found);
  });

  test('on a rule that goes out', () => {
    expect(
      judged('security/open-ingress', 'aws_security_group_rule', {
        type: 'egress',
        protocol: '-1',
        cidr_blocks: ['0.0.0.0/0'],
      }),
    ).toEqual([]);
  });
});

describe('security/irsa-trust', () => {
  const trust = (condition: object) =>
    JSON.stringify({
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRoleWithWebIdentity',
          Principal: { Federated: '${aws_iam_openid_connect_provider.it.arn}' },
          Condition: condition,
        },
      ],
    });
  const rest = { resource: { aws_iam_openid_connect_provider: { it: {} } } };
  test.each([
    {
      when: 'it is bound',
      policy: trust({ StringEquals: { 'i:sub': 'system:serviceaccount:a:b', 'i:aud': 'sts.amazonaws.com' } }),
      found: [],
    },
    {
      when: 'the issuer is a reference',
      policy: trust({
        StringEquals: {
          '${aws_iam_openid_connect_provider.it.url}:sub': 'system:serviceaccount:a:b',
          '${aws_iam_openid_connect_provider.it.url}:aud': 'sts.amazonaws.com',
        },
      }),
      found: [],
    },
    {
      when: 'nothing is bound',
      policy: trust({}),
      found: [
        'fail: assume_role_policy does not bind the sub and the aud of the token, so any service account of the cluster can take the role',
      ],
    },
    {
      when: 'the audience is not bound',
      policy: trust({ StringEquals: { 'i:sub': 'system:serviceaccount:a:b' } }),
      found: [
        'fail: assume_role_policy does not bind the aud of the token, so a token for any audience can take the role',
      ],
    },
    {
      when: 'the subject is a pattern',
      policy: trust({ StringLike: { 'i:sub': 'system:serviceaccount:a:*', 'i:aud': 'sts.amazonaws.com' } }),
      found: ['fail: assume_role_policy binds the token to the pattern "system:serviceaccount:a:*", not to one name'],
    },
    {
      when: 'another service trusts',
      policy: '{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com"}}}',
      found: [],
    },
    {
      when: 'it is a variable',
      policy: '${var.x}',
      found: [`unknown: assume_role_policy cannot be checked: it ${hidden}`],
    },
    {
      when: 'it is no policy',
      policy: 'hello',
      found: ['unknown: assume_role_policy cannot be checked: it is not a JSON policy'],
    },
  ])('when $when', ({ policy, found }) => {
    expect(judged('security/irsa-trust', 'aws_iam_role', { assume_role_policy: policy }, rest)).toEqual(found);
  });
});
