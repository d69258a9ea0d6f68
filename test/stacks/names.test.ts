import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { synthesize } from '../../src/stacks/synthesize.ts';
import { exampleHub, fleetOf } from '../support/fleet.ts';
import { fullCluster, fullGoogleCluster } from '../support/full-clusters.ts';
import type { TerraformJson } from '../support/synth.ts';

const RFC1035 = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
const DNS_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const DNS_NAME = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/** What the clouds and Kubernetes accept as names (the quota page of each service), by type and attribute. */
const rules: Readonly<Record<string, RegExp>> = {
  'aws_backup_plan.name': /^[\w.-]{1,50}$/,
  'aws_backup_selection.name': /^[\w.-]{1,50}$/,
  'aws_backup_vault.name': /^[\w-]{2,50}$/,
  'aws_budgets_budget.name': /^[^:\\]{1,100}$/,
  'aws_ce_anomaly_monitor.name': /^.{1,1024}$/,
  'aws_ce_anomaly_subscription.name': /^.{1,1024}$/,
  'aws_cloudwatch_metric_alarm.alarm_name': /^.{1,255}$/,
  'aws_sns_topic.name': /^[\w-]{1,256}$/,
  'aws_cloudwatch_log_group.name': /^[\w.\-/#]{1,512}$/,
  'aws_db_instance.final_snapshot_identifier': /^[a-z](?!.*--)[a-z0-9-]{0,253}[a-z0-9]$/,
  'aws_db_instance.identifier': /^[a-z](?!.*--)[a-z0-9-]{0,61}[a-z0-9]$/,
  'aws_db_subnet_group.name': /^[a-z0-9 _.-]{1,255}$/,
  'aws_ecr_repository.name': /^[a-z0-9][a-z0-9/_-]{1,255}$/,
  'aws_efs_file_system.creation_token': /^.{1,64}$/,
  'aws_eks_cluster.name': /^[\w-]{1,100}$/,
  'aws_eks_node_group.node_group_name': /^[\w-]{1,63}$/,
  'aws_iam_role.name': /^[\w+=,.@-]{1,64}$/,
  'aws_iam_role_policy.name': /^[\w+=,.@-]{1,128}$/,
  'aws_launch_template.name': /^[\w().\-/]{3,128}$/,
  'aws_s3_bucket.bucket': /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  'aws_security_group.name': /^[\w .\-:/()#,@[\]+=&;{}!$*]{1,255}$/,
  'google_artifact_registry_repository.repository_id': RFC1035,
  'google_billing_budget.display_name': /^.{1,60}$/,
  'google_cloud_scheduler_job.name': /^[\w-]{1,500}$/,
  'google_compute_disk.name': RFC1035,
  'google_compute_global_address.name': RFC1035,
  'google_compute_network.name': RFC1035,
  'google_compute_resource_policy.name': RFC1035,
  'google_compute_router.name': RFC1035,
  'google_compute_router_nat.name': RFC1035,
  'google_compute_subnetwork.name': RFC1035,
  'google_container_cluster.name': /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/,
  'google_container_node_pool.name': /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/,
  'google_filestore_instance.name': RFC1035,
  'google_iam_workload_identity_pool.display_name': /^.{1,32}$/,
  'google_iam_workload_identity_pool.workload_identity_pool_id': /^[a-z][a-z0-9-]{2,30}[a-z0-9]$/,
  'google_iam_workload_identity_pool_provider.workload_identity_pool_provider_id': /^[a-z0-9-]{4,32}$/,
  'google_kms_key_ring.name': /^[\w-]{1,63}$/,
  'google_logging_project_bucket_config.bucket_id': /^[\w.-]{1,100}$/,
  'google_logging_project_exclusion.name': /^[A-Za-z][\w.-]{0,99}$/,
  'google_logging_project_sink.name': /^[\w.-]{1,100}$/,
  'google_monitoring_alert_policy.display_name': /^.{1,512}$/,
  'google_monitoring_uptime_check_config.display_name': /^.{1,512}$/,
  'google_monitoring_notification_channel.display_name': /^.{1,512}$/,
  'google_project_iam_custom_role.role_id': /^[\w.]{3,64}$/,
  'google_service_account.account_id': /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
  'google_service_account.display_name': /^.{1,100}$/,
  'google_sql_database_instance.name': /^[a-z][a-z0-9-]{0,83}$/,
  'google_storage_bucket.name': /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  'google_workflows_workflow.name': /^[A-Za-z][\w-]{0,63}$/,
  'google_storage_bucket_iam_member.bucket': /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  'helm_release.name': /^[a-z0-9][a-z0-9-]{0,51}[a-z0-9]$/,
  'helm_release.namespace': DNS_LABEL,
  'kubernetes_namespace_v1.metadata.name': DNS_LABEL,
  'kubernetes_persistent_volume_v1.metadata.name': DNS_NAME,
};

/** Names that a resource gives, by attribute. */
function namesOf(body: Readonly<Record<string, unknown>>): [attribute: string, name: string][] {
  const metadata = (body.metadata as { name?: unknown } | undefined)?.name;
  const given = Object.entries(body).filter(([key]) =>
    /(?:^|_)(?:name|namespace|id|identifier|bucket|token)$/.test(key),
  );
  return [...given, ['metadata.name', metadata]].flatMap(([attribute, name]) =>
    typeof name === 'string' && !name.includes('${') ? [[String(attribute), name] as [string, string]] : [],
  );
}

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
    const named = stacks.flatMap(({ json }) =>
      Object.entries((json as TerraformJson).resource ?? {}).flatMap(([type, bodies]) =>
        Object.values(bodies).flatMap((body) => namesOf(body).map(([key, name]) => [`${type}.${key}`, name] as const)),
      ),
    );
    const afterUs = named.filter(([, name]) => [cluster, hub, part].some((own) => name.includes(own)));
    expect(afterUs.length).toBeGreaterThan(20);
    return afterUs.flatMap(([what, name]) => {
      const shape = rules[what];
      if (!shape) return [`${what}: no limit of it is written down here`];
      return shape.test(name) ? [] : [`${what}: ${name} (${name.length})`];
    });
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
