import { type AlertRule, AlertSeverity } from './alert-rule';

interface Disk {
  readonly alertName: string;
  readonly what: string;
  /** Regular expression of the claims. */
  readonly claims: string;
  readonly remedy: string;
  readonly whenFull: AlertSeverity;
}

const DISKS: readonly Disk[] = [
  {
    alertName: 'HomeDisk',
    what: 'The disk with homes',
    claims: 'home-nfs.*',
    remedy: 'enlarge the disk in cluster.yaml; the largest homes are on the dashboard of home directories',
    whenFull: AlertSeverity.NOW,
  },
  {
    alertName: 'HubDatabaseDisk',
    what: 'The disk with the list of users',
    claims: 'hub-db-dir',
    remedy: 'look what filled it, usually logs, and enlarge the claim hub-db-dir',
    whenFull: AlertSeverity.NOW,
  },
  {
    alertName: 'PrometheusDisk',
    what: 'The disk of Prometheus',
    claims: 'prometheus-server',
    remedy: 'enlarge diskGiB or shorten retentionDays of support.prometheus in cluster.yaml',
    whenFull: AlertSeverity.TODAY,
  },
];

/** Every node that mounts a claim reports it, with labels of its own: one answer per claim is enough. */
function share(claims: string): string {
  const least = (metric: string) =>
    `min by (namespace, persistentvolumeclaim) (kubelet_volume_stats_${metric}_bytes{persistentvolumeclaim=~"${claims}"})`;
  return `${least('available')} / ${least('capacity')}`;
}

function rulesOf({ alertName, what, claims, remedy, whenFull }: Disk): AlertRule[] {
  const where = '{{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }}';
  return [
    {
      alertName: `${alertName}NearlyFull`,
      summary: `${what} (${where}) has 10 % or less left`,
      remedy,
      expression: `${share(claims)} <= 0.1`,
      forMinutes: 5,
      severity: AlertSeverity.TODAY,
    },
    {
      alertName: `${alertName}Full`,
      summary: `${what} (${where}) is full`,
      remedy,
      expression: `${share(claims)} <= 0.01`,
      forMinutes: 1,
      severity: whenFull,
    },
  ];
}

/** Disks that fill up, and disks that cannot keep up. */
export const DISK_RULES: readonly AlertRule[] = [
  ...DISKS.flatMap(rulesOf),
  {
    alertName: 'DiskBusy',
    summary: 'Disk {{ $labels.device }} of node {{ $labels.node }} has been busy for a quarter of an hour',
    remedy: 'if it holds homes, find who reads or writes most, or buy a faster disk',
    expression: 'sum by (device, node) (rate(node_disk_io_time_seconds_total{device!~"(loop|ram).*"}[5m])) > 0.8',
    forMinutes: 15,
    severity: AlertSeverity.TODAY,
  },
];
