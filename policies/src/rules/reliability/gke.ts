import type { Resource } from '../../resource';
import { asBoolean, fail, pass, see, unknown, type Verdict } from '../../verdict';
import { choiceRule, flagRule, requireSet } from '../attribute-rule';
import { cloudRule, numbers } from '../cloud-rule';
import { components } from '../gke-components';

const CLUSTER = 'google_container_cluster';
const POOL = 'google_container_node_pool';
const OURS = 'Clusters made by hubfleet have it so.';

/** The cluster follows a channel. */
export const gkeReleaseChannel = choiceRule({
  id: 'reliability/gke-release-channel',
  title: 'A GKE cluster follows a release channel',
  why: 'Outside the channels versions run out of support unnoticed, and patches for the control plane come late.',
  severity: 'medium',
  remedy: `${OURS} In Terraform set release_channel { channel = "REGULAR" }.`,
  references: numbers({ gke: '5.5.4', checkov: 'CKV_GCP_70' }),
  type: CLUSTER,
  path: 'release_channel.channel',
  oneOf: ['REGULAR', 'STABLE', 'RAPID', 'EXTENDED'],
  not: 'UNSPECIFIED',
});

/** Metrics of the system are kept. */
export const gkeMonitoring = cloudRule(
  {
    id: 'reliability/gke-monitoring',
    title: 'A GKE cluster sends the metrics of its system to Cloud Monitoring',
    why: 'They are free, and the only sight of a control plane that Google runs.',
    severity: 'medium',
    remedy: `${OURS} In Terraform remove monitoring_service = "none", and keep SYSTEM_COMPONENTS in monitoring_config { enable_components }.`,
    references: numbers({ gke: '5.7.1', checkov: 'CKV_GCP_8', trivy: 'GCP-0052' }),
  },
  {
    pass: { [CLUSTER]: { main: { monitoring_config: { enable_components: ['SYSTEM_COMPONENTS'] } } } },
    fail: { [CLUSTER]: { main: { monitoring_service: 'none' } } },
  },
  { [CLUSTER]: (cluster) => components(cluster, 'monitoring') },
);

/** The cluster may live. */
export const gkeAlphaCluster = flagRule({
  id: 'reliability/gke-alpha-cluster',
  title: 'A GKE cluster has no alpha features',
  why: 'Google deletes an alpha cluster after 30 days, and neither upgrades nor supports it.',
  severity: 'high',
  remedy: 'In Terraform remove enable_kubernetes_alpha = true; the cluster must be made anew.',
  references: numbers({ gke: '5.10.2', checkov: 'CKV2_GCP_19' }),
  type: CLUSTER,
  path: 'enable_kubernetes_alpha',
  must: false,
});

const REMOVED = 'remove_default_node_pool';

function inlinePool(cluster: Resource): Verdict {
  const [autopilot, removed] = [see(cluster.get('enable_autopilot')), see(cluster.get(REMOVED))];
  if (autopilot.seen && asBoolean(autopilot.value) === true) return pass;
  if (!removed.seen) return unknown(`${REMOVED} cannot be checked: it ${removed.reason}`, REMOVED);
  // Plans show the pools of their own in the cluster too, so only what it says of its first pool counts.
  return asBoolean(removed.value) === true
    ? pass
    : fail(
        `${REMOVED} is not true, so a pool is part of the cluster and cannot be changed without replacing it`,
        REMOVED,
      );
}

/** Pools live outside the cluster. */
export const gkeDefaultPool = cloudRule(
  {
    id: 'reliability/gke-default-pool',
    title: 'Node pools of a GKE cluster are resources of their own',
    why: 'A pool inside the cluster resource cannot change its machine type without the cluster being replaced, and every hub with it.',
    severity: 'medium',
    remedy: `${OURS} In Terraform set remove_default_node_pool = true, initial_node_count = 1, and use google_container_node_pool.`,
    references: numbers({ checkov: 'CKV_GCP_123' }),
  },
  {
    pass: { [CLUSTER]: { main: { remove_default_node_pool: true, initial_node_count: 1 } } },
    fail: { [CLUSTER]: { main: { initial_node_count: 3 } } },
  },
  { [CLUSTER]: inlinePool },
);

const WINDOWS = ['daily_maintenance_window.start_time', 'recurring_window.start_time'];

/** Upgrades come when nobody works. */
export const gkeMaintenanceWindow = cloudRule(
  {
    id: 'reliability/gke-maintenance-window',
    title: 'A GKE cluster has a maintenance window',
    why: 'Without one Google restarts nodes at any hour, in the middle of a class too.',
    severity: 'low',
    remedy: `${OURS} In Terraform set maintenance_policy { daily_maintenance_window { start_time = "03:00" } }.`,
    references: [],
  },
  {
    pass: { [CLUSTER]: { main: { maintenance_policy: { daily_maintenance_window: { start_time: '03:00' } } } } },
    fail: { [CLUSTER]: { main: { name: 'main' } } },
  },
  { [CLUSTER]: maintenanceWindow },
);

function maintenanceWindow(cluster: Resource): Verdict {
  const written = WINDOWS.map((path) => `maintenance_policy.${path}`).filter(
    (path) => cluster.get(path).state !== 'default',
  );
  const [first] = written;
  return first === undefined
    ? fail('maintenance_policy is not set, so nodes are upgraded at any hour', 'maintenance_policy')
    : requireSet(cluster, first);
}

/** Somebody learns of upgrades. */
export const gkeUpgradeNotification = flagRule({
  id: 'reliability/gke-upgrade-notification',
  title: 'A GKE cluster announces its upgrades',
  why: 'Upgrades and security bulletins are otherwise seen only by those who look at the console.',
  severity: 'low',
  strict: true,
  remedy: 'In your own code set notification_config { pubsub { enabled = true, topic = google_pubsub_topic.… } }.',
  type: CLUSTER,
  path: 'notification_config.pubsub.enabled',
  must: true,
});

const managed = { type: POOL, severity: 'medium', must: true } as const;

/** Broken nodes are replaced. */
export const gkeAutoRepair = flagRule({
  ...managed,
  id: 'reliability/gke-auto-repair',
  title: 'A GKE node pool replaces nodes that fail',
  why: 'A node that hangs keeps the servers on it until somebody looks.',
  remedy: 'Pools made by hubfleet have it so. In Terraform remove management { auto_repair = false }.',
  references: numbers({ gke: '5.5.2', checkov: 'CKV_GCP_9', trivy: 'GCP-0063' }),
  path: 'management.auto_repair',
});

/** Nodes follow the control plane. */
export const gkeAutoUpgrade = flagRule({
  ...managed,
  id: 'reliability/gke-auto-upgrade',
  title: 'A GKE node pool follows the version of its cluster',
  why: 'Nodes that stay behind miss security patches, and in the end the control plane refuses them.',
  remedy: 'Pools made by hubfleet have it so. In Terraform remove management { auto_upgrade = false }.',
  references: numbers({ gke: '5.5.3', checkov: 'CKV_GCP_10', trivy: 'GCP-0058' }),
  path: 'management.auto_upgrade',
});
