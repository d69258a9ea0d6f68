import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkStacks } from '../../src/check/check-stacks.ts';
import { synthesize } from '../../src/stacks/synthesize.ts';
import { exampleCluster, exampleGoogleCluster, exampleOrganization, fleetOf, sentencesOf } from '../support/fleet.ts';
import { chartValuesOf, hubValuesOf } from '../support/hub-values.ts';
import { resourceOf, resourcesOf, type TerraformJson } from '../support/synth.ts';

const pools = {
  core: { purpose: 'core', machineType: 'r8i-flex.large', minNodes: 1, maxNodes: 3 },
  small: { purpose: 'user', machineType: 'r5.xlarge', maxNodes: 20 },
  gpu: { purpose: 'user', machineType: 'g4dn.xlarge', maxNodes: 4 },
};
const googlePools = {
  core: { purpose: 'core', machineType: 'n2-highmem-4', minNodes: 1, maxNodes: 3 },
  small: { purpose: 'user', machineType: 'n2-highmem-4', maxNodes: 20 },
  gpu: { purpose: 'user', machineType: 'n1-standard-8', maxNodes: 4, gpu: { type: 'nvidia-tesla-t4', count: 1 } },
};
const grafana = {
  domain: 'grafana.atlas.example',
  login: { kind: 'github', clientId: 'Iv1.9', clientSecret: 'variable:grafana_secret', organizations: ['atlas'] },
};
const alerts = {
  receivers: {
    oncall: { kind: 'pagerduty', routingKey: 'variable:pagerduty_key' },
    team: { kind: 'slack', webhook: 'variable:slack_hook' },
  },
  now: 'oncall',
  today: 'team',
};

let outdir: string;
beforeEach(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'hubfleet-support-'));
});
afterEach(() => rm(outdir, { recursive: true, force: true }));

async function fleetWith(cluster: object) {
  const organization = exampleOrganization({ staff: { github: ['odc-amara'] } });
  return await fleetOf({ 'fleet.yaml': organization, 'atlas/cluster.yaml': cluster });
}

async function supportOf(cluster: object): Promise<TerraformJson> {
  const { stacks } = await synthesize(await fleetWith(cluster), { outdir, selection: { stack: ['atlas-support'] } });
  return stacks[0]?.json as TerraformJson;
}

const charts = (json: TerraformJson) =>
  resourcesOf(json, 'helm_release')
    .map(({ chart }) => chart)
    .sort();

