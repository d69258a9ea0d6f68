import { describe, expect, test } from 'vitest';
import { judged } from './support.ts';

const CLUSTER = 'aws_eks_cluster';
const GROUP = 'aws_eks_node_group';

describe('EKS clusters', () => {
  test.each([
    {
      rule: 'security/eks-audit-log',
      body: {},
      found: ['fail: enabled_cluster_log_types lacks audit, so nobody can say afterwards who did what'],
    },
    { rule: 'security/eks-audit-log', body: { enabled_cluster_log_types: ['audit'] }, found: [] },
    {
      rule: 'security/eks-control-plane-logs',
      body: { enabled_cluster_log_types: ['audit', 'api', 'scheduler'] },
      found: ['fail: enabled_cluster_log_types lacks authenticator, controllerManager'],
    },
    {
      rule: 'security/eks-secrets-encryption',
      body: {},
      found: ['fail: encryption_config is not set, so secrets have no key of their own'],
    },
    {
      rule: 'security/eks-secrets-encryption',
      body: { encryption_config: { resources: ['secrets'], provider: { key_arn: '${aws_kms_key.k.arn}' } } },
      found: [],
    },
    {
      rule: 'security/eks-secrets-encryption',
      body: { encryption_config: { resources: [] } },
      found: ['fail: encryption_config.resources does not hold "secrets"'],
    },
    {
      rule: 'security/eks-private-endpoint',
      body: {},
      found: ['fail: vpc_config.endpoint_private_access is not set and defaults to false, must be true'],
    },
    {
      rule: 'security/eks-authentication-mode',
      body: {},
      found: [
        'fail: access_config.authentication_mode is not set and defaults to "CONFIG_MAP", must be "API" or "API_AND_CONFIG_MAP"',
      ],
    },
    {
      rule: 'security/eks-authentication-mode',
      body: { access_config: { authentication_mode: 'API_AND_CONFIG_MAP' } },
      found: [],
    },
    {
      rule: 'data-loss/eks-deletion-protection',
      body: {},
      found: ['fail: deletion_protection is not set and defaults to false, must be true'],
    },
    { rule: 'data-loss/eks-deletion-protection', body: { deletion_protection: true }, found: [] },
    { rule: 'data-loss/eks-deletion-protection', body: { lifecycle: { prevent_destroy: true } }, found: [] },
  ])('$rule with $body', ({ rule, body, found }) => {
    expect(judged(rule, CLUSTER, body, { resource: { aws_kms_key: { k: {} } } })).toEqual(found);
  });
});

describe('reliability/eks-version-supported on 2026-11-22', () => {
  test.each([
    { version: '1.31', found: [] },
    { version: '1.30', found: ['fail: version "1.30" has left all support on 2026-07-23'] },
    { version: '1.28', found: ['fail: version "1.28" has left all support'] },
    { version: '1.99', found: ['unknown: version "1.99" is not in the table of support dates of 2026-02-15'] },
    { version: '${aws_eks_cluster.main.version}', found: [] },
    { version: null, found: [] },
  ])('for $version', ({ version, found }) => {
    const rest = { resource: { [CLUSTER]: { main: { version: '1.35' } } } };
    expect(judged('reliability/eks-version-supported', GROUP, { version }, rest)).toEqual(found);
  });
});

describe('EKS node groups', () => {
  const open =
    'fail: remote_access.source_security_group_ids is not set, so EKS opens port 22 of the nodes to the internet';
  test.each([
    { rule: 'security/eks-node-ssh', body: {}, found: [] },
    { rule: 'security/eks-node-ssh', body: { remote_access: { ec2_ssh_key: 'ops' } }, found: [open] },
    {
      rule: 'security/eks-node-ssh',
      body: { remote_access: { ec2_ssh_key: 'ops', source_security_group_ids: [] } },
      found: [open],
    },
    {
      rule: 'security/eks-node-ssh',
      body: { remote_access: { ec2_ssh_key: 'ops', source_security_group_ids: ['sg-1'] } },
      found: [],
    },
    {
      rule: 'security/eks-node-launch-template',
      body: { launch_template: { name: 'nodes', version: '1' } },
      found: [],
    },
    {
      rule: 'security/eks-node-launch-template',
      body: {},
      found: [
        'fail: launch_template.id is not set, so EKS makes one that lets pods ask for the credentials of their node and leaves disks to the settings of the account',
      ],
    },
    { rule: 'reliability/core-pool-on-demand', body: { capacity_type: 'SPOT' }, found: [] },
    {
      rule: 'reliability/core-pool-on-demand',
      body: { capacity_type: 'SPOT', labels: { 'hub.jupyter.org/node-purpose': 'core' } },
      found: ['fail: capacity_type puts the hub and its proxy on machines that the cloud may take away at any minute'],
    },
    {
      rule: 'reliability/core-pool-on-demand',
      body: { labels: { 'hub.jupyter.org/node-purpose': 'core' } },
      found: [],
    },
    {
      rule: 'cost/dask-pool-spot',
      body: { labels: { 'k8s.dask.org/node-purpose': 'worker' } },
      found: ['fail: Dask workers run on demand, at two to four times the price of spot'],
    },
  ])('$rule with $body', ({ rule, body, found }) => {
    expect(judged(rule, GROUP, body)).toEqual(found);
  });

  test.each([
    {
      body: { preemptible: true },
      found: [
        'fail: node_config.preemptible puts the hub and its proxy on machines that the cloud may take away at any minute',
      ],
    },
    {
      body: { spot: '${var.x}' },
      found: [
        'unknown: node_config.spot or node_config.labels cannot be seen, so it is not known whether the core pool is spot',
      ],
    },
    { body: {}, found: [] },
  ])('of GKE with $body', ({ body, found }) => {
    const node_config = { ...body, labels: { 'hub.jupyter.org/node-purpose': 'core' } };
    expect(judged('reliability/core-pool-on-demand', 'google_container_node_pool', { node_config })).toEqual(found);
  });
});

describe('security/node-public-address', () => {
  test.each([
    { type: 'aws_launch_template', body: {}, found: [] },
    {
      type: 'aws_launch_template',
      body: { network_interfaces: [{}, { associate_public_ip_address: 'true' }] },
      found: ['fail: network_interfaces[1].associate_public_ip_address is "true", must be false'],
    },
    {
      type: 'google_compute_instance',
      body: { network_interface: [{ network: 'hubs', access_config: {} }] },
      found: ['fail: network_interface[0].access_config gives the machine a public address'],
    },
    { type: 'google_compute_instance', body: { network_interface: [{ network: 'hubs' }] }, found: [] },
  ])('on $type with $body', ({ type, body, found }) => {
    expect(judged('security/node-public-address', type, body)).toEqual(found);
  });
});
