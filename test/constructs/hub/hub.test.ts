import { describe, expect, test } from 'vitest';
import { Authentication } from '../../../constructs/src/hub/authentication.ts';
import { Home } from '../../../constructs/src/hub/home.ts';
import { Memory } from '../../../constructs/src/hub/memory.ts';
import { Secret } from '../../../constructs/src/secret.ts';
import {
  clusterRequests,
  FakeHomeStorage,
  githubClient,
  type Overrides,
  only,
  releaseOf,
  renderedValues,
  synthHub,
  synthHubText,
} from './support/hub.ts';

const onNfs: Overrides = (stack) => ({ storage: { home: Home.nfs({ storage: new FakeHomeStorage(stack, 'Homes') }) } });

const dask = { maxWorkersPerCluster: 10, maxCpusPerCluster: 20, maxMemoryPerCluster: Memory.gibibytes(80) };

describe('JupyterHub', () => {
  test('installs the pinned chart in a namespace of its own, and rolls back what fails', () => {
    const resources = synthHub();
    expect(only(resources, 'kubernetes_namespace_v1').metadata).toEqual({
      name: 'earth',
      labels: {
        'hubfleet.dev/cluster': 'atlas',
        'hubfleet.dev/hub': 'earth',
        'pod-security.kubernetes.io/audit': 'baseline',
        'pod-security.kubernetes.io/enforce': 'privileged',
      },
    });
    expect(releaseOf(resources, 'jupyterhub')).toMatchObject({
      name: 'earth',
      namespace: 'earth',
      repository: 'https://hub.jupyter.org/helm-chart/',
      version: '4.4.0',
      atomic: true,
      cleanup_on_fail: true,
      wait: true,
      timeout: 900,
      max_history: 5,
    });
  });

  test('gives user servers a cloud identity and no way into Kubernetes', () => {
    expect(clusterRequests()).toEqual([
      { namespaceName: 'earth', serviceAccountName: 'user-sa', identityName: 'atlas-earth' },
    ]);
    expect(only(synthHub(), 'kubernetes_service_account_v1')).toMatchObject({
      metadata: { name: 'user-sa', namespace: 'earth', annotations: { 'cloud.example/identity': 's/Hub/Identity' } },
      automount_service_account_token: false,
    });
  });

  test('keeps its homes when the hub goes, under names that no other hub has', () => {
    const resources = synthHub(onNfs);
    expect(only(resources, 'kubernetes_persistent_volume_v1')).toMatchObject({
      metadata: { name: 'atlas-earth-home' },
      spec: [
        {
          persistent_volume_reclaim_policy: 'Retain',
          mount_options: ['nfsvers=4.1'],
          claim_ref: { name: 'home-nfs', namespace: 'earth' },
          persistent_volume_source: { nfs: { server: 'nfs.example', path: '/homes' } },
        },
      ],
    });
    expect(only(resources, 'kubernetes_persistent_volume_claim_v1').spec).toMatchObject({
      access_modes: ['ReadWriteMany'],
      storage_class_name: '',
    });
  });

  test('makes the scratch bucket known to servers, with a folder per user', () => {
    const overrides: Overrides = () => ({ storage: { home: Home.none(), scratch: { deleteAfterDays: 7 } } });
    expect(clusterRequests(overrides)).toContainEqual({ bucketName: 'atlas-earth-scratch', deleteAfterDays: 7 });
    expect(renderedValues(overrides)).toMatchObject({
      singleuser: { extraEnv: { SCRATCH_BUCKET: 'fake://atlas-earth-scratch/$(JUPYTERHUB_USER)' } },
    });
  });

  test('has construct ids that do not change', () => {
    const resources = synthHub((stack) => ({ ...onNfs(stack), features: { dask } }));
    const ids = Object.values(resources).flatMap((named) =>
      Object.values(named).map((body) => body['//'].metadata.path),
    );
    expect(ids.sort()).toEqual([
      's/Hub/Credentials',
      's/Hub/DaskGateway/Resource',
      's/Hub/HomeClaim',
      's/Hub/HomeVolume',
      's/Hub/Namespace',
      's/Hub/Release',
      's/Hub/ServiceAccount',
    ]);
  });

  test('synthesizes the same text twice', () => {
    expect(synthHubText(onNfs)).toBe(synthHubText(onNfs));
  });

  test('writes no secret, only where Terraform reads it', () => {
    const clientSecret = Secret.awsSecretsManager('atlas/oauth');
    const authentication = Authentication.github({ ...githubClient, clientSecret, organizations: ['atlas'] });
    const json = JSON.parse(synthHubText(() => ({ access: { authentication }, release: { secretsRevision: 3 } })));
    expect(json.ephemeral).toEqual({
      aws_secretsmanager_secret_version: { atlas_oauth: { secret_id: 'atlas/oauth' } },
    });
    expect(only(json.resource, 'kubernetes_secret_v1')).toMatchObject({
      metadata: { name: 'hub-credentials-88f93d', namespace: 'earth' },
      data_wo: { 'credential-0': '${ephemeral.aws_secretsmanager_secret_version.atlas_oauth.secret_string}' },
      data_wo_revision: 3,
    });
    const release = releaseOf(json.resource, 'jupyterhub');
    expect(JSON.stringify(release)).not.toContain('ephemeral');
    expect(JSON.parse(release.values[0]).hub.annotations).toEqual({ 'hubfleet.dev/secrets-revision': '3' });
  });

  test('writes its secrets anew when they come from elsewhere, and keeps the old ones until the hub has restarted', () => {
    const credentials = (name: string) => {
      const authentication = Authentication.github({
        ...githubClient,
        clientSecret: Secret.variable(name),
        organizations: ['atlas'],
      });
      return only(
        synthHub(() => ({ access: { authentication } })),
        'kubernetes_secret_v1',
      );
    };
    const [first, again, other] = ['a', 'a', 'b'].map(credentials);
    expect(again.metadata.name).toBe(first.metadata.name);
    expect(other.metadata.name).not.toBe(first.metadata.name);
    expect(first.lifecycle).toEqual({ create_before_destroy: true });
  });

  test('lays raw values over the typed ones: mappings merged, lists replaced, null kept for Helm to delete', () => {
    const values = {
      cull: { every: 300 },
      hub: { extraConfig: { '50-theme': 'c.JupyterHub.template_vars = {"a": "${b}"}' } },
      singleuser: { initContainers: [], cmd: null },
    };
    const rendered = JSON.parse(
      releaseOf(
        synthHub(() => ({ release: { values } })),
        'jupyterhub',
      ).values[0],
    );
    expect(rendered.cull).toMatchObject({ every: 300, timeout: 3600 });
    expect(rendered.hub.extraConfig['50-theme']).toBe('c.JupyterHub.template_vars = {"a": "$${b}"}');
    expect(rendered.singleuser).toMatchObject({ initContainers: [], cmd: null, defaultUrl: '/lab' });
  });

  test.each<[string, ReturnType<Overrides>, string]>([
    [
      'a name that Kubernetes refuses',
      { hubName: 'Earth_1' },
      'hubName must be a name of a-z, 0-9 and - of at most 40 characters, got Earth_1; shorten or respell it',
    ],
    [
      'a name of 41 characters',
      { hubName: 'a'.repeat(41) },
      `hubName must be a name of a-z, 0-9 and - of at most 40 characters, got ${'a'.repeat(41)}; shorten or respell it`,
    ],
    [
      'an address for a domain',
      { domain: 'https://earth.example.org' },
      'domain is not a domain, got https://earth.example.org; write it in lower case without https://',
    ],
    [
      'an image without tag',
      { server: { image: 'quay.io/jupyter/scipy-notebook' } },
      'server.image has no tag, got quay.io/jupyter/scipy-notebook; write repository:tag with a fixed tag, for example quay.io/jupyter/scipy-notebook:2026-07-28',
    ],
    [
      'an image that moves',
      { server: { image: 'a/b:latest' } },
      'server.image follows a moving tag, got a/b:latest; write repository:tag with a fixed tag, for example quay.io/jupyter/scipy-notebook:2026-07-28',
    ],
    [
      'a file with a relative path',
      { server: { image: 'a/b:1', files: { motd: { path: 'etc/motd', content: '' } } } },
      'server.files[motd].path must be absolute, got etc/motd; begin it with /',
    ],
    [
      'a file under a name of ours',
      { server: { image: 'a/b:1', files: { 'jupyter-server': { path: '/a', content: '' } } } },
      'server.files[jupyter-server] has the name of a file of hubfleet; choose another name',
    ],
    [
      'raw values that the hub refuses',
      { release: { values: { singleuser: { memory: { limit: '8Gi' } } } } },
      'singleuser.memory.limit is no amount that JupyterHub reads, got 8Gi; use bytes or the units K, M, G, T',
    ],
  ])('refuses %s', (_what, overrides, message) => {
    expect(() => renderedValues(() => overrides)).toThrow(new Error(`s/Hub: ${message}`));
  });
});
