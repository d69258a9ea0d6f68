import {
  ClusterRole,
  GkeCluster,
  type GkeClusterProps,
  GkeNetwork,
  ReleaseChannel,
  Weekday,
} from '@hubfleet/constructs';
import { describe, expect, test } from 'vitest';
import { resourceOf, resourcesOf, synth } from '../../support/synth.ts';

const cluster = (overrides: Partial<GkeClusterProps> = {}) =>
  synth((stack) => {
    const base = { clusterName: 'atlas', project: 'atlas-1', location: 'europe-west2', kubernetesVersion: '1.35' };
    new GkeCluster(stack, 'Cluster', { ...base, ...overrides });
  });

describe('GkeCluster', () => {
  test('is closed from outside, unless networks are named', () => {
    expect(resourceOf(cluster(), 'google_container_cluster')).toMatchObject({
      private_cluster_config: { enable_private_nodes: true, enable_private_endpoint: true },
      master_authorized_networks_config: { cidr_blocks: [], gcp_public_cidrs_access_enabled: false },
    });
  });

  test('answers the named networks from outside, and no other', () => {
    expect(resourceOf(cluster({ allowedCidrs: ['203.0.113.0/24'] }), 'google_container_cluster')).toMatchObject({
      private_cluster_config: { enable_private_nodes: true, enable_private_endpoint: false },
      master_authorized_networks_config: { cidr_blocks: [{ cidr_block: '203.0.113.0/24' }] },
    });
  });

  test('enforces network policies, binds identities to service accounts and survives a destroy', () => {
    expect(resourceOf(cluster(), 'google_container_cluster')).toMatchObject({
      datapath_provider: 'ADVANCED_DATAPATH',
      workload_identity_config: { workload_pool: 'atlas-1.svc.id.goog' },
      release_channel: { channel: 'REGULAR' },
      deletion_protection: true,
      lifecycle: { prevent_destroy: true },
    });
  });

  test('encrypts its secrets with a key that changes each quarter and is not destroyed', () => {
    const json = cluster();
    expect(resourceOf(json, 'google_container_cluster').database_encryption).toMatchObject({ state: 'ENCRYPTED' });
    expect(resourceOf(json, 'google_kms_crypto_key')).toMatchObject({
      rotation_period: '7776000s',
      lifecycle: { prevent_destroy: true },
    });
    expect(resourceOf(json, 'google_kms_crypto_key_iam_member').role).toBe(
      'roles/cloudkms.cryptoKeyEncrypterDecrypter',
    );
  });

  test('keeps the logs of the cluster and its network once, for a bounded time', () => {
    const json = cluster({ controlPlane: { logRetentionDays: 7 } });
    expect(resourceOf(json, 'google_logging_project_bucket_config').retention_days).toBe(7);
    expect(resourceOf(cluster(), 'google_logging_project_bucket_config').retention_days).toBe(30);
    const { filter } = resourceOf(json, 'google_logging_project_sink');
    expect(filter).toBe(
      'resource.labels.cluster_name="atlas" OR (resource.type="gce_subnetwork" AND resource.labels.subnetwork_name="atlas")',
    );
    expect(resourceOf(json, 'google_logging_project_exclusion').filter).toBe(filter);
  });

  test.each([
    [
      {},
      {
        start_time: '2024-01-01T03:00:00Z',
        end_time: '2024-01-01T07:00:00Z',
        recurrence: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU',
      },
    ],
    [
      { startHour: 22, hours: 6, days: [Weekday.SATURDAY] },
      { start_time: '2024-01-01T22:00:00Z', end_time: '2024-01-02T04:00:00Z', recurrence: 'FREQ=WEEKLY;BYDAY=SA' },
    ],
  ])('is maintained in the window %o', (maintenance, recurring_window) => {
    expect(
      resourceOf(cluster({ controlPlane: { maintenance } }), 'google_container_cluster').maintenance_policy,
    ).toEqual({
      recurring_window,
    });
  });

  test('is left alone while a term lasts', () => {
    const term = { exclusionName: 'term', startTime: '2026-12-01T00:00:00Z', endTime: '2026-12-20T00:00:00Z' };
    const { maintenance_policy } = resourceOf(
      cluster({ controlPlane: { maintenance: { exclusions: [term] } } }),
      'google_container_cluster',
    );
    expect(maintenance_policy.maintenance_exclusion).toEqual([
      { exclusion_name: 'term', start_time: '2026-12-01T00:00:00Z', end_time: '2026-12-20T00:00:00Z' },
    ]);
  });

  test.each([
    [{ releaseChannel: ReleaseChannel.PINNED }, { release_channel: { channel: 'UNSPECIFIED' } }],
    [{ deletionProtection: false }, { deletion_protection: false, lifecycle: { prevent_destroy: false } }],
    [
      { securityGroup: 'gke-security-groups@atlas.example' },
      { authenticator_groups_config: { security_group: 'gke-security-groups@atlas.example' } },
    ],
    [{ logComponents: ['SYSTEM_COMPONENTS'] }, { logging_config: { enable_components: ['SYSTEM_COMPONENTS'] } }],
  ])('follows %o', (controlPlane, expected) => {
    expect(resourceOf(cluster({ controlPlane }), 'google_container_cluster')).toMatchObject(expected);
  });

  test('uses a network that is there already', () => {
    const json = synth((stack) => {
      const network = GkeNetwork.fromExisting(stack, 'Network', {
        networkName: 'shared',
        subnetworkName: 'nodes',
        podRangeName: 'p',
        serviceRangeName: 's',
        controlPlaneCidr: '172.16.0.0/28',
      });
      const at = { clusterName: 'atlas', project: 'atlas-1', location: 'europe-west2', kubernetesVersion: '1.35' };
      new GkeCluster(stack, 'Cluster', { ...at, network });
    });
    expect(json.resource).not.toHaveProperty('google_compute_network');
    expect(resourceOf(json, 'google_container_cluster')).toMatchObject({ network: 'shared', subnetwork: 'nodes' });
  });

  test.each([
    [undefined, { flow_sampling: 0.1 }],
    [1, { flow_sampling: 1 }],
    [0, undefined],
  ])('writes down a share of %s of its connections', (flowLogSampling, logs) => {
    const json = synth((stack) => {
      new GkeNetwork(stack, 'Network', { networkName: 'atlas', region: 'europe-west2', flowLogSampling });
    });
    const { log_config } = resourceOf(json, 'google_compute_subnetwork');
    if (logs) expect(log_config).toMatchObject(logs);
    else expect(log_config).toBeUndefined();
  });

  test.each([-0.1, 1.1])('refuses to write down a share of %s', (flowLogSampling) => {
    expect(() =>
      synth((stack) => {
        new GkeNetwork(stack, 'Network', { networkName: 'atlas', region: 'europe-west2', flowLogSampling });
      }),
    ).toThrow(`s/Network: flowLogSampling must be from 0 to 1, got ${flowLogSampling}; write 0.1 for a tenth`);
  });

  test('lets members in by roles of the project', () => {
    const json = synth((stack) => {
      const at = { clusterName: 'atlas', project: 'atlas-1', location: 'europe-west2', kubernetesVersion: '1.35' };
      const own = new GkeCluster(stack, 'Cluster', at);
      own.addAccess('ops', { principal: 'group:ops@atlas.example', role: ClusterRole.EDIT });
      expect(() => own.addAccess('bad', { principal: 'ops', role: ClusterRole.VIEW })).toThrow(
        's/Cluster/Access/bad: principal is not a member, got ops; write group:<address> or user:<address>',
      );
    });
    expect(resourcesOf(json, 'google_project_iam_member')).toContainEqual(
      expect.objectContaining({ role: 'roles/container.developer', member: 'group:ops@atlas.example' }),
    );
  });

  test('runs nodes under an account that can do little', () => {
    const roles = resourcesOf(cluster(), 'google_project_iam_member').map(({ role }) => role);
    expect(roles.sort()).toEqual(['roles/artifactregistry.reader', 'roles/container.defaultNodeServiceAccount']);
  });

  test('keeps nodes of a regional cluster in one zone, where the disks are', () => {
    expect(resourceOf(cluster(), 'google_container_cluster').node_locations).toEqual(['europe-west2-b']);
    expect(resourceOf(cluster({ location: 'europe-west2-a' }), 'google_container_cluster')).not.toHaveProperty(
      'node_locations',
    );
  });

  test('cuts its network into parts for nodes, pods, services and the control plane that do not overlap', () => {
    const json = cluster();
    const { ip_cidr_range, secondary_ip_range } = resourceOf(json, 'google_compute_subnetwork');
    const { master_ipv4_cidr_block } = resourceOf(json, 'google_container_cluster').private_cluster_config;
    expect([
      ip_cidr_range,
      ...secondary_ip_range.map((range: { ip_cidr_range: string }) => range.ip_cidr_range),
    ]).toEqual(['10.0.0.0/20', '10.0.128.0/17', '10.0.16.0/20']);
    expect(master_ipv4_cidr_block).toBe('10.0.64.0/28');
  });
});

