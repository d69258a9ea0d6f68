import { describe, expect, test } from 'vitest';
import { judged } from './support.ts';

const vpc = { cidr_block: '10.0.0.0/16' };
const subnet = (name = 'it') => ({ vpc_id: `\${aws_vpc.${name}.id}` });
const nat = (name: string) => ({ subnet_id: `\${aws_subnet.${name}.id}` });

describe('cost/nat-gateways', () => {
  const each = 'each costs about $33 a month before traffic';
  test.each([
    { when: 'there is none', resource: {}, found: [] },
    { when: 'there is one', resource: { aws_subnet: { a: subnet() }, aws_nat_gateway: { a: nat('a') } }, found: [] },
    {
      when: 'there are two in two zones',
      resource: { aws_subnet: { a: subnet(), b: subnet() }, aws_nat_gateway: { a: nat('a'), b: nat('b') } },
      found: [`fail: 2 NAT gateways stand in the network, ${each}`],
    },
    {
      when: 'there are two in one subnet',
      resource: { aws_subnet: { a: subnet() }, aws_nat_gateway: { a: nat('a'), b: nat('a') } },
      found: [`fail: 2 NAT gateways stand in the network, ${each}`],
    },
    {
      when: 'the second is in another network',
      resource: {
        aws_vpc: { other: vpc },
        aws_subnet: { a: subnet(), b: subnet('other') },
        aws_nat_gateway: { a: nat('a'), b: nat('b') },
      },
      found: [],
    },
    {
      when: 'the subnet of the second is a variable',
      resource: { aws_subnet: { a: subnet() }, aws_nat_gateway: { a: nat('a'), b: { subnet_id: '${var.x}' } } },
      found: ['unknown: the subnets of NAT gateways cannot be seen, so they cannot be counted'],
    },
  ])('when $when', ({ resource, found }) => {
    expect(judged('cost/nat-gateways', 'aws_vpc', vpc, { resource })).toEqual(found);
  });
});

describe('cost/s3-gateway-endpoint', () => {
  const missing = 'fail: no aws_vpc_endpoint of type Gateway leads to S3, so its traffic is billed by the NAT gateway';
  const endpoint = (body: object) => ({ aws_vpc_endpoint: { s3: { vpc_id: '${aws_vpc.it.id}', ...body } } });
  test.each([
    { when: 'there is none', rest: {}, found: [missing] },
    { when: 'there is one', rest: endpoint({ service_name: 'com.amazonaws.eu-west-1.s3' }), found: [] },
    { when: 'its region is a variable', rest: endpoint({ service_name: 'com.amazonaws.${var.region}.s3' }), found: [] },
    {
      when: 'it is billed by the hour',
      rest: endpoint({ service_name: 'com.amazonaws.eu-west-1.s3', vpc_endpoint_type: 'Interface' }),
      found: [missing],
    },
    {
      when: 'it leads elsewhere',
      rest: endpoint({ service_name: 'com.amazonaws.eu-west-1.dynamodb' }),
      found: [missing],
    },
    {
      when: 'its network is a variable',
      rest: endpoint({ vpc_id: '${var.x}', service_name: 'com.amazonaws.eu-west-1.s3' }),
      found: ['unknown: whether there is a gateway endpoint for S3 cannot be seen'],
    },
  ])('when $when', ({ rest, found }) => {
    const resource = { aws_subnet: { a: subnet() }, aws_nat_gateway: { a: nat('a') }, ...rest };
    expect(judged('cost/s3-gateway-endpoint', 'aws_vpc', vpc, { resource })).toEqual(found);
  });

  test('is not asked for without NAT', () => {
    expect(judged('cost/s3-gateway-endpoint', 'aws_vpc', vpc)).toEqual([]);
  });
});

describe('cost/unused-address', () => {
  const unused = 'fail: nothing uses the address, and it is billed by the hour';
  test.each([
    { when: 'nothing names it', type: 'aws_eip', body: {}, resource: {}, found: [unused] },
    {
      when: 'a gateway names it',
      type: 'aws_eip',
      body: {},
      resource: { aws_nat_gateway: { a: { allocation_id: '${aws_eip.it.id}' } } },
      found: [],
    },
    { when: 'it names a machine', type: 'aws_eip', body: { instance: 'i-1' }, resource: {}, found: [] },
    {
      when: 'a chart names it',
      type: 'google_compute_address',
      body: {},
      resource: { helm_release: { ingress: { values: ['loadBalancerIP: ${google_compute_address.it.address}'] } } },
      found: [],
    },
    {
      when: 'NAT names it in a list',
      type: 'google_compute_address',
      body: {},
      resource: { google_compute_router_nat: { a: { nat_ips: ['${google_compute_address.it.self_link}'] } } },
      found: [],
    },
    {
      when: 'it is internal',
      type: 'google_compute_address',
      body: { address_type: 'INTERNAL' },
      resource: {},
      found: [],
    },
    {
      when: 'a gateway takes its address from a variable',
      type: 'aws_eip',
      body: {},
      resource: { aws_nat_gateway: { a: { allocation_id: '${var.x}' } } },
      found: ['unknown: what uses the address cannot be seen'],
    },
  ])('when $when', ({ type, body, resource, found }) => {
    expect(judged('cost/unused-address', type, body, { resource })).toEqual(found);
  });
});

