import { Release } from '@cdktf/provider-helm/lib/release';
import type { Construct } from 'constructs';
import type { ICluster } from '../cluster';
import { Scheduling } from '../scheduling';
import { supportCharts } from '../support/charts';
import { coreNodes } from '../support/core-nodes';
import { supportImages } from '../support/images';
import { GITHUB_ONLY_SNIPPET, REGISTRY_SNIPPET } from './binder-snippets';
import { IngressController } from './exposure';
import type { HubConfiguration } from './hub-configuration';
import { BINDER_CLIENT, BINDER_NAME, BINDER_PORT, type ImageBuilding } from './image-building';
import { compact, type Draft, type Json, type Values } from './json';
import { registrySecretName, storeRegistryLogin } from './registry-login';
import { blockNfs } from './server-storage';
import { terraformLiterals } from './terraform-literal';

const CHART = supportCharts.binderhubService;
const LOGIN_FOLDER = '/etc/image-registry';
const USER_TOLERATIONS: Json = ['hub.jupyter.org/dedicated', Scheduling.USER_TAINT].map((key) => ({
  key,
  operator: 'Equal',
  value: 'user',
  effect: 'NoSchedule',
}));

/** Specs of BinderHub are owner, repository and commit. */
function allowedSpecs(repositories: string[] | undefined): string[] | undefined {
  return repositories?.map((name) => `(?i)^${name.replace(/\./g, '\\.')}/.*$`);
}

function page({ binder }: ImageBuilding, { domain, authentication }: HubConfiguration): Draft {
  const ownAccounts = !(authentication.visitors ?? false);
  if (binder === undefined) {
    return { base_url: '/services/binder/', auth_enabled: true, enable_api_only_mode: true };
  }
  return {
    base_url: '/',
    hub_url: `https://${domain}`,
    badge_base_url: `https://${binder.domain}`,
    banner_message: binder.banner,
    auth_enabled: ownAccounts,
    enable_api_only_mode: false,
  };
}

function ingress({ binder }: ImageBuilding, { network }: HubConfiguration): Draft {
  if (binder === undefined) return { enabled: false };
  const { controller = IngressController.TRAEFIK, tlsIssuer = 'letsencrypt' } =
    network.exposure?._settings.ingress ?? {};
  return {
    enabled: true,
    ingressClassName: controller.className,
    annotations: { 'cert-manager.io/cluster-issuer': tlsIssuer, ...controller.annotations },
    hosts: [binder.domain],
    tls: [{ hosts: [binder.domain], secretName: 'binder-tls' }],
  };
}

function environment(building: ImageBuilding, { hubName, domain }: HubConfiguration, secret: string): Json {
  const texts = {
    JUPYTERHUB_CLIENT_ID: BINDER_CLIENT,
    JUPYTERHUB_API_URL: `http://hub.${hubName}.svc.cluster.local:8081/hub/api`,
    // Without it BinderHub would send who logs in to its own domain.
    JUPYTERHUB_BASE_URL: building.binder ? `https://${domain}/` : '/',
    DOCKER_CONFIG: LOGIN_FOLDER,
    REGISTRY_HOST: building.registry._settings.registryHost,
    REGISTRY_SECRET: secret,
  };
  const token = { secretKeyRef: { name: 'hub', key: `hub.services.${BINDER_NAME}.apiToken` } };
  return [
    { name: 'JUPYTERHUB_API_TOKEN', valueFrom: token },
    ...Object.entries(texts).map(([name, value]) => ({ name, value })),
  ];
}

/** Values of the chart binderhub-service. */
function binderhubValues(building: ImageBuilding, configuration: HubConfiguration, secret: string): Values {
  const { registry, pool, repositories } = building;
  const poolNodes = { [Scheduling.POOL_LABEL]: pool };
  const { registryHost, imagePrefix } = registry._settings;
  return compact({
    config: {
      BinderHub: {
        ...page(building, configuration),
        port: 8585,
        use_registry: true,
        image_prefix: imagePrefix,
      },
      DockerRegistry: { url: `https://${registryHost}` },
      GitHubRepoProvider: { allowed_specs: allowedSpecs(repositories) },
      KubernetesBuildExecutor: { build_image: supportImages.repo2docker, node_selector: poolNodes },
    },
    // After the chart's own, whose names begin with binderhub.
    extraConfig: {
      'hubfleet-01-registry': REGISTRY_SNIPPET,
      'hubfleet-02-github-only': repositories && GITHUB_ONLY_SNIPPET,
    },
    extraEnv: environment(building, configuration, secret),
    extraVolumes: [{ name: 'image-registry', secret: { secretName: secret } }],
    extraVolumeMounts: [{ name: 'image-registry', mountPath: LOGIN_FOLDER, readOnly: true }],
    ...coreNodes,
    resources: { requests: { cpu: '50m', memory: '256Mi' }, limits: { memory: '1Gi' } },
    networkPolicy: { enabled: true },
    service: { port: BINDER_PORT },
    ingress: ingress(building, configuration),
    dockerApi: {
      nodeSelector: poolNodes,
      tolerations: USER_TOLERATIONS,
      // What is built runs code of strangers, which must not reach the homes.
      initContainers: [blockNfs(`quay.io/jupyterhub/k8s-network-tools:${configuration.chartVersion}`)],
      resources: { requests: { cpu: '100m', memory: '512Mi' } },
    },
  });
}

/** What BinderHub needs to know. */
export interface BinderHubOptions {
  readonly configuration: HubConfiguration;
  readonly building: ImageBuilding;
  readonly cluster: ICluster;
  /** Release of the hub, whose secret holds BinderHub's token. */
  readonly hub: Release;
}

/** BinderHub beside a hub, with the login to the registry that it pushes to. */
export function installBinderHub(scope: Construct, options: BinderHubOptions): Release {
  const { configuration, building, cluster, hub } = options;
  const { hubName, secretsRevision } = configuration;
  const { registry } = building;
  const login = storeRegistryLogin(scope, { cluster, hubName, registry, secretsRevision, dependsOn: [hub] });
  const values = binderhubValues(building, configuration, registrySecretName(scope, registry));
  return new Release(scope, 'BinderHub', {
    name: `${hubName}-binderhub`,
    namespace: hubName,
    repository: CHART.repository,
    chart: CHART.chart,
    version: CHART.version,
    values: [JSON.stringify(terraformLiterals(values))],
    atomic: true,
    cleanupOnFail: true,
    wait: true,
    timeout: 600,
    maxHistory: 5,
    dependsOn: [login],
  });
}
