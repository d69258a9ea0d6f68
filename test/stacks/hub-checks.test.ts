import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkStacks } from '../../src/check/check-stacks.ts';
import { synthesize } from '../../src/stacks/synthesize.ts';
import { BindingSchema } from '../support/binding-schema.ts';
import { exampleCluster, exampleGoogleCluster, exampleHub, fleetOf, sentencesOf } from '../support/fleet.ts';
import { resourceOf, resourcesOf, type TerraformJson } from '../support/synth.ts';

const IMAGE = `ghcr.io/odc/hubfleet@sha256:${'0'.repeat(64)}`;
const support = {
  uptimeChecks: { recipients: ['oncall@atlas.example', 'it@atlas.example'] },
  healthChecks: { image: IMAGE, everyHours: 6, history: 'checks' },
};
const checked = { support, buckets: { checks: { hubs: {}, deleteAfterDays: 400 } } };
const clouds = [
  { on: 'aws', cluster: exampleCluster(checked) },
  { on: 'google', cluster: exampleGoogleCluster(checked) },
];

let outdir: string;
beforeAll(async () => void (await import('../../src/stacks/synthesize.ts')), 60_000);
beforeEach(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'hubfleet-checks-'));
});
afterEach(() => rm(outdir, { recursive: true, force: true }));

async function stacksOf(cluster: object, hub: Record<string, unknown> = {}): Promise<Record<string, TerraformJson>> {
  const fleet = await fleetOf({ 'atlas/cluster.yaml': cluster, 'atlas/hubs/research.yaml': exampleHub(hub) });
  const { stacks } = await synthesize(fleet, { outdir });
  return Object.fromEntries(stacks.map(({ name, json }) => [name, json as TerraformJson]));
}

const hubOf = async (cluster: object, hub: Record<string, unknown> = {}) =>
  (await stacksOf(cluster, hub))['atlas-research'] as TerraformJson;