test('a workload identity can be used by its own service account only', () => {
  const json = synth((stack) => {
    const place = { clusterName: 'atlas', project: 'atlas-1', location: 'europe-west2' };
    const found = GkeCluster.fromGkeClusterAttributes(stack, 'Cluster', place);
    const identity = found.createWorkloadIdentity(stack, 'Identity', {
      namespaceName: 'staging',
      serviceAccountName: 'user-sa',
      identityName: 'atlas-staging-with-a-name-beyond-thirty',
    });
    found
      .createScratchBucket(stack, 'Scratch', { bucketName: 'atlas-1-scratch', deleteAfterDays: 7 })
      .grantReadWrite(identity);
  });
  expect(resourceOf(json, 'google_service_account_iam_member')).toMatchObject({
    role: 'roles/iam.workloadIdentityUser',
    member: 'serviceAccount:atlas-1.svc.id.goog[staging/user-sa]',
  });
  expect(resourceOf(json, 'google_service_account').account_id).toHaveLength(30);
  expect(resourceOf(json, 'google_storage_bucket_iam_member').role).toBe('roles/storage.objectUser');
  expect(resourceOf(json, 'google_storage_bucket')).toMatchObject({
    location: 'EUROPE-WEST2',
    public_access_prevention: 'enforced',
    lifecycle_rule: [{ action: { type: 'Delete' }, condition: { age: 7 } }],
    soft_delete_policy: { retention_duration_seconds: 0 },
  });
});
