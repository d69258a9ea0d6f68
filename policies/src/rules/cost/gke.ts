import { choiceRule, flagRule, setRule } from '../attribute-rule';
import { numbers } from '../cloud-rule';

const CLUSTER = 'google_container_cluster';
const OURS = 'Clusters made by hubfleet have it so.';

/** The bill names the cluster. */
export const gkeLabels = setRule({
  id: 'cost/gke-labels',
  title: 'A GKE cluster carries labels',
  why: 'Labels are how the bill tells one cluster from another.',
  severity: 'low',
  remedy: `${OURS} In Terraform set resource_labels.`,
  references: numbers({ checkov: 'CKV_GCP_21', trivy: 'GCP-0051' }),
  type: CLUSTER,
  path: 'resource_labels',
  example: { community: 'astronomy' },
});

/** The bill names the namespace. */
export const gkeCostAllocation = flagRule({
  id: 'cost/gke-cost-allocation',
  title: 'A GKE cluster writes namespaces and labels into the bill',
  why: 'With cost allocation the bill shows what each hub costs; it is free and does not look back.',
  severity: 'low',
  remedy: `${OURS} In Terraform set cost_management_config { enabled = true }.`,
  type: CLUSTER,
  path: 'cost_management_config.enabled',
  must: true,
});

/** Empty nodes go soon. */
export const gkeAutoscalingProfile = choiceRule({
  id: 'cost/gke-autoscaling-profile',
  title: 'A GKE cluster packs its nodes and removes the empty ones soon',
  why: 'The default profile keeps spare nodes for services that must start at once; for hubs they are idle money.',
  severity: 'low',
  remedy: `${OURS} In Terraform set cluster_autoscaling { autoscaling_profile = "OPTIMIZE_UTILIZATION" }.`,
  type: CLUSTER,
  path: 'cluster_autoscaling.autoscaling_profile',
  unless: [['enable_autopilot', true]],
  oneOf: ['OPTIMIZE_UTILIZATION'],
  not: 'BALANCED',
});
