import { GkeCluster, type GkeClusterProps } from '@hubfleet/constructs';
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
