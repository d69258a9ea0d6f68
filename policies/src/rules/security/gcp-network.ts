import { pass, requireFlag, see } from '../../verdict';
import { flagRule, requireSet } from '../attribute-rule';
import { cloudRule, numbers } from '../cloud-rule';

const SUBNETWORK = 'google_compute_subnetwork';
/** Subnetworks of proxies hold no machines. */
const NO_MACHINES = /PROXY|LOAD_BALANCER|PRIVATE_SERVICE_CONNECT|NAT/;

/** Connections are written down. */
export const gcpFlowLogs = cloudRule(
  {
    id: 'security/gcp-flow-logs',
    title: 'Subnetworks of Google Cloud write flow logs',
    why: 'They say afterwards what talked to what; a sample of a tenth is enough and cheap.',
    severity: 'low',
    strict: true,
    remedy:
      'Networks made by hubfleet write a tenth. In Terraform set log_config { flow_sampling = 0.1, aggregation_interval = "INTERVAL_10_MIN" }.',
    references: numbers({ gke: '5.6.1', checkov: 'CKV_GCP_26', trivy: 'GCP-0029 GCP-0076' }),
  },
  {
    pass: { [SUBNETWORK]: { nodes: { log_config: { flow_sampling: 0.1 } } } },
    fail: { [SUBNETWORK]: { nodes: { ip_cidr_range: '10.0.0.0/20' } } },
  },
  {
    [SUBNETWORK]: (subnetwork) => {
      const purpose = see(subnetwork.get('purpose'));
      return purpose.seen && NO_MACHINES.test(String(purpose.value)) ? pass : requireSet(subnetwork, 'log_config');
    },
  },
);

/** Private machines reach Google without NAT. */
export const gcpPrivateGoogleAccess = cloudRule(
  {
    id: 'security/gcp-private-google-access',
    title: 'Machines without public addresses reach Google inside its network',
    why: 'Otherwise images and buckets are fetched through NAT, which is billed by the gigabyte, or not at all.',
    severity: 'medium',
    remedy: 'Networks made by hubfleet have it so. In Terraform set private_ip_google_access = true.',
    references: numbers({ checkov: 'CKV_GCP_74 CKV_GCP_76', trivy: 'GCP-0075' }),
  },
  {
    pass: { [SUBNETWORK]: { nodes: { private_ip_google_access: true } } },
    fail: { [SUBNETWORK]: { nodes: { private_ip_google_access: false } } },
  },
  {
    [SUBNETWORK]: (subnetwork) => {
      const purpose = see(subnetwork.get('purpose'));
      if (purpose.seen && NO_MACHINES.test(String(purpose.value))) return pass;
      return requireFlag(subnetwork, 'private_ip_google_access', true);
    },
  },
);

/** Nothing comes with a network unasked. */
export const gcpAutoSubnetworks = flagRule({
  id: 'security/gcp-auto-subnetworks',
  title: 'A network of Google Cloud has no subnetworks that nobody asked for',
  why: 'In auto mode there is a subnetwork in every region, with ranges that collide with those of every other such network.',
  severity: 'high',
  remedy: 'Networks made by hubfleet have it so. In Terraform set auto_create_subnetworks = false.',
  references: numbers({ checkov: 'CKV2_GCP_18', trivy: 'GCP-0073' }),
  type: 'google_compute_network',
  path: 'auto_create_subnetworks',
  must: false,
});

/** A new project is empty. */
export const gcpDefaultNetwork = flagRule({
  id: 'security/gcp-default-network',
  title: 'A project of Google Cloud starts without the default network',
  why: 'The default network lets SSH and RDP in from the whole internet.',
  severity: 'high',
  remedy: 'In Terraform set auto_create_network = false on google_project.',
  references: numbers({ checkov: 'CKV_GCP_27 CKV2_GCP_2', trivy: 'GCP-0010' }),
  type: 'google_project',
  path: 'auto_create_network',
  must: false,
});
