import { describe, expect, test } from 'vitest';
import { at } from '../constructs/hub/support/chart.ts';
import { exampleCluster, exampleGoogleCluster } from '../support/fleet.ts';
import { hubOf } from '../support/hub-stack.ts';
import { resourcesOf } from '../support/synth.ts';

describe('a hub file', () => {
  test.each([
    ['aws', exampleCluster({ buckets: { archive: {} } }), 's3://210987654321-atlas-archive/$(JUPYTERHUB_USER)'],
    [
      'google',
      exampleGoogleCluster({ buckets: { archive: {} } }),
      'gs://lyra-learning-atlas-archive/$(JUPYTERHUB_USER)',
    ],
  ])('gives users a bucket that stays on %s', async (cloud, cluster, url) => {
    const { json, values } = await hubOf({ persistentBucket: 'archive' }, cluster);
    expect(at(values, 'singleuser.extraEnv.PERSISTENT_BUCKET')).toBe(url);
    const grants =
      cloud === 'aws'
        ? resourcesOf(json, 'aws_iam_role_policy')
        : resourcesOf(json, 'google_storage_bucket_iam_member');
    expect(JSON.stringify(grants)).toContain(cloud === 'aws' ? 's3:PutObject' : 'roles/storage.objectUser');
  });

  test('gives users disks whose class outlives their claims', async () => {
    const userDisks = [{ name: 'db', sizeGiB: 5, mountPath: '/home/jovyan/db' }];
    const { values } = await hubOf({ storage: { userDisks } });
    expect(at(values, 'custom.hubfleet.userDisks')).toEqual([
      { claim: 'db-{username}', size: '5Gi', storageClass: 'hubfleet-retain' },
    ]);
  });

  test('keeps the list of users on a database server', async () => {
    const { json, values } = await hubOf({ database: { kind: 'mysql', url: 'awsSecretsManager:atlas/hub-database' } });
    expect(at(values, 'hub.db')).toEqual({ type: 'mysql' });
    expect(JSON.stringify(json)).toContain('"secret_id":"atlas/hub-database"');
  });

  test('names an image of the hub with further packages', async () => {
    const { values } = await hubOf({ chart: { hubImage: 'ghcr.io/atlas/hub:4.4.0-1' } });
    expect(at(values, 'hub.image')).toEqual({ name: 'ghcr.io/atlas/hub', tag: '4.4.0-1' });
  });

  test.each([
    [{}, true, ['home-sizes']],
    [{ metrics: { homeSizes: false } }, true, []],
    [{}, false, []],
  ])('with %j measures homes where the cluster has Prometheus (%s)', async (keys, enabled, deployments) => {
    const { json } = await hubOf(keys, exampleCluster({ support: { prometheus: { enabled } } }));
    const found = resourcesOf(json, 'kubernetes_deployment_v1').map(({ metadata }) => metadata.name);
    expect(found).toEqual(deployments);
  });

  test('tells Prometheus the groups of users', async () => {
    const { json } = await hubOf({ metrics: { groups: true } });
    const charts = resourcesOf(json, 'helm_release').map(({ chart }) => chart);
    expect(charts).toContain('jupyterhub-groups-exporter');
  });
});
