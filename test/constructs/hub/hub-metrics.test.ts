import { describe, expect, test } from 'vitest';
import { Authentication } from '../../../constructs/src/hub/authentication.ts';
import { Home } from '../../../constructs/src/hub/home.ts';
import type { HubFeatures } from '../../../constructs/src/hub/hub-features.ts';
import { Secret } from '../../../constructs/src/secret.ts';
import { at } from './support/chart.ts';
import { FakeHomeStorage, type Overrides, only, releaseOf, renderedValues, synthHub } from './support/hub.ts';

const withNfs =
  (features: HubFeatures): Overrides =>
  (stack) => ({
    features,
    storage: { home: Home.nfs({ storage: new FakeHomeStorage(stack, 'Homes'), folder: 'land' }) },
  });

describe('The sizes of homes', () => {
  test('are measured by one slow reader, which sees this hub only and writes nothing', () => {
    const { metadata, spec } = only(synthHub(withNfs({ homeMetrics: true })), 'kubernetes_deployment_v1');
    const pod = spec.template;
    expect(metadata).toMatchObject({ name: 'home-sizes', namespace: 'earth' });
    expect(pod.metadata.annotations).toEqual({ 'prometheus.io/scrape': 'true', 'prometheus.io/port': '8000' });
    expect(pod.metadata.labels).toMatchObject({ app: 'jupyterhub', component: 'shared-dirsize-metrics' });
    expect(pod.spec.volume).toEqual([
      { name: 'homes', persistent_volume_claim: { claim_name: 'home-nfs', read_only: true } },
    ]);
    expect(pod.spec.container[0]).toMatchObject({
      args: ['dirsize-exporter', '/homes', '250', '120', '--port=8000'],
      volume_mount: [{ name: 'homes', mount_path: '/homes', sub_path: 'land', read_only: true }],
      security_context: { run_as_user: '1000', run_as_non_root: true, read_only_root_filesystem: true },
    });
    expect(pod.spec.node_selector).toEqual({ 'hub.jupyter.org/node-purpose': 'core' });
  });

  test.each<[string, Overrides]>([
    ['nobody asked for them', withNfs({})],
    [
      'homes are on disks',
      () => ({ features: { homeMetrics: true }, storage: { home: Home.disks({ capacityGiB: 5 }) } }),
    ],
    ['there are no homes', () => ({ features: { homeMetrics: true } })],
  ])('are not measured where %s', (_why, overrides) => {
    expect(synthHub(overrides).kubernetes_deployment_v1).toBeUndefined();
  });
});

describe('The groups of users', () => {
  const features = { groupMetrics: true };

  test('are read by a service that can change nothing', () => {
    const values = renderedValues(() => ({ features }));
    expect(at(values, 'hub.services')).toMatchObject({ 'jupyterhub-groups-exporter': {} });
    expect((at(values, 'hub.loadRoles') as Record<string, unknown>)['jupyterhub-groups-exporter']).toEqual({
      scopes: ['list:users', 'read:users', 'list:groups', 'read:groups'],
      services: ['jupyterhub-groups-exporter'],
    });
  });

  test('are told to Prometheus by an exporter beside the hub', () => {
    const release = releaseOf(
      synthHub(() => ({ features })),
      'jupyterhub-groups-exporter',
    );
    expect(release).toMatchObject({
      namespace: 'earth',
      version: '1.1.0',
      depends_on: ['helm_release.Hub_Release_3D7CB1CE'],
    });
    expect(JSON.parse(release.values[0])).toMatchObject({
      config: {
        groupsExporter: { prometheus_host: 'prometheus-server.support.svc.cluster.local', prometheus_port: 80 },
      },
    });
  });

  test('need a login that knows them', () => {
    const authentication = Authentication.sharedPassword({ password: Secret.variable('event_password') });
    expect(() => renderedValues(() => ({ features, access: { authentication } }))).toThrow(
      new Error(
        's/Hub: features.groupMetrics is on, but the login brings no groups; turn it off, or use a login with groups (GitHub, a groupsClaim)',
      ),
    );
  });
});
