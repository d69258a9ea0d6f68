import { describe, expect, test } from 'vitest';
import { Exposure, IngressController } from '../../../constructs/src/hub/exposure.ts';
import { Home } from '../../../constructs/src/hub/home.ts';
import { ImagePulling } from '../../../constructs/src/hub/hub-features.ts';
import { InternetAccess } from '../../../constructs/src/hub/hub-network.ts';
import type { Values } from '../../../constructs/src/hub/json.ts';
import { Memory } from '../../../constructs/src/hub/memory.ts';
import { at } from './support/chart.ts';
import { FakeHomeStorage, type Overrides, renderedValues } from './support/hub.ts';

const image = 'quay.io/jupyter/scipy-notebook:2026-07-28';
const values = (overrides: ReturnType<Overrides> = {}) => renderedValues(() => overrides);

/** `singleuser` of a hub whose homes are on NFS. */
const onNfs = (options: Partial<Parameters<typeof Home.nfs>[0]> = {}) =>
  at(
    renderedValues((stack) => ({
      storage: { home: Home.nfs({ storage: new FakeHomeStorage(stack, 'Homes'), ...options }) },
    })),
    'singleuser',
  ) as Values;

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

describe('A user server', () => {
  test('keeps databases off network file systems', () => {
    const data = (file: string) => at(values(), `singleuser.extraFiles.${file}.data`);
    expect(data('ipython-kernel')).toEqual({ HistoryManager: { enabled: false } });
    expect(data('jupyter-server')).toMatchObject({
      BaseFileIdManager: { db_path: '/tmp/file_id_manager.db' },
      SQLiteYStore: { db_path: '/tmp/jupyter_ystore.db' },
    });
    expect(at(values(), 'singleuser.extraEnv')).toMatchObject({ JUPYTER_RUNTIME_DIR: '/tmp/.jupyter-runtime' });
  });

  test('has a home in the folder of its hub, and owns it', () => {
    const { storage, initContainers, extraEnv } = onNfs({ quotaGiB: 10 });
    expect(storage).toMatchObject({
      type: 'static',
      homeMountPath: '/home/jovyan',
      static: { pvcName: 'home-nfs', subPath: 'earth/{escaped_username}' },
      extraVolumes: { '001-shared-memory': { name: 'shared-memory', emptyDir: { medium: 'Memory' } } },
      extraVolumeMounts: {
        '001-shared-memory': { name: 'shared-memory', mountPath: '/dev/shm' },
        '003-shared-0': { name: 'home', mountPath: '/home/jovyan/shared', subPath: 'earth/_shared', readOnly: true },
      },
    });
    expect((initContainers as Values[]).map(({ name, command }) => [name, (command as string[])[2]])).toEqual([
      [
        'block-nfs',
        ['2049', '20048', '111']
          .flatMap((port) =>
            ['tcp', 'udp'].map((protocol) => `iptables -A OUTPUT -p ${protocol} --dport ${port} -j DROP`),
          )
          .join(' && '),
      ],
      ['own-home', 'chown 1000:100 /mnt/home /mnt/shared'],
    ]);
    expect(extraEnv).toMatchObject({ HOME_QUOTA_GIB: '10' });
  });

  test('finds its home at every path that its images expect', () => {
    const { storage } = onNfs({ mountPaths: ['/home/jovyan', '/home/rstudio'], sharedDirectory: false });
    expect(at(storage as Values, 'extraVolumeMounts')).toEqual({
      '001-shared-memory': { name: 'shared-memory', mountPath: '/dev/shm' },
      '002-home-0': { name: 'home', mountPath: '/home/rstudio', subPath: 'earth/{escaped_username}' },
    });
  });

  test('shares a folder with everybody, and all homes with administrators, when asked to', () => {
    const options = { publicDirectory: true, allUsersDirectory: true, sharedDirectory: false };
    const { storage, initContainers } = onNfs(options);
    expect(at(storage as Values, 'extraVolumeMounts')).toMatchObject({
      '004-public-0': { name: 'home', mountPath: '/home/jovyan/shared-public', subPath: 'earth/_shared-public' },
    });
    expect((initContainers as Values[])[1]).toMatchObject({
      command: ['sh', '-c', 'chown 1000:100 /mnt/home /mnt/public'],
    });
  });

  test('has a disk of its own', () => {
    const home = Home.disks({ capacityGiB: 20, storageClassName: 'retain', mountPath: '/home/rstudio' });
    expect(at(values({ storage: { home } }), 'singleuser.storage')).toMatchObject({
      type: 'dynamic',
      capacity: '20Gi',
      homeMountPath: '/home/rstudio',
      dynamic: { storageClass: 'retain' },
    });
  });

  test('has no home, and reaches no file system', () => {
    const { storage, initContainers } = values().singleuser as Values;
    expect(storage).toMatchObject({ type: 'none' });
    expect(initContainers).toMatchObject([{ name: 'block-nfs', image: 'quay.io/jupyterhub/k8s-network-tools:4.4.0' }]);
  });

  test.each([
    [undefined, { blockWithIptables: true, ip: '169.254.169.254' }, false],
    [true, { blockWithIptables: false, ip: '169.254.169.254' }, true],
  ])(
    'reaches the metadata address only when it is allowed to (%s)',
    (allowMetadataServer, cloudMetadata, cloudMetadataServer) => {
      const { singleuser } = values({ network: { allowMetadataServer } });
      expect(singleuser).toMatchObject({
        cloudMetadata,
        networkPolicy: {
          enabled: true,
          egressAllowRules: { cloudMetadataServer, nonPrivateIPs: true, privateIPs: false },
        },
      });
    },
  );

  test('reaches only the web where it is told so', () => {
    const policy = at(
      values({ network: { internetAccess: InternetAccess.WEB_ONLY } }),
      'singleuser.networkPolicy',
    ) as Values;
    expect(policy.egressAllowRules).toMatchObject({ nonPrivateIPs: false });
    const { ports } = (policy.egress as Values[]).at(-1) as Values;
    expect(ports).toEqual([
      { port: 80, protocol: 'TCP' },
      { port: 443, protocol: 'TCP' },
      { port: 443, protocol: 'UDP' },
    ]);
  });

  test('gets files, environment and labels', () => {
    const files = { motd: { path: '/etc/motd', content: 'Welcome', mode: 0o600 } };
    const { singleuser } = values({
      server: { image, files, environment: { SHELL: '/bin/zsh' }, startTimeoutSeconds: 900, workingDirectory: '/srv' },
      release: { labels: { community: 'earth' } },
    });
    expect(singleuser).toMatchObject({
      image: { name: 'quay.io/jupyter/scipy-notebook', tag: '2026-07-28' },
      extraFiles: { motd: { mountPath: '/etc/motd', stringData: 'Welcome', mode: 384 } },
      extraEnv: { SHELL: '/bin/zsh' },
      extraLabels: { community: 'earth', 'hubfleet.dev/hub': 'earth', 'hub.jupyter.org/network-access-hub': 'true' },
      extraAnnotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false' },
      startTimeout: 900,
      memory: { guarantee: 268435456, limit: 1073741824 },
      cpu: { guarantee: 0.05 },
    });
  });

  test('may be pinned to one build of an image', () => {
    const digest = 'a'.repeat(64);
    expect(at(values({ server: { image: `quay.io/a/b@sha256:${digest}` } }), 'singleuser.image')).toEqual({
      name: 'quay.io/a/b@sha256',
      tag: digest,
    });
  });
});
