import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkStacks } from '../../src/check/check-stacks.ts';
import { synthesize } from '../../src/stacks/synthesize.ts';
import {
  exampleCluster,
  exampleGoogleCluster,
  exampleHub,
  exampleKubernetesCluster,
  fleetOf,
} from '../support/fleet.ts';
import { addresses, resourceOf, resourcesOf, type TerraformJson } from '../support/synth.ts';

/** The stacks of one cluster with one hub; they break the policies that are named. */
async function stacksOf(
  cluster: object,
  hub: Record<string, unknown>,
  broken: readonly string[] = [],
): Promise<Record<string, TerraformJson>> {
  const outdir = mkdtempSync(join(tmpdir(), 'hubfleet-existing-'));
  try {
    const fleet = await fleetOf({ 'atlas/cluster.yaml': cluster, 'atlas/hubs/research.yaml': exampleHub(hub) });
    const { stacks, faults } = await synthesize(fleet, { outdir });
    expect(faults).toEqual([]);
    const { findings } = checkStacks(fleet, stacks, '2026-11-22');
    expect(findings.map(({ level, rule }) => `${level} ${rule}`)).toEqual(broken);
    return Object.fromEntries(stacks.map(({ name, json }) => [name, json as TerraformJson]));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

const stack = (stacks: Record<string, TerraformJson>, name: string): TerraformJson => {
  const found = stacks[name];
  if (!found) throw new Error(`no stack ${name}`);
  return found;
};

const bastion = { config_context: 'bastion', config_path: '~/.kube/config' };
const buckets = { data: { hubs: { research: 'readWrite' } } };
const nfs = { main: { kind: 'nfs', server: '10.7.0.4', path: '/homes' } };
/** Nodes of GKE hide their credentials by a setting of their pool, which hubfleet cannot see here. */
const hidden = ['warning security/hub-metadata-blocked'];
const clouds = [
  ['AWS', exampleCluster, 'aws_eks_cluster', 'aws_iam_role', 'aws', []],
  [
    'Google Cloud',
    exampleGoogleCluster,
    'google_container_cluster',
    'google_service_account',
    'gke-gcloud-auth-plugin',
    hidden,
  ],
] as const;

describe.each(clouds)('a cluster on %s that somebody else made', (_, example, type, identity, plugin, broken) => {
  test.each([
    ['by its name', { name: 'prod' }],
    ['by a kubeconfig context', { name: 'prod', kubeconfigContext: 'bastion' }],
  ])('is found %s and carries a hub with its identity, buckets and homes', async (__, existing) => {
    const hub = { storage: { home: 'main' }, scratchBucket: {} };
    const stacks = await stacksOf(example({ existing, homeStorage: nfs, buckets }), hub, broken);
    expect(Object.keys(stacks)).toEqual(['atlas-data', 'atlas-support', 'atlas-research']);
    expect(JSON.stringify(stack(stacks, 'atlas-data').resource)).toContain('hubfleet-atlas');
    const research = stack(stacks, 'atlas-research');
    expect(Object.values(research.data?.[type] ?? {})).toMatchObject([{ name: 'prod' }]);
    expect(resourcesOf(research, identity)).toHaveLength(1);
    const [{ kubernetes }] = research.provider.helm;
    if ('kubeconfigContext' in existing) expect(kubernetes).toEqual(bastion);
    else expect(kubernetes.exec.command).toBe(plugin);
    expect(resourceOf(research, 'kubernetes_persistent_volume_v1').spec[0]).toMatchObject({
      mount_options: ['nfsvers=4.1', 'noatime'],
      persistent_volume_source: { nfs: { server: '10.7.0.4', path: '/homes' } },
    });
  });

  test('makes its homes on a disk, behind a server in the cluster', async () => {
    const homeStorage = { main: { kind: 'disk', sizeGiB: 100 } };
    const stacks = await stacksOf(example({ existing: { name: 'prod' }, homeStorage }), {}, broken);
    const releases = resourcesOf(stack(stacks, 'atlas-support'), 'helm_release');
    expect(releases.map(({ name }) => name)).toContain('home-main');
  });
});

describe('a cluster of which only a kubeconfig context is known', () => {
  test('needs no cloud: its providers are those of Kubernetes and Helm', async () => {
    const stacks = await stacksOf(exampleKubernetesCluster(), {});
    expect(Object.keys(stacks)).toEqual(['atlas-support', 'atlas-research']);
    const context = { config_context: 'admin@atlas', config_path: '~/.kube/config' };
    for (const { provider, terraform, data = {} } of Object.values(stacks)) {
      expect(provider).toEqual({ kubernetes: [context], helm: [{ kubernetes: context }] });
      expect(Object.keys(terraform.required_providers)).toEqual(['helm', 'kubernetes']);
      expect(data).toEqual({});
    }
  });

  test('carries a hub with homes by NFS, whose servers have no identity but their service account', async () => {
    const research = stack(await stacksOf(exampleKubernetesCluster(), {}), 'atlas-research');
    const paths = addresses(research).map((line) => line.split(' ')[0]?.replace('atlas-research/Hub/', ''));
    expect(paths).toEqual(
      expect.arrayContaining(['HomeClaim', 'HomeVolume', 'Namespace', 'Release', 'ServiceAccount']),
    );
    expect(Object.keys(research.resource).filter((type) => !/^(?:kubernetes|helm)_/.test(type))).toEqual([]);
    const accounts = resourcesOf(research, 'kubernetes_service_account_v1').map(({ metadata }) => metadata);
    expect(accounts.find(({ name }) => name === 'user-sa').annotations).toEqual({});
    expect(resourceOf(research, 'kubernetes_persistent_volume_v1').spec[0]).toMatchObject({
      mount_options: ['vers=4.1', 'sec=sys'],
      persistent_volume_source: { nfs: { server: '10.7.0.4', path: '/homes' } },
    });
  });

  test('has the shared services, with volumes of the driver that the file names', async () => {
    const support = stack(await stacksOf(exampleKubernetesCluster(), {}), 'atlas-support');
    expect(resourceOf(support, 'kubernetes_storage_class_v1')).toMatchObject({
      storage_provisioner: 'disk.csi.azure.com',
      parameters: { skuName: 'Premium_LRS' },
      reclaim_policy: 'Retain',
    });
    expect(resourcesOf(support, 'helm_release').map(({ name }) => name)).toEqual([
      'cert-manager',
      'traefik',
      'prometheus',
    ]);
  });

  test('enforces quotas on a volume of OpenStack, behind a server in the cluster', async () => {
    const volumeId = '0f5e3a1c-77ab-4f4e-9f0e-52d1bb2f6a11';
    const cluster = exampleKubernetesCluster({ homeStorage: { main: { kind: 'disk', volumeId } } });
    const stacks = await stacksOf(cluster, { storage: { quotaGiB: 5 } });
    const server = resourcesOf(stack(stacks, 'atlas-support'), 'helm_release').find(({ name }) => name === 'home-main');
    expect(JSON.parse(server.values[0])).toMatchObject({
      openstack: { enabled: true, volumeId },
      quotaEnforcer: { config: { QuotaManager: { hard_quota: 5, paths: ['/export/research'] } } },
    });
    expect(stack(stacks, 'atlas-research').data).toHaveProperty('kubernetes_service_v1');
  });

  test('divides its nodes by what the file says of them', async () => {
    const profiles = [{ slug: 'sizes', displayName: 'Sizes', divide: { small: 2 } }];
    const research = stack(await stacksOf(exampleKubernetesCluster(), { profiles }), 'atlas-research');
    const { singleuser } = JSON.parse(resourceOf(research, 'helm_release').values[0]);
    const { choices } = singleuser.profileList[0].profile_options.resources;
    expect(Object.keys(choices)).toEqual(['mem_27_gb', 'mem_55_gb']);
    expect(choices.mem_55_gb.kubespawner_override).toMatchObject({ node_selector: { 'hubfleet.dev/pool': 'small' } });
  });
});
