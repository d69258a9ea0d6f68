import { describe, expect, test } from 'vitest';
import { Home } from '../../../constructs/src/hub/home.ts';
import { InternetAccess } from '../../../constructs/src/hub/hub-network.ts';
import type { Values } from '../../../constructs/src/hub/json.ts';
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