describe('security/default-security-group', () => {
  const group = (body: object) => ({ aws_default_security_group: { it: { vpc_id: '${aws_vpc.it.id}', ...body } } });
  test.each([
    {
      when: 'nobody closes it',
      resource: {},
      found: ['fail: no aws_default_security_group closes the group that AWS opens'],
    },
    { when: 'it is closed', resource: group({}), found: [] },
    {
      when: 'it lets out',
      resource: group({ egress: [{ protocol: '-1', cidr_blocks: ['0.0.0.0/0'] }] }),
      found: ['fail: aws_default_security_group of the network lets traffic through'],
    },
    {
      when: 'its network cannot be seen',
      resource: group({ vpc_id: '${var.x}' }),
      found: [
        'unknown: no aws_default_security_group closes the group that AWS opens, unless aws_default_security_group.it does',
      ],
    },
  ])('when $when', ({ resource, found }) => {
    expect(judged('security/default-security-group', 'aws_vpc', vpc, { resource })).toEqual(found);
  });
});

describe('what gets out and in', () => {
  test.each([
    {
      rule: 'security/open-egress',
      type: 'aws_security_group',
      body: { egress: [{ protocol: '-1', from_port: 0, to_port: 0, cidr_blocks: ['0.0.0.0/0'] }] },
      found: ['fail: egress[0].cidr_blocks holds 0.0.0.0/0, which lets everything out to the whole internet'],
    },
    {
      rule: 'security/open-egress',
      type: 'aws_security_group',
      body: { egress: [{ protocol: 'tcp', from_port: 443, to_port: 443, cidr_blocks: ['0.0.0.0/0'] }] },
      found: [],
    },
    {
      rule: 'security/open-egress',
      type: 'aws_security_group_rule',
      body: { type: 'ingress', protocol: '-1', cidr_blocks: ['0.0.0.0/0'] },
      found: [],
    },
    {
      rule: 'security/network-acl-open',
      type: 'aws_network_acl',
      body: { ingress: [{ action: 'allow', protocol: '-1', cidr_block: '0.0.0.0/0' }] },
      found: ['fail: ingress[0].cidr_block holds 0.0.0.0/0, which lets everything in from the whole internet'],
    },
    {
      rule: 'security/network-acl-open',
      type: 'aws_network_acl',
      body: { ingress: [{ action: 'deny', protocol: '-1', cidr_block: '0.0.0.0/0' }] },
      found: [],
    },
    {
      rule: 'security/network-acl-open',
      type: 'aws_network_acl_rule',
      body: { egress: true, rule_action: 'allow', protocol: '-1', cidr_block: '0.0.0.0/0' },
      found: [],
    },
  ])('$rule on $body', ({ rule, type, body, found }) => {
    expect(judged(rule, type, body)).toEqual(found);
  });
});

describe('load balancers', () => {
  const clear = 'fail: protocol is HTTP and nothing sends the caller on to HTTPS, so logins pass in the clear';
  test.each([
    { rule: 'security/lb-plain-http', body: { port: 80 }, found: [clear] },
    { rule: 'security/lb-plain-http', body: { port: 80, protocol: 'HTTP' }, found: [clear] },
    {
      rule: 'security/lb-plain-http',
      body: { port: 80, protocol: 'HTTP', default_action: { type: 'redirect', redirect: { protocol: 'HTTPS' } } },
      found: [],
    },
    { rule: 'security/lb-plain-http', body: { port: 443, protocol: 'TCP' }, found: [] },
    { rule: 'security/lb-plain-http', body: { load_balancer_arn: 'gateway' }, found: [] },
    {
      rule: 'security/lb-tls-policy',
      body: { port: 443, protocol: 'HTTPS' },
      found: ['fail: ssl_policy is not set and defaults to "ELBSecurityPolicy-2016-08", which allows TLS 1.0 or 1.1'],
    },
    {
      rule: 'security/lb-tls-policy',
      body: { protocol: 'TLS', ssl_policy: 'ELBSecurityPolicy-TLS13-1-0-2021-06' },
      found: ['fail: ssl_policy is "ELBSecurityPolicy-TLS13-1-0-2021-06", which allows TLS 1.0 or 1.1'],
    },
    {
      rule: 'security/lb-tls-policy',
      body: { protocol: 'TLS', ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06' },
      found: [],
    },
    {
      rule: 'security/lb-tls-policy',
      body: { protocol: 'HTTPS', ssl_policy: 'ELBSecurityPolicy-TLS-1-2-Ext-2018-06' },
      found: [],
    },
    { rule: 'security/lb-tls-policy', body: { protocol: 'TCP' }, found: [] },
  ])('$rule on $body', ({ rule, body, found }) => {
    expect(judged(rule, 'aws_lb_listener', body)).toEqual(found);
  });
});

describe('subnetworks of Google Cloud', () => {
  test.each([
    { rule: 'security/gcp-flow-logs', body: {}, found: ['fail: log_config is not set'] },
    { rule: 'security/gcp-flow-logs', body: { log_config: { flow_sampling: 0.5 } }, found: [] },
    { rule: 'security/gcp-flow-logs', body: { purpose: 'REGIONAL_MANAGED_PROXY' }, found: [] },
    {
      rule: 'security/gcp-private-google-access',
      body: {},
      found: ['fail: private_ip_google_access is not set and defaults to false, must be true'],
    },
    { rule: 'security/gcp-private-google-access', body: { purpose: 'REGIONAL_MANAGED_PROXY' }, found: [] },
  ])('$rule on $body', ({ rule, body, found }) => {
    expect(judged(rule, 'google_compute_subnetwork', body)).toEqual(found);
  });
});
