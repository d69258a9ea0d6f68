import { describe, expect, test } from 'vitest';
import { judged } from './support.ts';

const hidden = 'is ${var.x}, which is known only when Terraform runs';
const CLUSTER = 'google_container_cluster';
const POOL = 'google_container_node_pool';

describe('security/gke-network-policy', () => {
  const ignored =
    'fail: neither datapath_provider is ADVANCED_DATAPATH nor network_policy.enabled true, so network policies are accepted and ignored';
  test.each([
    { when: 'nothing is said', body: {}, found: [ignored] },
    { when: 'Dataplane V2 is on', body: { datapath_provider: 'ADVANCED_DATAPATH' }, found: [] },
    {
      when: 'Dataplane V2 is on and the older switch off',
      body: { datapath_provider: 'ADVANCED_DATAPATH', network_policy: { enabled: false } },
      found: [],
    },
    { when: 'the older switch is on', body: { network_policy: { enabled: true } }, found: [] },
    { when: 'the older switch is off', body: { network_policy: { enabled: false } }, found: [ignored] },
    { when: 'it is Autopilot', body: { enable_autopilot: true }, found: [] },
    {
      when: 'the datapath is a variable',
      body: { datapath_provider: '${var.x}' },
      found: [`unknown: datapath_provider cannot be checked: it ${hidden}`],
    },
  ])('when $when', ({ body, found }) => {
    expect(judged('security/gke-network-policy', CLUSTER, body)).toEqual(found);
  });
});

describe('security/gke-own-network', () => {
  test.each([
    {
      when: 'it is unset',
      body: {},
      found: ['fail: network is not set, which means the default network of the project'],
    },
    {
      when: 'it is the default one, by its link',
      body: { network: 'projects/hubs/global/networks/default' },
      found: ['fail: network is "projects/hubs/global/networks/default", the one every project has'],
    },
    { when: 'it only ends like it', body: { network: 'not-default' }, found: [] },
    { when: 'it is made in the stack', body: { network: '${google_compute_network.main.name}' }, found: [] },
  ])('when $when', ({ body, found }) => {
    const rest = { resource: { google_compute_network: { main: { name: 'hubs' } } } };
    expect(judged('security/gke-own-network', CLUSTER, body, rest)).toEqual(found);
  });
});

describe('security/gke-node-service-account', () => {
  const unset = (path: string) => `fail: ${path} is not set, so nodes act as the default service account`;
  const own = { service_account: 'nodes@hubs.iam.gserviceaccount.com' };
  test.each([
    { when: 'a pool says nothing', type: POOL, body: {}, found: [unset('node_config.service_account')] },
    { when: 'a pool has its own', type: POOL, body: { node_config: own }, found: [] },
    {
      when: 'a pool takes one of the stack',
      type: POOL,
      body: { node_config: { service_account: '${google_service_account.nodes.email}' } },
      found: [],
    },
    {
      when: 'a pool writes the default one down',
      type: POOL,
      body: { node_config: { service_account: '12-compute@developer.gserviceaccount.com' } },
      found: [
        'fail: node_config.service_account is "12-compute@developer.gserviceaccount.com", the default service account',
      ],
    },
    { when: 'a cluster keeps its pool', type: CLUSTER, body: {}, found: [unset('node_config.service_account')] },
    { when: 'a cluster removes its pool', type: CLUSTER, body: { remove_default_node_pool: true }, found: [] },
    {
      when: 'a cluster makes pools itself',
      type: CLUSTER,
      body: { remove_default_node_pool: true, cluster_autoscaling: { enabled: true } },
      found: [unset('cluster_autoscaling.auto_provisioning_defaults.service_account')],
    },
    {
      when: 'Autopilot makes the nodes',
      type: CLUSTER,
      body: { enable_autopilot: true, cluster_autoscaling: { auto_provisioning_defaults: own } },
      found: [],
    },
  ])('when $when', ({ type, body, found }) => {
    const rest = { resource: { google_service_account: { nodes: {} } } };
    expect(judged('security/gke-node-service-account', type, body, rest)).toEqual(found);
  });
});

describe('security/gke-node-scopes', () => {
  const all = ['https://www.googleapis.com/auth/cloud-platform'];
  const problem =
    'fail: node_config.oauth_scopes holds https://www.googleapis.com/auth/cloud-platform, which with the default service account is the whole project';
  test.each([
    { when: 'all scopes meet no account', config: { oauth_scopes: all }, found: [problem] },
    { when: 'all scopes meet an own account', config: { oauth_scopes: all, service_account: 'a@b.iam' }, found: [] },
    { when: 'scopes are narrow', config: { oauth_scopes: ['logging-write'] }, found: [] },
    { when: 'scopes are unset', config: {}, found: [] },
  ])('when $when', ({ config, found }) => {
    expect(judged('security/gke-node-scopes', POOL, { node_config: config })).toEqual(found);
  });
});

