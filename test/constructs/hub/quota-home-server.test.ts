import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider/index.js';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider/index.js';
import { App, LocalBackend, TerraformOutput, TerraformStack } from 'cdktf';
import { describe, expect, test } from 'vitest';
import { HomeDisk, QuotaHomeServer, type QuotaHomeServerProps } from '../../../constructs/src/hub/quota-home-server.ts';
import { only } from './support/hub.ts';

const props: QuotaHomeServerProps = {
  serverName: 'homes',
  disk: HomeDisk.ebs('vol-0a1b2c'),
  folders: ['earth', 'staging'],
  quotaGiB: 10,
};

function synth(build: (stack: TerraformStack) => { nfsServer: string }) {
  const outdir = mkdtempSync(join(tmpdir(), 'hubfleet-homes-'));
  try {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, 's');
    new LocalBackend(stack, { path: 'terraform.tfstate' });
    new HelmProvider(stack, 'Helm', {});
    new KubernetesProvider(stack, 'Kubernetes', {});
    new TerraformOutput(stack, 'server', { value: build(stack).nfsServer });
    app.synth();
    return JSON.parse(readFileSync(join(outdir, 'stacks', 's', 'cdk.tf.json'), 'utf8'));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

const server = (overrides: Partial<QuotaHomeServerProps> = {}) =>
  synth((stack) => new QuotaHomeServer(stack, 'Homes', { ...props, ...overrides }));
const valuesOf = (overrides: Partial<QuotaHomeServerProps> = {}) =>
  JSON.parse(only(server(overrides).resource, 'helm_release').values[0]);

describe('QuotaHomeServer', () => {
  test('holds each user of each hub to the quota, and some to their own', () => {
    const { quotaEnforcer, eks } = valuesOf({ quotaOverridesGiB: { ada: 100 } });
    expect(eks).toEqual({ enabled: true, volumeId: 'vol-0a1b2c' });
    expect(quotaEnforcer.config.QuotaManager).toMatchObject({
      paths: ['/export/earth', '/export/staging'],
      hard_quota: 10,
      quota_overrides: { ada: 100 },
      exclude: ['_shared'],
    });
    expect(quotaEnforcer.extraConfig['01-folders']).toBe(
      'import os\nfor path in ["/export/earth","/export/staging"]:\n    os.makedirs(path, exist_ok=True)\n',
    );
  });

  test('serves a disk of either cloud', () => {
    expect(valuesOf({ disk: HomeDisk.persistentDisk('projects/a/zones/b/disks/c') }).gke).toEqual({
      enabled: true,
      volumeId: 'projects/a/zones/b/disks/c',
    });
  });

  test('is mounted by address, here and from another stack', () => {
    const made = server();
    expect(made.output.server.value).toMatch(
      /^\$\{data\.kubernetes_service_v1\.Homes_Service_\w+\.spec\[0\]\.cluster_ip\}$/,
    );
    expect(only(made.data, 'kubernetes_service_v1').depends_on).toEqual([
      expect.stringMatching(/^helm_release\.Homes_/),
    ]);
    const found = synth((stack) => QuotaHomeServer.fromServerName(stack, 'Homes', 'homes'));
    expect(only(found.data, 'kubernetes_service_v1').metadata).toEqual({ name: 'home-nfs', namespace: 'homes' });
    expect(found.resource).toBeUndefined();
  });

  test('has construct ids that do not change', () => {
    const { resource } = server();
    const ids = Object.values(
      resource as Record<string, Record<string, { '//': { metadata: { path: string } } }>>,
    ).flatMap((named) => Object.values(named).map((body) => body['//'].metadata.path));
    expect(ids.sort()).toEqual(['s/Homes/Namespace', 's/Homes/Resource']);
  });

  test.each<[string, Partial<QuotaHomeServerProps>, string]>([
    ['no hub', { folders: [] }, 'folders is empty; name the hubs whose homes it serves'],
    ['a path', { folders: ['../earth'] }, 'folders must be names of hubs, got ../earth; use a-z, 0-9 and -'],
    ['no quota', { quotaGiB: 0 }, 'quotaGiB must be above 0, got 0; give each user some GiB'],
  ])('refuses %s', (_what, overrides, message) => {
    expect(() => server(overrides)).toThrow(new Error(`s/Homes: ${message}`));
  });
});
