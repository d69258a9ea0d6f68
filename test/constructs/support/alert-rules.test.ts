import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { Secret } from '../../../constructs/src/secret.ts';
import { AlertReceiver } from '../../../constructs/src/support/alert-receiver.ts';
import { alertingRules, alertmanagerConfig } from '../../../constructs/src/support/alert-routes.ts';
import { ALERT_RULES } from '../../../constructs/src/support/alert-rules.ts';

// Debian: apt-get install prometheus prometheus-alertmanager.
const has = (tool: string) => {
  const found = Boolean(process.env.CI) || spawnSync(tool, ['--version']).status === 0;
  if (!found) console.warn(`tests by ${tool}: SKIPPED, it is not installed`);
  return found;
};

const folder = mkdtempSync(join(tmpdir(), 'hubfleet-alerts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rulesFile = join(folder, 'rules.yml');
writeFileSync(rulesFile, stringify(alertingRules('atlas')));

interface Series {
  readonly series: string;
  readonly values: string;
}

const disk = (claim: string, available: string): Series[] => {
  const labels = `{namespace="research",persistentvolumeclaim="${claim}",node="n"}`;
  return [
    { series: `kubelet_volume_stats_available_bytes${labels}`, values: available },
    { series: `kubelet_volume_stats_capacity_bytes${labels}`, values: '1000x90' },
  ];
};
const restarts = (pod: string, values: string): Series[] => [
  { series: `kube_pod_container_status_restarts_total{namespace="research",pod="${pod}"}`, values },
];

const cronJob = (what: string, values: string): Series[] => [
  { series: `kube_cronjob_status_${what}{namespace="research",cronjob="health-check"}`, values },
];

/** For each alert, series by which it fires after an hour and a half, and series by which it just does not. */
const cases: Record<string, { fires: Series[]; rests: Series[] }> = {
  HubDown: {
    fires: [{ series: 'kube_deployment_status_replicas_available{namespace="a",deployment="hub"}', values: '0x90' }],
    rests: [{ series: 'kube_deployment_status_replicas_available{namespace="a",deployment="hub"}', values: '1x90' }],
  },
  ServerStartsFail: {
    fires: [
      {
        series: 'jupyterhub_server_spawn_duration_seconds_count{namespace="a",status="failure"}',
        values: '0x70 1x10 3x10',
      },
    ],
    rests: [
      {
        series: 'jupyterhub_server_spawn_duration_seconds_count{namespace="a",status="success"}',
        values: '0+5x90',
      },
      { series: 'jupyterhub_server_spawn_duration_seconds_count{namespace="a",status="failure"}', values: '0x80 1x10' },
    ],
  },
  ServerFindsNoNode: {
    fires: [{ series: 'kube_pod_status_unschedulable{namespace="a",pod="jupyter-ada"}', values: '1x90' }],
    rests: [{ series: 'kube_pod_status_unschedulable{namespace="a",pod="jupyter-ada"}', values: '_x84 1x6' }],
  },
  HubMetricsMissing: {
    fires: [{ series: 'up{namespace="a",service="hub"}', values: '0x90' }],
    rests: [{ series: 'up{namespace="a",service="proxy-api"}', values: '0x90' }],
  },
  HealthCheckFails: {
    // Started at minute 20, and again at minute 80 before anybody looked: it has failed for more than an hour.
    fires: [...cronJob('last_schedule_time', '1200x60 4800x30'), ...cronJob('last_successful_time', '1000x90')],
    rests: [
      ...cronJob('last_schedule_time', '1200x60 4800x30'),
      // It succeeds five minutes after each start.
      ...cronJob('last_successful_time', '1000x25 1500x59 5100x10'),
      { series: 'kube_cronjob_status_last_schedule_time{namespace="a",cronjob="backup"}', values: '1200x90' },
    ],
  },
  HealthCheckMissing: {
    // The test's clock stands at 5400 seconds: 25 hours before it are at -84600.
    fires: cronJob('last_schedule_time', '-84601x90'),
    rests: cronJob('last_schedule_time', '-84600x90'),
  },
  HomeDiskNearlyFull: { fires: disk('home-nfs', '100x90'), rests: disk('home-nfs', '101x90') },
  HomeDiskFull: { fires: disk('home-nfs', '10x90'), rests: disk('home-nfs', '11x90') },
  HubDatabaseDiskNearlyFull: { fires: disk('hub-db-dir', '100x90'), rests: disk('hub-db-dir', '101x90') },
  HubDatabaseDiskFull: { fires: disk('hub-db-dir', '0x90'), rests: disk('hub-db-dir', '11x90') },
  PrometheusDiskNearlyFull: { fires: disk('prometheus-server', '90x90'), rests: disk('other', '0x90') },
  PrometheusDiskFull: { fires: disk('prometheus-server', '5x90'), rests: disk('prometheus-server', '50x90') },
  DiskBusy: {
    fires: [{ series: 'node_disk_io_time_seconds_total{device="sda",node="n"}', values: '0+54x90' }],
    rests: [
      { series: 'node_disk_io_time_seconds_total{device="sda",node="n"}', values: '0+42x90' },
      { series: 'node_disk_io_time_seconds_total{device="loop0",node="n"}', values: '0+60x90' },
    ],
  },
  HomeServerRestarted: { fires: restarts('main-home-nfs-0', '0x60 1x30'), rests: restarts('main-home-nfs-0', '1x90') },
  ProxyRestarted: { fires: restarts('proxy-5d', '0x60 1x30'), rests: restarts('autohttps-1', '0x60 1x30') },
  PrometheusRestarted: {
    fires: restarts('prometheus-server-1', '0x60 1x30'),
    // The name of one service within that of another was once taken for it.
    rests: restarts('proxy-1', '0x60 1x30'),
  },
  GrafanaRestarted: { fires: restarts('grafana-0', '0x60 2x30'), rests: restarts('grafana-0', '0x90') },
  ExporterRestarted: {
    fires: restarts('research-groups-exporter-1', '0x60 1x30'),
    rests: restarts('research-groups-exporter-1', '7x90'),
  },
  PodPending: {
    fires: [{ series: 'kube_pod_status_phase{phase="Pending",namespace="a",pod="x"}', values: '1x90' }],
    rests: [
      { series: 'kube_pod_status_phase{phase="Pending",namespace="a",pod="user-placeholder-0"}', values: '1x90' },
      { series: 'kube_pod_status_phase{phase="Pending",namespace="a",pod="hook-image-puller-x"}', values: '1x90' },
      { series: 'kube_pod_status_phase{phase="Running",namespace="a",pod="x"}', values: '1x90' },
    ],
  },
  PodTerminating: {
    // The test's clock starts at 0 and stands at 5400 seconds.
    fires: [{ series: 'kube_pod_deletion_timestamp{namespace="a",pod="x"}', values: '4799x90' }],
    rests: [{ series: 'kube_pod_deletion_timestamp{namespace="a",pod="x"}', values: '4800x90' }],
  },
  CertificateEnds: {
    fires: [{ series: 'certmanager_certificate_expiration_timestamp_seconds{name="tls"}', values: `${13 * 86400}x90` }],
    rests: [{ series: 'certmanager_certificate_expiration_timestamp_seconds{name="tls"}', values: `${15 * 86400}x90` }],
  },
};

test('every alert has a case in which it fires and one in which it rests', () => {
  expect(Object.keys(cases).sort()).toEqual(ALERT_RULES.map(({ alertName }) => alertName).sort());
});

/** What Prometheus itself says of the names of alerts that fire for these series. */
function firing(alertName: string, series: readonly Series[], fires: boolean): string {
  const file = join(folder, `${alertName}-${fires}.yml`);
  const rule = ALERT_RULES.find((each) => each.alertName === alertName);
  const query = `count(ALERTS{alertname="${alertName}",alertstate="firing",severity="${rule?.severity}",cluster="atlas"}) or vector(0)`;
  writeFileSync(
    file,
    stringify({
      rule_files: [rulesFile],
      evaluation_interval: '1m',
      tests: [
        {
          interval: '1m',
          input_series: series,
          promql_expr_test: [{ expr: query, eval_time: '90m', exp_samples: [{ labels: '{}', value: fires ? 1 : 0 }] }],
        },
      ],
    }),
  );
  const { stdout, stderr } = spawnSync('promtool', ['test', 'rules', file], { encoding: 'utf8' });
  return `${stdout}${stderr}`;
}

describe.skipIf(!has('promtool'))('by Prometheus itself', () => {
  test('the rules are well formed', () => {
    expect(execFileSync('promtool', ['check', 'rules', rulesFile], { encoding: 'utf8' })).toContain(
      `SUCCESS: ${ALERT_RULES.length} rules found`,
    );
  });

  test.each(Object.entries(cases))('%s fires when it should, and not before', (alertName, { fires, rests }) => {
    expect(firing(alertName, fires, true)).toContain('SUCCESS');
    expect(firing(alertName, rests, false)).toContain('SUCCESS');
  });
});

describe.skipIf(!has('amtool'))('by Alertmanager itself', () => {
  const file = join(folder, 'alertmanager.yml');
  const hook = (name: string) => AlertReceiver.webhook(Secret.variable(name));
  const config = alertmanagerConfig({
    receivers: { oncall: hook('a'), team: hook('b'), mail: hook('c'), check: hook('d') },
    now: 'oncall',
    today: 'team',
    week: 'mail',
    also: { ServerStartsFail: 'check' },
  });
  // The version at hand cannot read addresses from files yet.
  const old = JSON.stringify(config).replaceAll('"url_file":"/etc/', '"url":"https://hook.example/');
  writeFileSync(file, stringify(JSON.parse(old)));

  test('the configuration is well formed', () => {
    expect(execFileSync('amtool', ['check-config', file], { encoding: 'utf8' })).toContain('4 receivers');
  });

  test.each(ALERT_RULES)('$alertName goes where it should', ({ alertName, severity }) => {
    const labels = [`alertname=${alertName}`, `severity=${severity}`, 'cluster=atlas', 'namespace=research'];
    const to = execFileSync('amtool', ['config', 'routes', 'test', `--config.file=${file}`, ...labels], {
      encoding: 'utf8',
    });
    const expected = { now: 'oncall', today: 'team', week: 'mail', plan: 'mail' }[severity];
    expect(to.trim()).toBe(alertName === 'ServerStartsFail' ? `check,${expected}` : expected);
  });
});
