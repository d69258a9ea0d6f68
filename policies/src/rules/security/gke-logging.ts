import { cloudRule, numbers } from '../cloud-rule';
import { components } from '../gke-components';

/** What happens in the cluster is written down. */
export const gkeLogging = cloudRule(
  {
    id: 'security/gke-logging',
    title: 'A GKE cluster sends the logs of its system to Cloud Logging',
    why: 'After an incident the logs of nodes and system pods are the only record of who did what.',
    severity: 'medium',
    remedy:
      'Clusters made by hubfleet have it so. In Terraform remove logging_service = "none", and keep SYSTEM_COMPONENTS in logging_config { enable_components }.',
    references: numbers({ gke: '5.7.1', checkov: 'CKV_GCP_1', trivy: 'GCP-0060' }),
  },
  {
    pass: { google_container_cluster: { main: { logging_config: { enable_components: ['SYSTEM_COMPONENTS'] } } } },
    fail: { google_container_cluster: { main: { logging_config: { enable_components: ['WORKLOADS'] } } } },
  },
  { google_container_cluster: (cluster) => components(cluster, 'logging') },
);
