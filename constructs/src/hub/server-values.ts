import { Scheduling } from '../scheduling';
import { VISITOR_COMMAND } from './binder-snippets';
import { daskEnvironment } from './dask-values';
import { type HubConfiguration, USER_SERVICE_ACCOUNT } from './hub-configuration';
import { imageValues } from './image';
import { imageBuilding } from './image-building';
import type { Draft } from './json';
import { Memory } from './memory';
import { serverNetworkValues } from './network-values';
import { checkFit, MIN_CPU_GUARANTEE } from './profile-fit';
import { profileList } from './profile-values';
import type { ServerResources } from './resource-allocation';
import { fileValues } from './server-files';
import { initContainers, storageValues } from './server-storage';

const DEFAULT_RESOURCES: ServerResources = {
  memoryGuarantee: Memory.mebibytes(256),
  memoryLimit: Memory.gibibytes(1),
  cpuGuarantee: MIN_CPU_GUARANTEE,
};

/** What a server gets whose profile says nothing. */
export function defaultResources({ server }: HubConfiguration): ServerResources {
  return server.resources ?? DEFAULT_RESOURCES;
}

function environment(configuration: HubConfiguration): Draft {
  const { server, scratchUrl, persistentUrl, storage } = configuration;
  const perUser = (url: string | undefined) => url && `${url}/$(JUPYTERHUB_USER)`;
  const quota = storage.home._settings.nfs?.quotaGiB;
  return {
    JUPYTER_RUNTIME_DIR: '/tmp/.jupyter-runtime',
    SHELL: '/bin/bash',
    SCRATCH_BUCKET: perUser(scratchUrl),
    PANGEO_SCRATCH: perUser(scratchUrl),
    PERSISTENT_BUCKET: perUser(persistentUrl),
    HOME_QUOTA_GIB: quota === undefined ? undefined : String(quota),
    ...daskEnvironment(configuration),
    ...server.environment,
  };
}

/** `singleuser` of the chart. */
export function serverValues(configuration: HubConfiguration): Draft {
  const { server, labels, authentication, registrySecret, refuse } = configuration;
  const { profiles = [], pools = [] } = server;
  const resources = defaultResources(configuration);
  checkFit(resources, server.pool, pools, 'server.resources', refuse);
  const building = imageBuilding(configuration);
  const buildPrefix = building && !building.binder ? building.registry._settings.imagePrefix : undefined;
  const memoryLimit = resources.memoryLimit ?? resources.memoryGuarantee;
  return {
    image: {
      ...imageValues(server.image, 'server.image', refuse),
      pullSecrets: registrySecret && [{ name: registrySecret }],
    },
    cmd: authentication.visitors ? VISITOR_COMMAND : undefined,
    defaultUrl: server.defaultUrl ?? '/lab',
    startTimeout: server.startTimeoutSeconds ?? 600,
    memory: { guarantee: resources.memoryGuarantee.toBytes(), limit: memoryLimit.toBytes() },
    cpu: { guarantee: resources.cpuGuarantee ?? MIN_CPU_GUARANTEE, limit: resources.cpuLimit },
    extraResource: resources.gpus ? { limits: { 'nvidia.com/gpu': String(resources.gpus) } } : undefined,
    extraTolerations: resources.gpus
      ? [{ key: Scheduling.GPU_TAINT, operator: 'Exists', effect: 'NoSchedule' }]
      : undefined,
    nodeSelector: server.pool ? { [Scheduling.POOL_LABEL]: server.pool } : undefined,
    serviceAccountName: USER_SERVICE_ACCOUNT,
    extraLabels: { 'hub.jupyter.org/network-access-hub': 'true', ...labels },
    // The autoscaler would otherwise move a server to pack nodes, and kill its kernels.
    extraAnnotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false' },
    extraEnv: environment(configuration),
    extraFiles: fileValues(configuration),
    initContainers: initContainers(configuration),
    storage: storageValues(configuration),
    profileList: profiles.length > 0 ? profileList(profiles, { pools, refuse, buildPrefix }) : undefined,
    ...serverNetworkValues(configuration),
  };
}
