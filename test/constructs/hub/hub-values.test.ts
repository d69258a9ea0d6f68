import { describe, expect, test } from 'vitest';
import { Exposure, IngressController } from '../../../constructs/src/hub/exposure.ts';
import { ImagePulling } from '../../../constructs/src/hub/hub-features.ts';
import { Memory } from '../../../constructs/src/hub/memory.ts';
import { at } from './support/chart.ts';
import { type Overrides, renderedValues } from './support/hub.ts';

const values = (overrides: ReturnType<Overrides> = {}) => renderedValues(() => overrides);

describe('A hub', () => {
  test('is reached by an ingress with a certificate, and by nothing else', () => {
    expect(values()).toMatchObject({
      proxy: { service: { type: 'ClusterIP' }, https: { enabled: false } },
      ingress: {
        enabled: true,
        ingressClassName: 'traefik',
        hosts: ['earth.example.org'],
        tls: [{ hosts: ['earth.example.org'], secretName: 'earth-tls' }],
        annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' },
      },
    });
  });

  test('gets what another controller needs for notebooks', () => {
    const exposure = Exposure.ingress({ controller: IngressController.F5_NGINX, tlsIssuer: 'atlas-ca' });
    expect(at(values({ network: { exposure } }), 'ingress')).toMatchObject({
      ingressClassName: 'nginx',
      annotations: {
        'cert-manager.io/cluster-issuer': 'atlas-ca',
        'nginx.org/client-max-body-size': '256m',
        'nginx.org/websocket-services': 'proxy-public',
      },
    });
  });

  test('is reached by a gateway instead of an ingress', () => {
    const exposure = Exposure.gateway({ gatewayName: 'web', gatewayNamespace: 'ingress', sectionName: 'https' });
    const { httpRoute, ingress } = values({ network: { exposure } });
    expect(ingress).toBeUndefined();
    expect(httpRoute).toEqual({
      enabled: true,
      hostnames: ['earth.example.org'],
      gateway: { name: 'web', namespace: 'ingress', sectionName: 'https' },
    });
  });

  test('lets a service check its health as one test user, and a service read metrics', () => {
    expect(at(values(), 'hub.services')).toEqual({ metrics: {}, 'hub-health': {} });
    expect(at(values(), 'hub.loadRoles')).toEqual({
      metrics: { scopes: ['read:metrics'], services: ['metrics'] },
      'hub-health': {
        scopes: [
          'admin:users!user=deployment-service-check',
          'servers!user=deployment-service-check',
          'access:servers!user=deployment-service-check',
        ],
        services: ['hub-health'],
      },
    });
    expect(at(values({ features: { healthCheck: false } }), 'hub.services')).toEqual({ metrics: {} });
  });

  test('runs snippets after its own, and shows an announcement', () => {
    const features = {
      pythonSnippets: { '50-theme': 'pass' },
      announcement: 'Closed on Friday',
      namedServersPerUser: 2,
      activeServerLimit: 80,
    };
    expect(at(values({ features }), 'hub')).toMatchObject({
      extraConfig: { '50-theme': 'pass' },
      templateVars: { announcement: 'Closed on Friday' },
      allowNamedServers: true,
      namedServerLimitPerUser: 2,
      activeServerLimit: 80,
      concurrentSpawnLimit: 100,
    });
  });

  test('stops idle kernels and servers, and old servers', () => {
    const culling = { serverIdleMinutes: 30, kernelIdleMinutes: 20, maxAgeHours: 12, adminServers: false };
    const rendered = values({ culling });
    expect(rendered.cull).toMatchObject({ timeout: 1800, every: 600, maxAge: 43200, adminUsers: false, users: false });
    expect(at(rendered, 'singleuser.extraFiles.jupyter-server')).toMatchObject({
      data: { MappingKernelManager: { cull_idle_timeout: 1200, cull_interval: 300, cull_connected: true } },
    });
  });

  test.each([
    [ImagePulling.ON_DEMAND, false, false],
    [ImagePulling.ON_NEW_NODES, false, true],
    [ImagePulling.BEFORE_UPGRADES, true, true],
  ])('pulls images %s', (imagePulling, hook, continuous) => {
    expect(values({ features: { imagePulling } }).prePuller).toEqual({
      hook: { enabled: hook },
      continuous: { enabled: continuous },
    });
  });

  test('keeps room for servers of a given size', () => {
    const resources = { memoryGuarantee: Memory.gibibytes(16), cpuGuarantee: 2 };
    expect(
      at(values({ features: { placeholders: { count: 3, resources }, packServers: true } }), 'scheduling'),
    ).toMatchObject({
      podPriority: { enabled: true },
      userPlaceholder: { enabled: true, replicas: 3, resources: { requests: { memory: '17179869184', cpu: '2' } } },
      userScheduler: { enabled: true, replicas: 1 },
      corePods: { nodeAffinity: { matchNodePurpose: 'require' } },
      userPods: { nodeAffinity: { matchNodePurpose: 'require' } },
    });
  });
});
