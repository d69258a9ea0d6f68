import {
  AwsCostMonitoring,
  DevicePlugin,
  GrafanaLogin,
  type GrafanaOptions,
  type ICluster,
  Ingress,
  MinerProtection,
  Monitoring,
  RetainedStorage,
  type RetainedStorageProps,
} from '@hubfleet/constructs';
import type { Construct } from 'constructs';
import type { Cluster } from '../fleet/fleet.ts';
import { nodeGpus } from '../fleet/node-gpus.ts';
import { secretOf } from './secret-source.ts';
import { alertRouting } from './support-alerts.ts';

type Support = Cluster['support'];

interface CloudSupport<Settings extends Cluster> {
  /** Nodes with GPUs are not counted by the cloud itself. */
  readonly lacksDevicePlugin: boolean;
  readonly hasCostExplorer: boolean;
  disks(cluster: Settings): RetainedStorageProps;
}

/** What clouds leave to us. A new cloud is an entry here. */
const clouds = {
  aws: {
    lacksDevicePlugin: true,
    hasCostExplorer: true,
    disks: () => ({ driver: 'ebs.csi.aws.com', parameters: { type: 'gp3', encrypted: 'true' } }),
  },
  google: {
    lacksDevicePlugin: false,
    hasCostExplorer: false,
    disks: () => ({ driver: 'pd.csi.storage.gke.io', parameters: { type: 'pd-balanced' } }),
  },
  kubernetes: {
    lacksDevicePlugin: true,
    hasCostExplorer: false,
    disks: ({ volumes }) => volumes,
  },
} satisfies { [P in Cluster['provider']]: CloudSupport<Extract<Cluster, { provider: P }>> };

function supportOf(cluster: Cluster): CloudSupport<Cluster> {
  // The union of methods is narrowed by the provider of the very cluster that is passed to them.
  return clouds[cluster.provider] as CloudSupport<Cluster>;
}

/** Services that all hubs of a cluster share. */
export function installSupport(scope: Construct, cluster: Cluster, found: ICluster): void {
  const { support } = cluster;
  const { ingress, certificateContact, minerProtection } = support;
  const cloud = supportOf(cluster);
  new RetainedStorage(scope, 'RetainedStorage', cloud.disks(cluster));
  new Ingress(scope, 'Ingress', { certificateContact, ...ingress });
  if (support.autoscaler) found.installAutoscaler(scope, 'Autoscaler');
  if (support.prometheus.enabled) installMonitoring(scope, cluster, found);
  const pools = Object.keys(cluster.pools).filter((name) => gpusOf(cluster, name) > 0);
  if (support.devicePlugin && cloud.lacksDevicePlugin && pools.length > 0) {
    new DevicePlugin(scope, 'DevicePlugin', { pools });
  }
  if (minerProtection.enabled) {
    new MinerProtection(scope, 'MinerProtection', { bannedTexts: minerProtection.bannedTexts });
  }
}

function gpusOf({ pools }: Cluster, name: string): number {
  const pool = pools[name];
  return pool ? nodeGpus(pool) : 0;
}

function installMonitoring(scope: Construct, cluster: Cluster, found: ICluster): void {
  const { name, support } = cluster;
  const { prometheus, alerts, grafana, secretsRevision } = support;
  const { retentionDays, diskGiB, memoryGiB } = prometheus;
  const monitoring = new Monitoring(scope, 'Monitoring', {
    clusterName: name,
    prometheus: { retentionDays, diskGiB, memoryGiB },
    alerts: alerts && alertRouting(alerts),
    grafana: grafana && grafanaOptions(grafana),
    secretsRevision,
  });
  if (support.costMonitoring && grafana && supportOf(cluster).hasCostExplorer) {
    new AwsCostMonitoring(scope, 'CostMonitoring', found, monitoring);
  }
}

function grafanaOptions({ login, ...grafana }: NonNullable<Support['grafana']>): GrafanaOptions {
  return { ...grafana, login: login && grafanaLogin(login) };
}

function grafanaLogin(login: NonNullable<NonNullable<Support['grafana']>['login']>): GrafanaLogin {
  const { clientId } = login;
  const clientSecret = secretOf(login.clientSecret);
  if (login.kind === 'github') {
    return GrafanaLogin.github({ clientId, clientSecret, organizations: login.organizations });
  }
  return GrafanaLogin.google({ clientId, clientSecret, hostedDomains: login.hostedDomains });
}