describe('an uptime check', () => {
  test('on AWS asks from outside and alarms where Route 53 tells what it finds', async () => {
    const stacks = await stacksOf(exampleCluster(checked));
    const { provider } = stacks['atlas-research'] as TerraformJson;
    expect(provider.aws).toMatchObject([{ region: 'us-west-2' }, { alias: 'global', region: 'us-east-1' }]);
    const hub = stacks['atlas-research'] as TerraformJson;
    expect(resourceOf(hub, 'aws_route53_health_check')).toMatchObject({
      type: 'HTTPS',
      fqdn: 'hub.atlas.example',
      resource_path: '/hub/health',
      request_interval: 30,
    });
    expect(resourceOf(hub, 'aws_cloudwatch_metric_alarm')).toMatchObject({
      provider: 'aws.global',
      dimensions: { HealthCheckId: '${aws_route53_health_check.UptimeCheck_AC8BED45.id}' },
      treat_missing_data: 'breaching',
      alarm_actions: ['${data.aws_sns_topic.UptimeCheckContacts_0ED694C3.arn}'],
      ok_actions: ['${data.aws_sns_topic.UptimeCheckContacts_0ED694C3.arn}'],
    });
    const topic = resourceOf(stacks['atlas-support'] as TerraformJson, 'aws_sns_topic');
    expect(topic).toMatchObject({ name: 'hubfleet-atlas-uptime', provider: 'aws.global' });
    expect(Object.values(hub.data?.aws_sns_topic ?? {})).toMatchObject([{ name: topic.name, provider: 'aws.global' }]);
    const told = resourcesOf(stacks['atlas-support'] as TerraformJson, 'aws_sns_topic_subscription');
    expect(told.map(({ endpoint }) => endpoint).sort()).toEqual(['it@atlas.example', 'oncall@atlas.example']);
  });

  test('on Google Cloud asks from outside, looks at the certificate, and alarms by mail', async () => {
    const stacks = await stacksOf(exampleGoogleCluster(checked));
    const hub = stacks['atlas-research'] as TerraformJson;
    expect(resourceOf(hub, 'google_monitoring_uptime_check_config')).toMatchObject({
      http_check: { path: '/hub/health', port: 443, use_ssl: true, validate_ssl: true },
      monitored_resource: { type: 'uptime_url', labels: { project_id: 'lyra-learning', host: 'hub.atlas.example' } },
    });
    const alarm = resourceOf(hub, 'google_monitoring_alert_policy');
    const filters = alarm.conditions.map((each: { condition_threshold: { filter: string } }) =>
      each.condition_threshold.filter.replace(/.*uptime_check\/(\w+)".*/, '$1'),
    );
    expect(filters).toEqual(['check_passed', 'time_until_ssl_cert_expires']);
    expect(alarm.notification_channels).toHaveLength(2);
    const made = resourcesOf(stacks['atlas-support'] as TerraformJson, 'google_monitoring_notification_channel');
    const found = Object.values(hub.data?.google_monitoring_notification_channel ?? {});
    const names = (list: { display_name: string }[]) => list.map(({ display_name }) => display_name).sort();
    expect(names(found)).toEqual(names(made));
  });

  test.each(clouds)('on $on is left out where the hub or the cluster says so', async ({ cluster }) => {
    const types = Object.keys((await hubOf(cluster, { uptimeCheck: false, healthCheck: false })).resource);
    expect(types.filter((type) => /health_check|uptime|alarm|alert|cron/.test(type))).toEqual([]);
  });
});

describe('a health check by the clock', () => {
  test('has the token of its own service, and no other', async () => {
    const job = resourceOf(await hubOf(exampleCluster(checked), { scratchBucket: {} }), 'kubernetes_cron_job_v1');
    expect(job.metadata).toMatchObject({ name: 'health-check', namespace: 'research' });
    expect(job.spec).toMatchObject({ schedule: '20 5,11,17,23 * * *', concurrency_policy: 'Forbid' });
    const pod = job.spec.job_template.spec.template.spec;
    expect(pod).toMatchObject({
      service_account_name: 'health-check',
      automount_service_account_token: false,
      restart_policy: 'Never',
      security_context: { run_as_non_root: true },
    });
    expect(pod.container).toMatchObject([
      {
        image: IMAGE,
        args: [
          'verify',
          '--url=https://hub.atlas.example',
          '--as=atlas/research',
          '--expect',
          'scratch',
          '--history=s3://210987654321-atlas-checks/health',
        ],
        resources: { limits: { cpu: '1', memory: '384Mi' } },
        security_context: { read_only_root_filesystem: true, capabilities: { drop: ['ALL'] } },
      },
    ]);
    expect(pod.container[0].env.filter((each: object) => 'value_from' in each)).toEqual([
      {
        name: 'HUBFLEET_HEALTH_TOKEN',
        value_from: { secret_key_ref: { name: 'hub', key: 'hub.services.hub-health.apiToken' } },
      },
    ]);
  });

  test('waits as long for a server as the hub does', async () => {
    const job = resourceOf(
      await hubOf(exampleCluster(checked), { startTimeoutSeconds: 900 }),
      'kubernetes_cron_job_v1',
    );
    const { active_deadline_seconds: deadline, template } = job.spec.job_template.spec;
    expect(template.spec.container[0].args).toEqual(expect.arrayContaining(['--timeout', 'spawn=900', 'total=1500']));
    expect(deadline).toBe(1860);
  });

  test.each([
    { on: 'AWS', cluster: exampleCluster(checked), metadata: false },
    { on: 'Google Cloud', cluster: exampleGoogleCluster(checked), metadata: true },
  ])('on $on reaches its hub, and is reached by nobody', async ({ cluster, metadata }) => {
    const policies = resourcesOf(await hubOf(cluster), 'kubernetes_network_policy_v1');
    const { spec } = policies.find((each) => each.metadata.name === 'health-check') ?? {};
    expect(spec).toMatchObject({
      pod_selector: { match_labels: { app: 'hubfleet', component: 'health-check' } },
      policy_types: ['Ingress', 'Egress'],
    });
    expect(spec).not.toHaveProperty('ingress');
    expect(JSON.stringify(spec.egress).includes('"169.254.169.254/32"')).toBe(metadata);
  });

  test('adds to the bucket of the history on AWS, and reads and deletes nothing there', async () => {
    const policies = resourcesOf(await hubOf(exampleCluster(checked)), 'aws_iam_role_policy');
    const { policy } = policies.find(({ name }) => name === '210987654321-atlas-checks-Append') ?? {};
    expect(JSON.parse(policy).Statement).toEqual([
      { Effect: 'Allow', Action: ['s3:PutObject'], Resource: ['arn:aws:s3:::210987654321-atlas-checks/*'] },
    ]);
  });

  test('adds to the bucket of the history on Google Cloud, and reads and deletes nothing there', async () => {
    const members = resourcesOf(await hubOf(exampleGoogleCluster(checked)), 'google_storage_bucket_iam_member');
    expect(members).toMatchObject([{ bucket: 'lyra-learning-atlas-checks', role: 'roles/storage.objectCreator' }]);
  });

  test('has no cloud identity without a history', async () => {
    const { history: _, ...healthChecks } = support.healthChecks;
    const hub = await hubOf(exampleCluster({ support: { healthChecks } }));
    expect(resourcesOf(hub, 'aws_iam_role').map(({ name }) => name)).toEqual(['atlas-research']);
    expect(
      resourcesOf(hub, 'kubernetes_service_account_v1').map(({ metadata }) => metadata.annotations),
    ).toContainEqual(undefined);
  });
});

test.each(clouds)('checks of hubs break no policy on $on', async ({ cluster }) => {
  const fleet = await fleetOf({ 'atlas/cluster.yaml': cluster });
  const { stacks, faults } = await synthesize(fleet, { outdir });
  const { findings } = checkStacks(fleet, stacks, '2026-11-22');
  const sentences = [...faults, ...findings].map(({ rule, address, message }) => `${rule} ${address}: ${message}`);
  expect(sentences).toEqual([]);
});

test.each(clouds)('checks of hubs have only attributes that the bindings of $on know', async ({ cluster }) => {
  const stacks = Object.values(await stacksOf(cluster));
  for (const type of [
    'aws_route53_health_check',
    'aws_cloudwatch_metric_alarm',
    'aws_sns_topic',
    'aws_sns_topic_subscription',
    'google_monitoring_uptime_check_config',
    'google_monitoring_alert_policy',
    'kubernetes_cron_job_v1',
  ]) {
    const schema = new BindingSchema(type);
    for (const resource of stacks.flatMap((json) => resourcesOf(json, type))) {
      const { '//': _, provider: __, depends_on: ___, ...attributes } = resource;
      expect(schema.faults(attributes, type)).toEqual([]);
    }
  }
});

test.each([
  {
    what: 'a history in a bucket that is not there',
    cluster: { support: { healthChecks: { image: IMAGE, history: 'check' } }, buckets: checked.buckets },
    says: 'atlas/cluster.yaml: support.healthChecks.history: the cluster has no bucket check; did you mean checks',
  },
  {
    what: 'a history where there is no bucket at all',
    cluster: { support: { healthChecks: { image: IMAGE, history: 'checks' } } },
    says: 'atlas/cluster.yaml: support.healthChecks.history: the cluster has no bucket checks; add it to buckets',
  },
  {
    what: 'an image that moves',
    cluster: { support: { healthChecks: { image: 'ghcr.io/odc/hubfleet:latest' } } },
    says: 'atlas/cluster.yaml: support.healthChecks.image: expected an image with a fixed tag, got "ghcr.io/odc/hubfleet:latest"; write it like quay.io/jupyter/scipy-notebook:2026-07-28',
  },
  {
    what: 'hours that are no part of a day',
    cluster: { support: { healthChecks: { image: IMAGE, everyHours: 5 } } },
    says: 'atlas/cluster.yaml: support.healthChecks.everyHours: expected one of 1, 2, 3, 4, 6, 8, 12 and 24, got 5',
  },
  {
    what: 'questions from outside to hubs that are closed to it',
    cluster: {
      support: { uptimeChecks: support.uptimeChecks, ingress: { allowedCidrs: ['203.0.113.0/24'] } },
    },
    says: 'atlas/cluster.yaml: support.uptimeChecks: nobody outside can ask hubs that only ingress.allowedCidrs may reach; remove uptimeChecks and use healthChecks, which ask from inside',
  },
])('a cluster file is refused for $what', async ({ cluster, says }) => {
  expect(await sentencesOf({ 'atlas/cluster.yaml': exampleCluster(cluster) })).toEqual([says]);
});