describe('the support services', () => {
  test.each([
    {
      on: 'AWS',
      cluster: exampleCluster({ pools, support: { grafana, alerts } }),
      charts: [
        'cert-manager',
        'cluster-autoscaler',
        'grafana',
        'jupyterhub-cost-monitoring',
        'nvidia-device-plugin',
        'prometheus',
        'traefik',
      ],
    },
    {
      on: 'Google Cloud',
      cluster: exampleGoogleCluster({ pools: googlePools, support: { grafana, alerts } }),
      charts: ['cert-manager', 'grafana', 'prometheus', 'traefik'],
    },
    {
      on: 'AWS without GPUs and without dashboards',
      cluster: exampleCluster(),
      charts: ['cert-manager', 'cluster-autoscaler', 'prometheus', 'traefik'],
    },
    {
      on: 'AWS with everything turned off that can be',
      cluster: exampleCluster({
        pools,
        support: {
          ingress: { traefik: false },
          autoscaler: false,
          devicePlugin: false,
          prometheus: { enabled: false },
        },
      }),
      charts: ['cert-manager'],
    },
    {
      on: 'AWS with protection against mining',
      cluster: exampleCluster({ support: { minerProtection: { enabled: true, bannedTexts: ['xmrig-static'] } } }),
      charts: ['cert-manager', 'cluster-autoscaler', 'cryptnono', 'prometheus', 'traefik'],
    },
  ])('on $on are those the cluster needs', async ({ cluster, charts: expected }) => {
    expect(charts(await supportOf(cluster))).toEqual(expected);
  });

  test.each([
    { on: 'aws', cluster: exampleCluster({ pools, support: { grafana, alerts, minerProtection: { enabled: true } } }) },
    { on: 'google', cluster: exampleGoogleCluster({ pools: googlePools, support: { grafana, alerts } }) },
  ])('break no policy on $on', async ({ cluster }) => {
    const fleet = await fleetWith(cluster);
    const { stacks, faults } = await synthesize(fleet, { outdir });
    const { findings } = checkStacks(fleet, stacks, '2026-11-22');
    const sentences = [...faults, ...findings].map(({ rule, address, message }) => `${rule} ${address}: ${message}`);
    expect(sentences).toEqual([]);
  });

  test('keep the load balancer when the ingress controller goes', async () => {
    const balancer = (json: TerraformJson) => resourceOf(json, 'kubernetes_service_v1');
    const before = await supportOf(exampleCluster());
    const after = await supportOf(exampleCluster({ support: { ingress: { traefik: false } } }));
    expect(balancer(after)).toEqual(balancer(before));
    expect(balancer(before)).toMatchObject({
      lifecycle: { prevent_destroy: true },
      spec: { type: 'LoadBalancer', selector: { 'hubfleet.dev/entrypoint': 'true' } },
    });
    expect(chartValuesOf(before, 'traefik')).toMatchObject({
      deployment: { podLabels: { 'hubfleet.dev/entrypoint': 'true' } },
      service: { type: 'ClusterIP' },
      providers: { kubernetesIngress: { publishedService: { pathOverride: 'ingress/entrypoint' } } },
    });
  });

  test('keep metrics as long and as large as the cluster file says', async () => {
    const json = await supportOf(
      exampleCluster({ support: { prometheus: { retentionDays: 1098, diskGiB: 400, memoryGiB: 8 } } }),
    );
    expect(chartValuesOf(json, 'prometheus')).toMatchObject({
      server: {
        retention: '1098d',
        retentionSize: '360GB',
        persistentVolume: { size: '400Gi' },
        nodeSelector: { 'hub.jupyter.org/node-purpose': 'core' },
        podLabels: { 'hub.jupyter.org/network-access-hub': 'true' },
        resources: { limits: { memory: '8Gi' } },
      },
      'kube-state-metrics': {
        metricLabelsAllowlist: [
          'pods=[app,component,hub.jupyter.org/username,app.kubernetes.io/component,hubfleet.dev/hub]',
          'nodes=[*]',
          'services=[app,component]',
        ],
        metricAnnotationsAllowList: ['pods=[hub.jupyter.org/username]'],
      },
      alertmanager: { enabled: false },
    });
  });

  test('read secrets from Kubernetes, where Terraform writes them without keeping them', async () => {
    const json = await supportOf(exampleCluster({ support: { grafana, alerts } }));
    const secrets = resourcesOf(json, 'kubernetes_secret_v1');
    expect(secrets.map(({ data_wo, data }) => [data_wo, data])).toEqual([
      [{ oncall: '${var.pagerduty_key}', team: '${var.slack_hook}' }, undefined],
      [{ login: '${var.grafana_secret}' }, undefined],
    ]);
    const [receivers, login] = secrets.map(({ metadata }) => metadata.name as string);
    expect(chartValuesOf(json, 'prometheus')).toMatchObject({
      alertmanager: { extraSecretMounts: [{ secretName: receivers, mountPath: '/etc/alert-receivers' }] },
    });
    expect(chartValuesOf(json, 'grafana')).toMatchObject({
      envValueFrom: { GF_AUTH_GITHUB_CLIENT_SECRET: { secretKeyRef: { name: login, key: 'login' } } },
      'grafana.ini': { 'auth.github': { client_id: 'Iv1.9', allowed_organizations: 'atlas' } },
    });
  });

  test.each([
    { on: 'AWS', cluster: exampleCluster(), driver: 'ebs.csi.aws.com' },
    { on: 'Google Cloud', cluster: exampleGoogleCluster(), driver: 'pd.csi.storage.gke.io' },
  ])('keep disks whose claim goes, for the users of a hub, on $on', async ({ cluster, driver }) => {
    expect(resourceOf(await supportOf(cluster), 'kubernetes_storage_class_v1')).toMatchObject({
      metadata: { name: 'hubfleet-retain' },
      reclaim_policy: 'Retain',
      storage_provisioner: driver,
    });
    const { stacks } = await synthesize(await fleetWith(cluster), { outdir, selection: { hub: ['research'] } });
    expect(hubValuesOf(stacks[0]?.json)).toMatchObject({
      hub: { db: { pvc: { storageClassName: 'hubfleet-retain' } } },
    });
  });

  test('leave texts in braces to those who read them', async () => {
    const text = JSON.stringify(chartValuesOf(await supportOf(exampleCluster()), 'prometheus'));
    expect(text).toContain('atlas: The disk with homes ({{ $labels.namespace }}/');
  });
});

describe('support that cannot be', () => {
  const file = 'atlas/cluster.yaml';

  test.each([
    {
      support: { alerts: { ...alerts, today: 'taem' } },
      says: [
        'support.alerts.receivers.team: receiver team hears of nothing; route an alert to it, or remove it',
        'support.alerts.today: there is no receiver taem; did you mean team',
      ],
    },
    {
      support: { alerts, prometheus: { enabled: false } },
      says: [
        'support.alerts: nothing evaluates the alert rules while prometheus is off; turn prometheus on, or remove alerts',
      ],
    },
    {
      support: { grafana: { domain: 'hub.atlas.example' } },
      says: [
        'support.grafana.domain: domain hub.atlas.example is taken by atlas/hubs/research.yaml; give each hub its own',
      ],
    },
    {
      support: { alerts: { receivers: { a: { kind: 'slack', webhook: 'gcpSecretManager:hook' } }, now: 'a' } },
      says: [
        'support.alerts.receivers.a.webhook: a cluster on aws cannot read gcpSecretManager; use awsSecretsManager or variable',
      ],
    },
  ])('$says', async ({ support, says }) => {
    const found = await sentencesOf({ [file]: exampleCluster({ support }) });
    expect(found.sort()).toEqual(says.map((sentence) => `${file}: ${sentence}`));
  });
});
