import { Scheduling } from '../scheduling';
import type { DaskOptions, DaskWorkerSize } from './dask-options';
import { type HubConfiguration, USER_SERVICE_ACCOUNT } from './hub-configuration';
import { compact, type Draft, type Json, type Values } from './json';
import { Memory } from './memory';

const SERVICE = 'dask-gateway';
const PREFIX = `/services/${SERVICE}`;
const DEFAULT_SIZE: DaskWorkerSize = { threads: 1, cpus: 0.9, memory: Memory.gibibytes(4) };

/** Name of the gateway's release, which its resources carry because it holds the chart's name. */
export function daskReleaseName(hubName: string): string {
  return `${hubName}-${SERVICE}`;
}

/** Service of the gateway's proxy, by the chart's own rule. */
function proxyAddress({ hubName }: HubConfiguration): string {
  const name = `traefik-${daskReleaseName(hubName)}`.slice(0, 63).replace(/-$/, '');
  return `${name}.${hubName}`;
}

/** By which Dask's client finds the gateway without being told. */
export function daskEnvironment(configuration: HubConfiguration): Draft {
  if (configuration.features.dask === undefined) return {};
  return {
    DASK_GATEWAY__ADDRESS: `http://proxy-public${PREFIX}`,
    DASK_GATEWAY__PROXY_ADDRESS: `gateway://${proxyAddress(configuration)}:80`,
    DASK_GATEWAY__PUBLIC_ADDRESS: `${PREFIX}/`,
    DASK_GATEWAY__AUTH__TYPE: 'jupyterhub',
    // kubespawner replaces {JUPYTER_IMAGE_SPEC}: workers get the image of the server that starts them.
    DASK_GATEWAY__CLUSTER__OPTIONS__IMAGE: '{JUPYTER_IMAGE_SPEC}',
  };
}

/** The gateway as a service of the hub; it has no page of its own. */
export function daskServices(configuration: HubConfiguration): Draft {
  if (configuration.features.dask === undefined) return {};
  return { [SERVICE]: { display: false, url: `http://${proxyAddress(configuration)}` } };
}

/** Users and their servers may reach the gateway, which JupyterHub 5 no longer grants by itself. */
export function daskScopes({ features }: HubConfiguration): string[] {
  return features.dask ? [`access:services!service=${SERVICE}`] : [];
}

function sizeName({ threads, memory }: DaskWorkerSize): string {
  return `${threads} CPU, ${memory}`;
}

/** What users choose of a cluster: only sizes that fill nodes. */
function optionsSnippet(dask: DaskOptions, server: string, labels: Values): string {
  const sizes = dask.workerSizes ?? [DEFAULT_SIZE];
  const table = sizes.map((size) => {
    const { threads, cpus, memory } = size;
    return `    ${JSON.stringify(sizeName(size))}: (${threads}, ${cpus}, ${memory.toBytes()}),`;
  });
  return `from dask_gateway_server.options import Mapping, Options, Select, String

SIZES = {
${table.join('\n')}
}
LABELS = ${JSON.stringify(labels)}


def cluster_options(user):
    def handler(options):
        if ":" not in options.image:
            raise ValueError("When specifying an image you must also provide a tag")
        threads, cores, memory = SIZES[options.worker_size]
        annotations = {"hub.jupyter.org/username": user.name}
        return {
            "worker_threads": threads,
            "worker_cores": cores,
            "worker_cores_limit": threads,
            "worker_memory": memory,
            "image": options.image,
            "environment": options.environment,
            "scheduler_extra_pod_annotations": annotations,
            "worker_extra_pod_annotations": annotations,
            "scheduler_extra_pod_labels": LABELS,
            "worker_extra_pod_labels": LABELS,
        }

    return Options(
        Select("worker_size", list(SIZES), default=list(SIZES)[0], label="Worker size"),
        String("image", default=${JSON.stringify(server)}, label="Image"),
        Mapping("environment", {}, label="Environment variables"),
        handler=handler,
    )


c.Backend.cluster_options = cluster_options
`;
}

/** Caps per cluster are the gateway's own; those per user it lacks. */
function limitsSnippet(dask: DaskOptions): string {
  return `from dask_gateway_server.backends.base import PublicException
from dask_gateway_server.backends.kubernetes import KubeBackend

MAX_CLUSTERS = ${dask.maxClustersPerUser ?? 2}


class CappedBackend(KubeBackend):
    async def start_cluster(self, user, cluster_options):
        if len(await self.list_clusters(username=user.name)) >= MAX_CLUSTERS:
            raise PublicException(f"You have {MAX_CLUSTERS} clusters already. Stop one of them first.")
        return await super().start_cluster(user, cluster_options)


c.DaskGateway.backend_class = CappedBackend
c.ClusterConfig.cluster_max_workers = ${dask.maxWorkersPerCluster}
c.ClusterConfig.cluster_max_cores = ${dask.maxCpusPerCluster}
c.ClusterConfig.cluster_max_memory = ${dask.maxMemoryPerCluster.toBytes()}
c.ClusterConfig.idle_timeout = ${(dask.idleMinutes ?? 30) * 60}
`;
}

function tolerate(key: string, value: string): Json {
  return { key, operator: 'Equal', value, effect: 'NoSchedule' };
}

/** Values of the Dask Gateway chart: schedulers beside user servers, workers on nodes that may vanish. */
export function daskGatewayValues(configuration: HubConfiguration, dask: DaskOptions): Values {
  const { hubName, server, labels } = configuration;
  const coreNodes = { [Scheduling.PURPOSE_LABEL]: 'core' };
  return compact({
    gateway: {
      prefix: PREFIX,
      nodeSelector: coreNodes,
      auth: {
        type: 'jupyterhub',
        jupyterhub: {
          apiUrl: `http://hub.${hubName}:8081/hub/api`,
          apiTokenFromSecretName: 'hub',
          apiTokenFromSecretKey: `hub.services.${SERVICE}.apiToken`,
        },
      },
      backend: {
        scheduler: {
          cores: { request: 0.01, limit: 1 },
          memory: { request: '128M', limit: '1G' },
          extraPodConfig: {
            serviceAccountName: USER_SERVICE_ACCOUNT,
            nodeSelector: { [Scheduling.DASK_PURPOSE_LABEL]: 'scheduler' },
            tolerations: [tolerate('hub.jupyter.org/dedicated', 'user'), tolerate(Scheduling.USER_TAINT, 'user')],
          },
        },
        worker: {
          extraContainerConfig: { securityContext: { runAsUser: 1000, runAsGroup: 1000 } },
          extraPodConfig: {
            serviceAccountName: USER_SERVICE_ACCOUNT,
            securityContext: { fsGroup: 1000 },
            nodeSelector: { [Scheduling.DASK_PURPOSE_LABEL]: 'worker' },
            tolerations: [tolerate('k8s.dask.org/dedicated', 'worker'), tolerate(Scheduling.DASK_TAINT, 'worker')],
          },
        },
      },
      extraConfig: {
        '01-options': optionsSnippet(dask, server.image, labels),
        '02-limits': limitsSnippet(dask),
      },
    },
    controller: { nodeSelector: coreNodes },
    traefik: { nodeSelector: coreNodes, service: { type: 'ClusterIP' } },
  });
}
