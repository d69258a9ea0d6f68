import { judge, pass, show } from '../../verdict';
import { choiceRule, flagRule, setRule } from '../attribute-rule';
import { cloudRule, numbers } from '../cloud-rule';

const CLUSTER = 'google_container_cluster';
const OURS = 'Clusters made by hubfleet have it so.';

/** The second door to the API server is shut. */
export const gkeDnsEndpoint = flagRule({
  id: 'security/gke-dns-endpoint',
  title: 'The DNS endpoint of a GKE cluster takes no traffic from outside',
  why: 'The DNS endpoint is a second door to the API server, which the list of authorized networks does not guard.',
  severity: 'medium',
  remedy: `${OURS} In Terraform leave control_plane_endpoints_config { dns_endpoint_config { allow_external_traffic } } at false.`,
  references: numbers({ gke: '5.6.4' }),
  type: CLUSTER,
  path: 'control_plane_endpoints_config.dns_endpoint_config.allow_external_traffic',
  must: false,
});

/** Pods have identities of their own. */
export const gkeWorkloadIdentity = setRule({
  id: 'security/gke-workload-identity',
  title: 'A GKE cluster gives its pods identities of their own',
  why: 'Without workload identity every pod acts as the service account of its node, so each hub may do what any hub may do.',
  severity: 'critical',
  remedy: `${OURS} In Terraform set workload_identity_config { workload_pool = "<project>.svc.id.goog" }.`,
  references: numbers({ gke: '5.2.2' }),
  type: CLUSTER,
  path: 'workload_identity_config.workload_pool',
  unless: [['enable_autopilot', true]],
  example: 'hubs.svc.id.goog',
});

/** Nodes prove to be nodes. */
export const gkeShieldedNodes = flagRule({
  id: 'security/gke-shielded-nodes',
  title: 'Nodes of a GKE cluster are shielded',
  why: 'A shielded node proves to be a machine of its cluster, so stolen bootstrap credentials cannot pose as one.',
  severity: 'high',
  remedy: `${OURS} In Terraform remove enable_shielded_nodes = false.`,
  references: numbers({ gke: '5.5.5', checkov: 'CKV_GCP_71', trivy: 'GCP-0055' }),
  type: CLUSTER,
  path: 'enable_shielded_nodes',
  must: true,
});

/** Pods have addresses of the network. */
export const gkeVpcNative = choiceRule({
  id: 'security/gke-vpc-native',
  title: 'A GKE cluster gives its pods addresses of the VPC',
  why: 'Clusters based on routes cannot have private nodes with Dataplane V2, fill the route table of the network, and hide pods from its firewall.',
  severity: 'medium',
  remedy: `${OURS} In Terraform remove networking_mode = "ROUTES"; the cluster must be made anew.`,
  references: numbers({ gke: '5.6.2', checkov: 'CKV_GCP_23', trivy: 'GCP-0049' }),
  type: CLUSTER,
  path: 'networking_mode',
  oneOf: ['VPC_NATIVE'],
  not: 'ROUTES',
});

/** Nobody gets a certificate that cannot be taken back. */
export const gkeClientCertificate = flagRule({
  id: 'security/gke-client-certificate',
  title: 'A GKE cluster issues no client certificate',
  why: 'The certificate never expires before the cluster does, cannot be taken back, and lies in the Terraform state.',
  severity: 'high',
  remedy: `${OURS} In Terraform remove master_auth { client_certificate_config { issue_client_certificate = true } }.`,
  references: numbers({ gke: '5.8.1', checkov: 'CKV_GCP_13', trivy: 'GCP-0064' }),
  type: CLUSTER,
  path: 'master_auth.client_certificate_config.issue_client_certificate',
  must: false,
});

/** Roles decide what is allowed. */
export const gkeLegacyAbac = flagRule({
  id: 'security/gke-legacy-abac',
  title: 'A GKE cluster does not use legacy authorization',
  why: 'Legacy ABAC gives every service account all rights on the cluster, whatever its roles say.',
  severity: 'critical',
  remedy: `${OURS} In Terraform remove enable_legacy_abac = true.`,
  references: numbers({ gke: '5.8.3', checkov: 'CKV_GCP_7', trivy: 'GCP-0062' }),
  type: CLUSTER,
  path: 'enable_legacy_abac',
  must: false,
});

/** The cluster is not in the network that comes with the project. */
export const gkeOwnNetwork = cloudRule(
  {
    id: 'security/gke-own-network',
    title: 'A GKE cluster is not in the default network of its project',
    why: 'The default network has open firewall rules, subnets in every region, and whatever else is in the project.',
    severity: 'medium',
    remedy: `${OURS} In Terraform set network and subnetwork to those of a google_compute_network of your own.`,
    references: numbers({ checkov: 'CKV2_GCP_18' }),
  },
  {
    pass: { [CLUSTER]: { main: { network: 'hubs' } } },
    fail: { [CLUSTER]: { main: { network: 'default' } } },
  },
  {
    [CLUSTER]: (cluster) => {
      const network = cluster.get('network');
      if (network.state === 'reference') return pass;
      return judge(network, 'network', (value) => {
        if (value === undefined) return 'network is not set, which means the default network of the project';
        return /(?:^|\/)default$/.test(String(value))
          ? `network is ${show(value)}, the one every project has`
          : undefined;
      });
    },
  },
);
