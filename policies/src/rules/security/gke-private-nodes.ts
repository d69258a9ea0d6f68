import type { Rule } from '../../rule';
import { pass, requireFlag } from '../../verdict';

const CLUSTER = 'private_cluster_config.enable_private_nodes';
const POOL = 'network_config.enable_private_nodes';

/** Nodes have no public address. */
export const gkePrivateNodes: Rule = {
  id: 'security/gke-private-nodes',
  title: 'Nodes of a GKE cluster have no public addresses',
  why: 'A public node can be reached from the internet as soon as one firewall rule is too wide, and each public address costs money.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Clusters made by hubfleet have private nodes. In Terraform set private_cluster_config { enable_private_nodes = true } and give the network a Cloud NAT.',
  references: [
    { source: 'CIS GKE 1.9.0', id: '5.6.5' },
    { source: 'checkov', id: 'CKV_GCP_64' },
    { source: 'trivy', id: 'GCP-0059' },
  ],
  examples: {
    pass: {
      terraform: {
        resource: {
          google_container_cluster: { main: { name: 'main', private_cluster_config: { enable_private_nodes: true } } },
        },
      },
    },
    fail: {
      terraform: {
        resource: {
          google_container_cluster: {
            main: { name: 'main', private_cluster_config: { enable_private_endpoint: false } },
          },
        },
      },
    },
  },
  checks: {
    google_container_cluster: (cluster) => requireFlag(cluster, CLUSTER, true),
    // A pool that says nothing takes the setting of its cluster.
    google_container_node_pool: (pool) => (pool.get(POOL).state === 'default' ? pass : requireFlag(pool, POOL, true)),
  },
};
