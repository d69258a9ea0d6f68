import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { synthesize } from '../../src/stacks/synthesize.ts';
import { type Files, fleetOf } from '../support/fleet.ts';
import { fullFiles } from '../support/full-clusters.ts';
import { resourceOf, resourcesOf, type TerraformJson } from '../support/synth.ts';

async function stacksOf(files: Files): Promise<Record<string, TerraformJson>> {
  const outdir = mkdtempSync(join(tmpdir(), 'hubfleet-full-'));
  try {
    const { stacks, faults } = await synthesize(await fleetOf(files), { outdir });
    expect(faults).toEqual([]);
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

describe('a cluster file that uses every key', () => {
  test('grants its bucket to the hub it names, in the stack of the hub', async () => {
    const stacks = await stacksOf(fullFiles());
    const policies = resourcesOf(stack(stacks, 'atlas-research'), 'aws_iam_role_policy').map(({ name }) => name);
    expect(policies.sort()).toEqual([
      '210987654321-atlas-data-Append',
      '210987654321-atlas-data-ReadWrite',
      'permissions',
    ]);
    expect(resourcesOf(stack(stacks, 'atlas-data'), 'aws_s3_bucket_policy')).toHaveLength(2);
    const members = resourcesOf(stack(stacks, 'lyra-research'), 'google_storage_bucket_iam_member');
    expect(members.map(({ bucket, role }) => [bucket, role])).toContainEqual([
      'lyra-learning-lyra-data',
      'roles/storage.objectUser',
    ]);
    expect(resourceOf(stack(stacks, 'lyra-research'), 'google_project_iam_member').role).toBe(
      'roles/serviceusage.serviceUsageConsumer',
    );
  });

  test.each(['atlas', 'lyra'])(
    'serves the disk of %s to the hub that keeps homes on it, with its quota',
    async (name) => {
      const stacks = await stacksOf(fullFiles());
      const releases = resourcesOf(stack(stacks, `${name}-support`), 'helm_release');
      const server = releases.find((release) => release.name === 'home-fast');
      expect(JSON.parse(server?.values[0])).toMatchObject({
        quotaEnforcer: { config: { QuotaManager: { hard_quota: 10, paths: ['/export/research'] } } },
      });
      expect(stack(stacks, `${name}-research`).data).toHaveProperty('kubernetes_service_v1');
    },
  );

  test('lets its pipeline in by the token of one run, and by no key', async () => {
    const stacks = await stacksOf(fullFiles());
    const roles = resourcesOf(stack(stacks, 'atlas'), 'aws_iam_role');
    const trust = JSON.parse(roles.find(({ name }) => name === 'atlas-ci')?.assume_role_policy);
    expect(trust.Statement[0].Condition).toEqual({
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': ['repo:odc/hubs:environment:production'],
      },
    });
    expect(resourceOf(stack(stacks, 'lyra-support'), 'kubernetes_cluster_role_binding_v1')).toMatchObject({
      role_ref: { name: 'cluster-admin' },
      subject: [{ kind: 'User', name: 'lyra-ci@lyra-learning.iam.gserviceaccount.com' }],
    });
    const provider = resourceOf(stack(stacks, 'lyra'), 'google_iam_workload_identity_pool_provider');
    expect(provider.attribute_condition).toBe(
      "assertion.sub in ['organization:odc:project:hubs:workspace:lyra:run_phase:plan', 'organization:odc:project:hubs:workspace:lyra:run_phase:apply']",
    );
  });
});