describe('security/gke-legacy-metadata', () => {
  test.each([
    { when: 'metadata is unset, which GKE fills in', metadata: undefined, found: [] },
    { when: 'the key is there', metadata: { 'disable-legacy-endpoints': 'true' }, found: [] },
    { when: 'the key is a flag', metadata: { 'disable-legacy-endpoints': true }, found: [] },
    {
      when: 'metadata forgets the key',
      metadata: { other: 'x' },
      found: ['fail: node_config.metadata is set without disable-legacy-endpoints, which turns the old endpoints on'],
    },
    {
      when: 'the key is off',
      metadata: { 'disable-legacy-endpoints': 'false' },
      found: ['fail: node_config.metadata has disable-legacy-endpoints = "false", must be "true"'],
    },
  ])('when $when', ({ metadata, found }) => {
    expect(judged('security/gke-legacy-metadata', POOL, { node_config: { metadata: metadata ?? null } })).toEqual(
      found,
    );
  });
});

describe('reliability/gke-default-pool', () => {
  test.each([
    { when: 'it is removed', body: { remove_default_node_pool: true }, found: [] },
    {
      when: 'it stays',
      body: { initial_node_count: 3 },
      found: [
        'fail: remove_default_node_pool is not true, so a pool is part of the cluster and cannot be changed without replacing it',
      ],
    },
    {
      when: 'it is removed, and the plan shows the pools beside the cluster',
      body: { remove_default_node_pool: true, node_pool: [{ name: 'users' }] },
      found: [],
    },
    { when: 'it is Autopilot', body: { enable_autopilot: true }, found: [] },
  ])('when $when', ({ body, found }) => {
    expect(judged('reliability/gke-default-pool', CLUSTER, body)).toEqual(found);
  });
});

describe('logs and metrics of GKE', () => {
  test.each([
    { when: 'nothing is said', body: {}, found: [] },
    { when: 'the service is off', body: { logging_service: 'none' }, found: ['fail: logging_service is "none"'] },
    {
      when: 'the list lacks the system',
      body: { logging_config: { enable_components: ['WORKLOADS'] } },
      found: ['fail: logging_config.enable_components does not hold SYSTEM_COMPONENTS'],
    },
    {
      when: 'the list is empty',
      body: { logging_config: { enable_components: [] } },
      found: ['fail: logging_config.enable_components does not hold SYSTEM_COMPONENTS'],
    },
    { when: 'the list holds it', body: { logging_config: { enable_components: ['SYSTEM_COMPONENTS'] } }, found: [] },
  ])('when $when', ({ body, found }) => {
    expect(judged('security/gke-logging', CLUSTER, body)).toEqual(found);
  });
});

describe('flags of GKE', () => {
  test.each([
    { rule: 'security/gke-shielded-nodes', body: {}, found: [] },
    {
      rule: 'security/gke-shielded-nodes',
      body: { enable_shielded_nodes: 'false' },
      found: ['fail: enable_shielded_nodes is "false", must be true'],
    },
    { rule: 'security/gke-vpc-native', body: {}, found: [] },
    {
      rule: 'security/gke-vpc-native',
      body: { networking_mode: 'ROUTES' },
      found: ['fail: networking_mode is "ROUTES", must be "VPC_NATIVE"'],
    },
    {
      rule: 'security/gke-workload-identity',
      body: {},
      found: ['fail: workload_identity_config.workload_pool is not set'],
    },
    { rule: 'security/gke-workload-identity', body: { enable_autopilot: true }, found: [] },
    {
      rule: 'security/gke-workload-identity',
      body: { workload_identity_config: { workload_pool: '${google_project.p.project_id}.svc.id.goog' } },
      found: [],
    },
    {
      rule: 'security/gke-metadata-server',
      body: {},
      found: ['fail: node_config.workload_metadata_config.mode is not set, must be "GKE_METADATA"'],
    },
    { rule: 'security/gke-metadata-server', body: { remove_default_node_pool: true }, found: [] },
    {
      rule: 'reliability/gke-maintenance-window',
      body: {},
      found: ['fail: maintenance_policy is not set, so nodes are upgraded at any hour'],
    },
    {
      rule: 'reliability/gke-maintenance-window',
      body: { maintenance_policy: { recurring_window: { start_time: '2026-01-01T03:00:00Z' } } },
      found: [],
    },
    { rule: 'data-loss/gke-deletion-protection', body: {}, found: [] },
    {
      rule: 'security/gke-private-endpoint',
      body: { control_plane_endpoints_config: { ip_endpoints_config: { enabled: false } } },
      found: [],
    },
  ])('$rule with $body', ({ rule, body, found }) => {
    const rest = { resource: { google_project: { p: {} } } };
    expect(judged(rule, CLUSTER, body, rest)).toEqual(found);
  });
});
