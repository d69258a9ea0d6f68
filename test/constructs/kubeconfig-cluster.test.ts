import {
  ClusterProviders,
  EksCluster,
  KubeconfigCluster,
  NfsHomeStorage,
  type NfsHomeStorageProps,
} from '@hubfleet/constructs';
import { describe, expect, test } from 'vitest';
import { synth } from '../support/synth.ts';

describe('KubeconfigCluster', () => {
  test('points the providers at its context, and runs no program for credentials', () => {
    const { provider } = synth((stack) => {
      const cluster = new KubeconfigCluster(stack, 'Cluster', { clusterName: 'toronto', kubeconfigContext: 'admin@t' });
      new ClusterProviders(stack, 'Providers', cluster);
      cluster.installAutoscaler(stack, 'Autoscaler');
    });
    const config = { config_path: '~/.kube/config', config_context: 'admin@t' };
    expect(provider.kubernetes).toEqual([config]);
    expect(provider.helm).toEqual([{ kubernetes: config }]);
  });

  test('gives servers their service account and nothing of a cloud', () => {
    const json = synth((stack) => {
      const cluster = new KubeconfigCluster(stack, 'Cluster', { clusterName: 'toronto', kubeconfigContext: 'admin@t' });
      const account = { namespaceName: 'prod', serviceAccountName: 'user-sa', identityName: 'toronto-prod' };
      const identity = cluster.createWorkloadIdentity(stack, 'Identity', account);
      expect(identity.serviceAccountAnnotations).toEqual({});
      expect(identity.principal).toBe('system:serviceaccount:prod:user-sa');
    });
    expect(json).not.toHaveProperty('resource');
  });

  test('refuses to make a bucket, and says what to do', () => {
    synth((stack) => {
      const cluster = new KubeconfigCluster(stack, 'Cluster', { clusterName: 'toronto', kubeconfigContext: 'admin@t' });
      const options = { bucketName: 'toronto-scratch', deleteAfterDays: 7 };
      expect(() => cluster.createScratchBucket(stack, 'Scratch', options)).toThrow(
        's: bucket toronto-scratch needs the account of a cloud, and only a kubeconfig context is known of toronto; leave it out, or name a bucket of yours in the environment of servers',
      );
    });
  });
});

test('a cluster of a cloud is reached by its address, with credentials of a program', () => {
  const { provider } = synth((stack) => {
    const at = { clusterName: 'atlas', region: 'us-west-2' };
    new ClusterProviders(stack, 'Providers', EksCluster.fromEksClusterAttributes(stack, 'Cluster', at));
  });
  const [{ exec, host }] = provider.kubernetes;
  expect(host).toMatch(/^\$\{data\.aws_eks_cluster\..+\.endpoint\}$/);
  expect(exec).toEqual([
    {
      api_version: 'client.authentication.k8s.io/v1',
      command: 'aws',
      args: ['eks', 'get-token', '--cluster-name', 'atlas', '--region', 'us-west-2'],
    },
  ]);
});

describe('NfsHomeStorage', () => {
  const storage = (overrides: Partial<NfsHomeStorageProps> = {}) => {
    const made: NfsHomeStorage[] = [];
    synth((stack) => made.push(new NfsHomeStorage(stack, 'Homes', { server: '10.7.0.4', ...overrides })));
    return made[0];
  };

  test.each([
    ['the root, by NFS 4.1', {}, '/', ['nfsvers=4.1', 'noatime']],
    ['a path with options', { path: '/homes', mountOptions: ['vers=3'] }, '/homes', ['vers=3']],
  ])('mounts %s', (_, props, path, options) => {
    expect(storage(props)).toMatchObject({ nfsServer: '10.7.0.4', nfsPath: path, nfsMountOptions: options });
  });

  test('refuses a path that is not absolute', () => {
    expect(() => storage({ path: 'homes' })).toThrow(
      's/Homes: path must begin with /, got homes; write it as the server exports it',
    );
  });
});
