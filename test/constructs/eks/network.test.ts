import { EksNetwork, type EksNetworkProps, FlowLogs } from '@hubfleet/constructs';
import { describe, expect, test } from 'vitest';
import { resourceOf, resourcesOf, synth } from '../../support/synth.ts';

const network = (overrides: Partial<EksNetworkProps> = {}) =>
  synth((stack) => {
    const zones = ['us-west-2a', 'us-west-2b'];
    new EksNetwork(stack, 'Network', { networkName: 'atlas', region: 'us-west-2', zones, ...overrides });
  });

describe('EksNetwork', () => {
  test.each([
    [false, 1],
    [true, 2],
  ])('with natPerZone %s has a way out by %i gateways, each with its routes', (natPerZone, count) => {
    const json = network({ natPerZone });
    expect(resourcesOf(json, 'aws_nat_gateway')).toHaveLength(count);
    expect(resourcesOf(json, 'aws_eip')).toHaveLength(count);
    expect(resourceOf(json, 'aws_vpc_endpoint').route_table_ids).toHaveLength(count);
    const routes = resourcesOf(json, 'aws_route').filter((route) => route.nat_gateway_id);
    expect(new Set(routes.map((route) => route.nat_gateway_id)).size).toBe(count);
  });

  test('closes the default security group', () => {
    const group = resourceOf(network(), 'aws_default_security_group');
    expect([group.ingress, group.egress]).toEqual([undefined, undefined]);
  });

  test.each([
    [undefined, 'REJECT', 30],
    [FlowLogs.rejected(7), 'REJECT', 7],
    [FlowLogs.all(90), 'ALL', 90],
  ])('writes down connections for a bounded time', (flowLogs, traffic, days) => {
    const json = network({ flowLogs });
    expect(resourceOf(json, 'aws_flow_log').traffic_type).toBe(traffic);
    expect(resourceOf(json, 'aws_cloudwatch_log_group').retention_in_days).toBe(days);
  });

  test('writes nothing down when told so', () => {
    const { resource } = network({ flowLogs: FlowLogs.off() });
    expect(resource).not.toHaveProperty('aws_flow_log');
    expect(resource).not.toHaveProperty('aws_cloudwatch_log_group');
  });

  test('reaches the image registry inside the network when told so, from its own addresses only', () => {
    const json = network({ registryEndpoints: true, cidr: '10.7.0.0/16' });
    const services = resourcesOf(json, 'aws_vpc_endpoint').map((endpoint) => endpoint.service_name);
    expect(services.sort()).toEqual([
      'com.amazonaws.us-west-2.ecr.api',
      'com.amazonaws.us-west-2.ecr.dkr',
      'com.amazonaws.us-west-2.s3',
    ]);
    expect(resourceOf(json, 'aws_vpc_security_group_ingress_rule')).toMatchObject({
      cidr_ipv4: '10.7.0.0/16',
      from_port: 443,
      to_port: 443,
    });
  });
});
