import { type AlertRule, AlertSeverity } from './alert-rule';
import { DISK_RULES } from './disk-alert-rules';
import { HEALTH_RULES } from './health-alert-rules';

/** A started hub has one of each, and users need both. */
const HUB_DOWN: AlertRule = {
  alertName: 'HubDown',
  summary: 'The {{ $labels.deployment }} of hub {{ $labels.namespace }} does not run',
  remedy: 'look at the events of its pod, and at what was applied last',
  expression: 'kube_deployment_status_replicas_available{deployment=~"hub|proxy"} == 0',
  forMinutes: 5,
  severity: AlertSeverity.NOW,
};

const START_RULES: readonly AlertRule[] = [
  {
    alertName: 'ServerStartsFail',
    summary: 'Servers of hub {{ $labels.namespace }} failed to start twice in half an hour',
    remedy: 'start one yourself with `hubfleet verify`, its report names the layer that fails',
    expression:
      'sum by (namespace) (increase(jupyterhub_server_spawn_duration_seconds_count{status="failure"}[30m])) >= 2',
    forMinutes: 0,
    severity: AlertSeverity.TODAY,
  },
  {
    alertName: 'ServerFindsNoNode',
    summary: 'Server {{ $labels.pod }} of hub {{ $labels.namespace }} has waited 10 minutes for a node',
    remedy: 'look at maxNodes of the pool, the quota of the cloud account and the events of the pod',
    expression: 'max by (namespace, pod) (kube_pod_status_unschedulable{pod=~"jupyter-.*"}) == 1',
    forMinutes: 10,
    severity: AlertSeverity.TODAY,
  },
  {
    alertName: 'HubMetricsMissing',
    summary: 'Hub {{ $labels.namespace }} gives no metrics, so that failing starts would go unnoticed',
    remedy: 'look at the log of the hub and at its network policy',
    expression: 'max by (namespace) (up{service="hub"}) == 0',
    forMinutes: 15,
    severity: AlertSeverity.WEEK,
  },
];

interface Restarts {
  readonly alertName: string;
  readonly what: string;
  readonly pods: string;
  readonly severity: AlertSeverity;
}

function restarts({ alertName, what, pods, severity }: Restarts): AlertRule {
  return {
    alertName,
    summary: `${what} {{ $labels.namespace }}/{{ $labels.pod }} was restarted`,
    remedy: 'look at the log of its previous container, and at its memory',
    expression: `sum by (namespace, pod) (increase(kube_pod_container_status_restarts_total{pod=~"${pods}"}[1h])) >= 1`,
    forMinutes: 0,
    severity,
  };
}

const { TODAY, WEEK } = AlertSeverity;

const RESTART_RULES: readonly AlertRule[] = [
  restarts({ alertName: 'HomeServerRestarted', what: 'Server of homes', pods: '.*home-nfs.*', severity: TODAY }),
  restarts({ alertName: 'ProxyRestarted', what: 'Proxy', pods: 'proxy-.*', severity: TODAY }),
  restarts({ alertName: 'PrometheusRestarted', what: 'Prometheus', pods: 'prometheus-server-.*', severity: WEEK }),
  restarts({ alertName: 'GrafanaRestarted', what: 'Grafana', pods: 'grafana-.*', severity: WEEK }),
  restarts({
    alertName: 'ExporterRestarted',
    what: 'Exporter',
    pods: '.*(groups-exporter|cost-monitoring|kube-state-metrics).*',
    severity: WEEK,
  }),
];

/** Pods that are meant to wait: room kept free, and images that are pulled. */
const MEANT_TO_WAIT = '.*(placeholder|image-puller|image-awaiter).*';

const POD_RULES: readonly AlertRule[] = [
  {
    alertName: 'PodPending',
    summary: 'Pod {{ $labels.namespace }}/{{ $labels.pod }} has been pending for half an hour',
    remedy: 'look at the events of the pod',
    expression: `max by (namespace, pod) (kube_pod_status_phase{phase="Pending", pod!~"${MEANT_TO_WAIT}"}) == 1`,
    forMinutes: 30,
    severity: TODAY,
  },
  {
    alertName: 'PodTerminating',
    summary: 'Pod {{ $labels.namespace }}/{{ $labels.pod }} has been stopping for 10 minutes',
    remedy: 'look at its node: a lost node or a hanging NFS mount keeps pods',
    expression: 'max by (namespace, pod) (time() - kube_pod_deletion_timestamp) > 600',
    forMinutes: 0,
    severity: WEEK,
  },
  {
    alertName: 'CertificateEnds',
    summary: 'Certificate {{ $labels.exported_namespace }}/{{ $labels.name }} ends within two weeks',
    remedy: 'cert-manager renews a month before: look at the events of the certificate and at the DNS record',
    expression: 'certmanager_certificate_expiration_timestamp_seconds - time() < 14 * 86400',
    forMinutes: 60,
    severity: WEEK,
  },
];

/** Every rule, in the order of the list in the documentation. */
export const ALERT_RULES: readonly AlertRule[] = [
  HUB_DOWN,
  ...START_RULES,
  ...HEALTH_RULES,
  ...DISK_RULES,
  ...RESTART_RULES,
  ...POD_RULES,
];
