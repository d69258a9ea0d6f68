import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { synthesize } from '../../src/stacks/synthesize.ts';
import { exampleHub, fleetOf } from '../support/fleet.ts';
import { fullCluster, fullGoogleCluster } from '../support/full-clusters.ts';
import type { TerraformJson } from '../support/synth.ts';

/** What the clouds accept as names (the quota page of each service). */
const rules: Readonly<Record<string, readonly [attribute: string, shape: RegExp]>> = {
  aws_backup_vault: ['name', /^[\w-]{2,50}$/],
  aws_backup_plan: ['name', /^[\w.-]{1,50}$/],
  aws_db_instance: ['identifier', /^[a-z][a-z0-9-]{0,62}$/],
  aws_ecr_repository: ['name', /^[a-z0-9][a-z0-9/_-]{1,255}$/],
  aws_efs_file_system: ['creation_token', /^.{1,64}$/],
  aws_eks_cluster: ['name', /^[\w-]{1,100}$/],
  aws_eks_node_group: ['node_group_name', /^[\w-]{1,63}$/],
  aws_iam_role: ['name', /^[\w+=,.@-]{1,64}$/],
  aws_iam_role_policy: ['name', /^[\w+=,.@-]{1,128}$/],
  aws_launch_template: ['name', /^[\w().\-/]{3,128}$/],
  aws_s3_bucket: ['bucket', /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/],
  aws_security_group: ['name', /^[\w .\-:/()#,@[\]+=&;{}!$*]{1,255}$/],
  google_artifact_registry_repository: ['repository_id', /^[a-z][a-z0-9-]{0,61}[a-z0-9]$/],
  google_compute_disk: ['name', /^[a-z][a-z0-9-]{0,61}[a-z0-9]$/],
  google_compute_network: ['name', /^[a-z][a-z0-9-]{0,61}[a-z0-9]$/],
  google_compute_resource_policy: ['name', /^[a-z][a-z0-9-]{0,61}[a-z0-9]$/],
  google_container_cluster: ['name', /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/],
  google_container_node_pool: ['name', /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/],
  google_filestore_instance: ['name', /^[a-z][a-z0-9-]{0,61}[a-z0-9]$/],
  google_iam_workload_identity_pool: ['workload_identity_pool_id', /^[a-z][a-z0-9-]{2,30}[a-z0-9]$/],
  google_kms_key_ring: ['name', /^[\w-]{1,63}$/],
  google_logging_project_bucket_config: ['bucket_id', /^[\w.-]{1,100}$/],
  google_service_account: ['account_id', /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/],
  google_sql_database_instance: ['name', /^[a-z][a-z0-9-]{0,84}$/],
  google_storage_bucket: ['name', /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/],
};

const letters = (min: number, max: number) =>
  fc.stringMatching(new RegExp(`^[a-z][a-z0-9]{${min - 2},${max - 2}}[a-z0-9]$`));

async function faults(provider: 'aws' | 'google', cluster: string, hub: string, part: string): Promise<string[]> {
  const outdir = mkdtempSync(join(tmpdir(), 'hubfleet-names-'));
  const buckets = { [part]: { hubs: { [hub]: 'read' }, accessLogs: true } };
  const healthChecks = { image: 'ghcr.io/odc/hubfleet:0.1.0', history: part };
  const support = { uptimeChecks: { recipients: ['it@atlas.example'] }, healthChecks };
  const grants = { buckets, support, hubPermissions: {} };
  const project = 'a-project-id-of-thirty-letters';
  const pools = {
    core: { purpose: 'core', machineType: 'r5.xlarge', minNodes: 1, maxNodes: 3 },
    small: { purpose: 'user', machineType: 'r5.xlarge', maxNodes: 3 },
    [part]: { purpose: 'user', machineType: 'r5.xlarge', maxNodes: 3, generation: 'b' },
  };
  const machineType = provider === 'aws' ? 'r5.xlarge' : 'n2-highmem-4';
  const ofCloud = Object.fromEntries(Object.entries(pools).map(([name, pool]) => [name, { ...pool, machineType }]));
  const homes = {
    aws: { [part]: { kind: 'disk', sizeGiB: 100 }, other: { kind: 'efs' } },
    google: { [part]: { kind: 'disk', sizeGiB: 100 }, other: { kind: 'filestore', tier: 'ZONAL', capacityGiB: 1024 } },
  };
  const keys = { ...grants, pools: ofCloud, homeStorage: homes[provider], registry: { repositories: [part] } };
  const files = {
    'atlas/cluster.yaml': undefined,
    'atlas/hubs/research.yaml': undefined,
    [`${cluster}/cluster.yaml`]: provider === 'aws' ? fullCluster(keys) : fullGoogleCluster({ ...keys, project }),
    [`${cluster}/hubs/${hub}.yaml`]: exampleHub({ storage: { home: part }, scratchBucket: {} }),
  };
  try {
    const { stacks } = await synthesize(await fleetOf(files), { outdir });
    return stacks.flatMap(({ json }) =>
      Object.entries((json as TerraformJson).resource ?? {}).flatMap(([type, named]) => {
        const [attribute = '', shape] = rules[type] ?? [];
        const names = Object.values(named).map((body) => String(body[attribute]));
        return names.filter((name) => shape?.test(name) === false).map((name) => `${type}: ${name} (${name.length})`);
      }),
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

// A service account of Google Cloud bounds cluster and hub together, and the fleet refuses what is longer.
test.each([
  ['aws' as const, letters(24, 24), letters(24, 24)],
  ['google' as const, letters(24, 24), letters(5, 5)],
  ['google' as const, letters(5, 5), letters(24, 24)],
])(
  'on %s the longest names of clusters, hubs and parts fit everything that is named after them',
  async (provider, clusters, hubs) => {
    await fc.assert(
      fc.asyncProperty(clusters, hubs, letters(24, 24), async (cluster, hub, part) => {
        expect(await faults(provider, cluster, hub, part)).toEqual([]);
      }),
      { numRuns: 3 },
    );
  },
  60_000,
);
