import { compact, type Values } from '../hub/json';
import { type AlertRouting, alertingRules, alertmanagerConfig, RECEIVER_SECRETS } from './alert-routes';
import { coreNodes } from './core-nodes';

/** How metrics are collected and kept. */
export interface PrometheusOptions {
  /**
   * Days for which metrics are kept.
   * @default 365
   */
  readonly retentionDays?: number;
  /**
   * Size of the disk in GiB; the oldest metrics go before it is full.
   * @default 100
   */
  readonly diskGiB?: number;
  /**
   * Memory in GiB, kept and at most: more users and pods need more.
   * @default 4
   */
  readonly memoryGiB?: number;
}

/** What Prometheus is told of a cluster. */
export interface PrometheusContext extends PrometheusOptions {
  readonly clusterName: string;
  readonly alerts?: AlertRouting;
  /** Kubernetes secret with the secrets of receivers. */
  readonly receiverSecret?: string;
}

/** Labels that the dashboards of JupyterHub, and nobody else, need: each label multiplies the series. */
const POD_LABELS = 'app,component,hub.jupyter.org/username,app.kubernetes.io/component,hubfleet.dev/hub';

/** Share of the disk that metrics may fill; the rest is for what is being written. */
const FILL = 0.9;

/** Values of the Prometheus chart with Alertmanager and the exporters of pods and nodes. */
export function prometheusValues(context: PrometheusContext): Values {
  const { clusterName, retentionDays = 365, diskGiB = 100, memoryGiB = 4, alerts, receiverSecret } = context;
  return compact({
    server: {
      ...coreNodes,
      retention: `${retentionDays}d`,
      retentionSize: `${Math.floor(diskGiB * FILL)}GB`,
      persistentVolume: { size: `${diskGiB}Gi` },
      // A disk is mounted by one pod at a time.
      strategy: { type: 'Recreate' },
      global: { scrape_timeout: '30s', external_labels: { cluster: clusterName } },
      resources: { requests: { cpu: '100m', memory: `${memoryGiB}Gi` }, limits: { memory: `${memoryGiB}Gi` } },
      // Reading years of metrics back takes minutes.
      startupProbe: { enabled: true, periodSeconds: 10, failureThreshold: 60 },
      // By it the hubs' network policies let Prometheus in.
      podLabels: { 'hub.jupyter.org/network-access-hub': 'true' },
      service: { type: 'ClusterIP' },
    },
    serverFiles: { 'alerting_rules.yml': alertingRules(clusterName) },
    networkPolicy: { enabled: true },
    'kube-state-metrics': {
      ...coreNodes,
      metricLabelsAllowlist: [`pods=[${POD_LABELS}]`, 'nodes=[*]', 'services=[app,component]'],
      metricAnnotationsAllowList: ['pods=[hub.jupyter.org/username]'],
    },
    'prometheus-node-exporter': {
      resources: { requests: { cpu: '10m', memory: '30Mi' }, limits: { memory: '60Mi' } },
    },
    'prometheus-pushgateway': { enabled: false },
    alertmanager: alerts
      ? {
          ...coreNodes,
          enabled: true,
          config: alertmanagerConfig(alerts),
          extraSecretMounts: receiverSecret
            ? [{ name: 'receivers', mountPath: RECEIVER_SECRETS, secretName: receiverSecret, readOnly: true }]
            : undefined,
          persistence: { size: '1Gi' },
        }
      : { enabled: false },
  });
}
