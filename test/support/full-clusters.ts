import { exampleCluster, exampleGoogleCluster, exampleHub, type Files } from './fleet.ts';

const pools = {
  core: { purpose: 'core', minNodes: 1, maxNodes: 3 },
  small: { purpose: 'user', maxNodes: 20, generation: 'b', labels: { class: 'bio' }, tags: { grant: 'x1' } },
  gpu: { purpose: 'user', maxNodes: 4, taints: [{ key: 'class', value: 'bio' }], diskType: 'pd-ssd' },
  dask: { purpose: 'dask', maxNodes: 10, spot: true, hub: 'research' },
  old: { purpose: 'user', maxNodes: 1, phaseOut: true, kubernetesVersion: '1.34' },
};

type Pool = keyof typeof pools;

function poolsOf(differences: Record<Pool, object>): object {
  return Object.fromEntries(
    Object.entries(pools).map(([name, pool]) => [name, { ...pool, ...differences[name as Pool] }]),
  );
}

/** A bucket that uses every key. */
export const fullBucket = {
  hubs: { research: 'readWrite' },
  archiveAfterDays: 90,
  deleteAfterDays: 400,
  accessLogs: true,
  requesterPays: true,
};

const everyCloud = {
  support: {
    uptimeChecks: { recipients: ['it@atlas.example'] },
    healthChecks: { image: 'ghcr.io/odc/hubfleet:0.1.0', everyHours: 12, history: 'data' },
  },
  registry: { repositories: ['research'], keepImages: 20 },
  budget: { monthlyUsd: 2000, recipients: ['it@atlas.example'], forecastPercent: [90, 110] },
};

/** `cluster.yaml` on AWS that uses every key. */
export const fullCluster = (overrides: object = {}): object =>
  exampleCluster({
    ...everyCloud,
    controlPlane: {
      allowedCidrs: ['203.0.113.0/24'],
      logRetentionDays: 90,
      logTypes: ['audit', 'api'],
      extendedSupport: false,
      deletionProtection: true,
    },
    network: {
      cidr: '10.20.0.0/16',
      natGateways: 'perZone',
      registryEndpoints: true,
      flowLogs: { traffic: 'all', retentionDays: 14 },
    },
    access: { ops: { principal: 'arn:aws:iam::210987654321:role/ops', role: 'admin' } },
    addOns: { coredns: { version: 'v1.12.4-eksbuild.1' }, 'aws-efs-csi-driver': { configuration: { a: 1 } } },
    pools: poolsOf({
      core: { machineType: 'r8i-flex.large' },
      small: { machineType: 'r5.xlarge' },
      gpu: { machineType: 'g4dn.xlarge', diskType: 'gp3', diskIops: 4000, gpu: { type: 'T4', count: 1 } },
      dask: { machineType: 'r5.4xlarge', diskThroughputMibps: 250 },
      old: { machineType: 'r7g.xlarge', singleProcessOomKill: false },
    }),
    homeStorage: {
      main: { kind: 'efs', backups: { retentionDays: 35 } },
      fast: { kind: 'disk', sizeGiB: 500, zone: 'us-west-2b', iops: 6000, throughputMibps: 250 },
    },
    buckets: { data: { ...fullBucket, administrators: ['arn:aws:iam::210987654321:role/ops'] } },
    hubPermissions: { research: [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::open-data/*'] }] },
    database: { engine: 'postgres', version: '17', machineType: 'db.t4g.small', sizeGiB: 20, standby: true },
    pipeline: {
      service: 'github',
      repository: 'odc/hubs',
      environments: ['production'],
      permissions: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    },
    budget: { ...everyCloud.budget, anomalyUsd: 50, activateCostTags: true },
    ...overrides,
  });

/** `cluster.yaml` on Google Cloud that uses every key. */
export const fullGoogleCluster = (overrides: object = {}): object =>
  exampleGoogleCluster({
    ...everyCloud,
    controlPlane: {
      allowedCidrs: ['203.0.113.0/24'],
      logRetentionDays: 90,
      logComponents: ['SYSTEM_COMPONENTS', 'WORKLOADS'],
      releaseChannel: 'STABLE',
      maintenance: {
        startHour: 22,
        hours: 6,
        days: ['SA', 'SU'],
        exclusions: { term: { from: '2026-12-01T00:00:00Z', to: '2026-12-20T00:00:00Z' } },
      },
      securityGroup: 'gke-security-groups@atlas.example',
    },
    network: { cidr: '10.20.0.0/16', flowLogSampling: 0.5 },
    access: { ops: { principal: 'group:ops@atlas.example', role: 'view' } },
    pools: poolsOf({
      core: { machineType: 'n2-highmem-4' },
      small: { machineType: 'n2-highmem-4' },
      gpu: {
        machineType: 'n1-standard-8',
        zones: ['europe-west2-a', 'europe-west2-b'],
        gpu: { type: 'nvidia-tesla-t4', count: 1, clientsPerGpu: 4 },
      },
      dask: { machineType: 'n2-highmem-16', diskType: 'hyperdisk-balanced', diskIops: 3000, diskThroughputMibps: 140 },
      old: { machineType: 'n2-highmem-4', kubernetesVersion: '1.34.4-gke.1130000' },
    }),
    homeStorage: {
      main: { kind: 'filestore', tier: 'BASIC_HDD', capacityGiB: 1024, sourceBackup: 'projects/p/backups/b' },
      fast: { kind: 'disk', sizeGiB: 500, type: 'hyperdisk-balanced', iops: 6000, throughputMibps: 250 },
    },
    buckets: { data: { ...fullBucket, administrators: ['group:ops@atlas.example'] } },
    hubPermissions: { research: ['roles/serviceusage.serviceUsageConsumer'] },
    database: { engine: 'mysql', version: '8.4', machineType: 'db-custom-1-3840', sizeGiB: 20 },
    pipeline: {
      service: 'hcp',
      organization: 'odc',
      project: 'hubs',
      workspaces: ['lyra'],
      permissions: ['roles/artifactregistry.writer'],
    },
    ...overrides,
  });

/** A hub with everything that runs beside one, which builds images into the registry of its cluster. */
const fullHub = (domain: string): object =>
  exampleHub({
    domain,
    storage: { home: 'main', userDisks: [{ name: 'db', sizeGiB: 5, mountPath: '/home/jovyan/db' }] },
    persistentBucket: 'data',
    database: { kind: 'postgres', url: 'variable:hub_database_url' },
    metrics: { groups: true },
    placeholders: { count: 1, wholeNodes: true },
    dask: { maxWorkersPerCluster: 10, maxCpusPerCluster: 10, maxMemoryGiBPerCluster: 80 },
    chart: { hubImage: 'ghcr.io/atlas/hub:4.4.0-fancy' },
    imageBuilding: { registry: { kind: 'cluster', repository: 'research' } },
  });

/** A fleet with a full cluster on each cloud, each with a hub on its disk and one with everything beside it. */
export const fullFiles = (): Files => ({
  'atlas/cluster.yaml': fullCluster(),
  'atlas/hubs/research.yaml': exampleHub({ storage: { home: 'fast' }, scratchBucket: {} }),
  'atlas/hubs/full.yaml': fullHub('full.atlas.example'),
  'lyra/cluster.yaml': fullGoogleCluster(),
  'lyra/hubs/full.yaml': fullHub('full.lyra.example'),
  'lyra/hubs/research.yaml': exampleHub({
    domain: 'hub.lyra.example',
    storage: { home: 'fast' },
    scratchBucket: {},
  }),
});
