import { openRange } from '../../cidr';
import type { Resource } from '../../resource';
import type { Rule } from '../../rule';
import { asBoolean, fail, pass, see, unknown, type Verdict } from '../../verdict';

const BLOCK = 'master_authorized_networks_config';
const RANGES = `${BLOCK}.cidr_blocks`;
const PRIVATE = 'private_cluster_config.enable_private_endpoint';
const ENDPOINT = 'control_plane_endpoints_config.ip_endpoints_config.enabled';

function judge(cluster: Resource): Verdict {
  const [hidden, endpoint] = [see(cluster.get(PRIVATE)), see(cluster.get(ENDPOINT))];
  if (hidden.seen && asBoolean(hidden.value) === true) return pass;
  if (endpoint.seen && asBoolean(endpoint.value) === false) return pass;
  const unseen = [PRIVATE, ENDPOINT].find((_, index) => ![hidden, endpoint][index]?.seen);
  if (unseen !== undefined)
    return unknown(`${unseen} cannot be checked, it decides whether the API server is public`, unseen);
  const sights = cluster.blocks(RANGES).map((range) => see(range.get('cidr_block')));
  if (sights.length === 0) {
    const problem = cluster.blocks(BLOCK).length === 0 ? 'is not set' : 'lists no networks';
    return fail(`${BLOCK} ${problem}, so the API server is open to the internet`, BLOCK);
  }
  const open = openRange(sights.flatMap((sight) => (sight.seen ? [String(sight.value ?? '')] : [])));
  if (open !== undefined) return fail(`the API server is open to the internet: ${RANGES} holds ${open}`, RANGES);
  const blind = sights.find((sight) => !sight.seen);
  return blind && !blind.seen ? unknown(`${RANGES} cannot be checked: it ${blind.reason}`, RANGES) : pass;
}

/** The API server of a GKE cluster answers to named networks only. */
export const gkeAuthorizedNetworks: Rule = {
  id: 'security/gke-authorized-networks',
  title: 'The API server of a GKE cluster is not open to the whole internet',
  why: 'Without a list of networks GKE answers everybody. Other scanners pass a cluster whose list is missing; that is the open case.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'List the networks that need it under controlPlane.allowedCidrs in cluster.yaml. In Terraform set master_authorized_networks_config { cidr_blocks { cidr_block = "203.0.113.0/24" } }.',
  references: [
    { source: 'CIS GKE 1.9.0', id: '5.6.3' },
    { source: 'checkov', id: 'CKV_GCP_20' },
    { source: 'checkov', id: 'CKV_GCP_18' },
    { source: 'trivy', id: 'GCP-0061' },
    { source: 'trivy', id: 'GCP-0053' },
  ],
  examples: {
    pass: {
      terraform: {
        resource: {
          google_container_cluster: {
            main: {
              name: 'main',
              master_authorized_networks_config: { cidr_blocks: [{ cidr_block: '203.0.113.0/24' }] },
            },
          },
        },
      },
    },
    fail: {
      terraform: {
        resource: {
          google_container_cluster: {
            main: {
              name: 'main',
              master_authorized_networks_config: {
                cidr_blocks: [{ cidr_block: '0.0.0.0/1' }, { cidr_block: '128.0.0.0/1' }],
              },
            },
          },
        },
      },
    },
  },
  checks: { google_container_cluster: judge },
};
