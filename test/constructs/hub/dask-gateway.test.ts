import { describe, expect, test } from 'vitest';
import { Memory } from '../../../constructs/src/hub/memory.ts';
import { at } from './support/chart.ts';
import { releaseOf, renderedValues, synthHub } from './support/hub.ts';

const dask = {
  maxWorkersPerCluster: 10,
  maxCpusPerCluster: 20,
  maxMemoryPerCluster: Memory.gibibytes(80),
  workerSizes: [
    { threads: 1, cpus: 0.9, memory: Memory.gibibytes(7) },
    { threads: 2, cpus: 1.9, memory: Memory.gibibytes(14) },
  ],
};
const resources = () => synthHub(() => ({ features: { dask } }));
const gateway = () => JSON.parse(releaseOf(resources(), 'dask-gateway').values[0]);

describe('Dask Gateway', () => {
  test('is installed after the hub, whose secret holds its token', () => {
    expect(releaseOf(resources(), 'dask-gateway')).toMatchObject({
      name: 'earth-dask-gateway',
      namespace: 'earth',
      repository: 'https://helm.dask.org',
      version: '2026.3.0',
      depends_on: [expect.stringMatching(/^helm_release\.Hub_Release_/)],
    });
    expect(gateway().gateway.auth).toEqual({
      type: 'jupyterhub',
      jupyterhub: {
        apiUrl: 'http://hub.earth:8081/hub/api',
        apiTokenFromSecretName: 'hub',
        apiTokenFromSecretKey: 'hub.services.dask-gateway.apiToken',
      },
    });
  });

  test('is a service of the hub that users may reach', () => {
    const values = renderedValues(() => ({ features: { dask } }));
    expect(at(values, 'hub.services.dask-gateway')).toEqual({
      display: false,
      url: 'http://traefik-earth-dask-gateway.earth',
    });
    expect(at(values, 'hub.loadRoles.user')).toEqual({ scopes: ['self', 'access:services!service=dask-gateway'] });
    expect(at(values, 'hub.loadRoles.server')).toEqual({
      scopes: ['users:activity!user', 'access:servers!server', 'access:services!service=dask-gateway'],
    });
    expect(at(values, 'singleuser.extraEnv')).toMatchObject({
      DASK_GATEWAY__ADDRESS: 'http://proxy-public/services/dask-gateway',
      DASK_GATEWAY__PROXY_ADDRESS: 'gateway://traefik-earth-dask-gateway.earth:80',
    });
    expect(JSON.stringify(renderedValues())).not.toContain('dask');
  });

  test('caps clusters by size, number and idle time', () => {
    const limits: string = gateway().gateway.extraConfig['02-limits'];
    expect(limits.split('\n').filter((line) => /^(MAX_CLUSTERS|c\.ClusterConfig)/.test(line))).toEqual([
      'MAX_CLUSTERS = 2',
      'c.ClusterConfig.cluster_max_workers = 10',
      'c.ClusterConfig.cluster_max_cores = 20',
      'c.ClusterConfig.cluster_max_memory = 85899345920',
      'c.ClusterConfig.idle_timeout = 1800',
    ]);
  });

  test('offers workers that fill nodes, on nodes that may vanish', () => {
    const { extraConfig, backend } = gateway().gateway;
    expect(extraConfig['01-options']).toContain(
      'SIZES = {\n    "1 CPU, 7 GiB": (1, 0.9, 7516192768),\n    "2 CPU, 14 GiB": (2, 1.9, 15032385536),\n}',
    );
    expect(backend.worker.extraPodConfig).toMatchObject({
      serviceAccountName: 'user-sa',
      nodeSelector: { 'k8s.dask.org/node-purpose': 'worker' },
    });
    expect(backend.scheduler.extraPodConfig.nodeSelector).toEqual({ 'k8s.dask.org/node-purpose': 'scheduler' });
  });
});
