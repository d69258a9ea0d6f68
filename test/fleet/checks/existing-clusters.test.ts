import { describe, expect, test } from 'vitest';
import { exampleCluster, exampleHub, exampleKubernetesCluster, sentencesOf } from '../../support/fleet.ts';

const problems = (cluster: object, hub: Record<string, unknown> = {}) =>
  sentencesOf({ 'atlas/cluster.yaml': cluster, 'atlas/hubs/research.yaml': exampleHub(hub) });

const noAccount = 'the account of a cloud, and of this cluster only a kubeconfig context is known';
const remedy = 'remove it, or describe the cluster with provider: aws or google';

describe('a cluster of which only a kubeconfig context is known', () => {
  test('has no problems with homes by NFS, on a volume of OpenStack, or nowhere', async () => {
    const volumeId = '0f5e3a1c-77ab-4f4e-9f0e-52d1bb2f6a11';
    expect(await problems(exampleKubernetesCluster())).toEqual([]);
    const cinder = exampleKubernetesCluster({ homeStorage: { main: { kind: 'disk', volumeId } } });
    expect(await problems(cinder)).toEqual([]);
    const none = exampleKubernetesCluster({ homeStorage: {} });
    expect(await problems(none, { storage: { home: 'none' } })).toEqual([]);
  });

  test.each([
    ['budget', { monthlyUsd: 100, recipients: ['it@atlas.example'] }, 'a budget needs'],
    ['registry', { repositories: ['research'] }, 'a registry needs'],
    ['database', { engine: 'postgres' }, 'a database needs'],
    ['pipeline', { service: 'github' }, 'the identity of a pipeline needs'],
    ['network', {}, 'a network needs'],
    ['controlPlane', { allowedCidrs: [] }, 'a control plane needs'],
    ['access', { ops: {} }, 'access for people needs'],
    ['addOns', { coredns: {} }, 'add-ons need'],
    ['buckets', { data: {} }, 'buckets need'],
    ['hubPermissions', { research: [] }, 'permissions of hubs need'],
  ])('says why it cannot have %s', async (key, value, needs) => {
    expect(await problems(exampleKubernetesCluster({ [key]: value }))).toEqual([
      `atlas/cluster.yaml: ${key}: ${needs} ${noAccount}; ${remedy}`,
    ]);
  });

  test('says why a hub cannot have a bucket, and what to do', async () => {
    expect(await problems(exampleKubernetesCluster(), { scratchBucket: {} })).toEqual([
      'atlas/hubs/research.yaml: scratchBucket: a bucket needs the account of a cloud, and of the cluster only a kubeconfig context is known; write scratchBucket: null, or name a bucket of yours in environment',
    ]);
    expect(await problems(exampleKubernetesCluster(), { scratchBucket: null })).toEqual([]);
  });

  test('is asked from inside only whether its hubs are there', async () => {
    const support = { uptimeChecks: { recipients: ['it@atlas.example'] } };
    expect(await problems(exampleKubernetesCluster({ support }))).toEqual([
      'atlas/cluster.yaml: support.uptimeChecks: uptime checks need the account of a cloud, and of the cluster only a kubeconfig context is known; use healthChecks, which ask from inside',
    ]);
  });

  test('reads secrets from variables only', async () => {
    const authentication = {
      kind: 'github',
      clientId: 'Iv1.0a1b2c',
      clientSecret: 'awsSecretsManager:atlas/github',
      organizations: ['atlas'],
    };
    expect(await problems(exampleKubernetesCluster(), { authentication })).toEqual([
      'atlas/hubs/research.yaml: authentication.clientSecret: a cluster on kubernetes cannot read awsSecretsManager; use variable',
    ]);
  });

  test.each([
    [
      { existing: {} },
      'existing.kubeconfigContext: required key is missing; add it: context of the kubeconfig of whoever runs Terraform',
    ],
    [{ volumes: { driver: 'Disk CSI' } }, 'volumes.driver: expected the name of a driver, got "Disk CSI"'],
    [
      { homeStorage: { main: { kind: 'disk', volumeId: 'vol-0a' } } },
      'homeStorage.main.volumeId: expected the id of a Cinder volume, got "vol-0a"',
    ],
    [
      { homeStorage: { main: { kind: 'nfs', server: 'nfs://host' } } },
      'homeStorage.main.server: expected an address or a host name, got "nfs://host"',
    ],
    [
      { homeStorage: { main: { kind: 'nfs', server: 'nfs.example', path: 'homes' } } },
      'homeStorage.main.path: expected an absolute path like /homes, got "homes"',
    ],
    [
      { homeStorage: { main: { kind: 'nfs', server: 'nfs.example', mountOptions: ['rw,soft'] } } },
      'homeStorage.main.mountOptions[0]: expected an option like nfsvers=4.1, got "rw,soft"',
    ],
  ])('with %o', async (keys, says) => {
    expect(await problems(exampleKubernetesCluster(keys))).toEqual([`atlas/cluster.yaml: ${says}`]);
  });

  test('gives no server more than its nodes offer', async () => {
    const profiles = (guaranteeGiB: number) => ({
      profiles: [{ slug: 'big', displayName: 'Big', memory: { guaranteeGiB, limitGiB: 60 } }],
    });
    expect(await problems(exampleKubernetesCluster(), profiles(56))).toEqual([]);
    expect(await problems(exampleKubernetesCluster(), profiles(57))).toHaveLength(1);
  });
});

test('a server of homes that somebody else runs needs no network of the cluster', async () => {
  const nfs = { main: { kind: 'nfs', server: '10.7.0.4' } };
  const existing = { name: 'prod' };
  expect(await problems(exampleCluster({ existing, homeStorage: nfs }))).toEqual([]);
  expect(await problems(exampleCluster({ existing, homeStorage: { main: { kind: 'efs' } } }))).toEqual([
    'atlas/cluster.yaml: existing: file systems and databases need the network of the cluster, which network.existing does not name; add network.existing',
  ]);
});
