import type { Resource } from '../../resource';
import { any, requireFlag, type Verdict } from '../../verdict';
import { choiceRule, flagRule, setRule } from '../attribute-rule';
import { cloudRule, numbers } from '../cloud-rule';

const CLUSTER = 'google_container_cluster';
const OWN_CODE = 'In your own code, or by an escape hatch on GkeCluster,';

function withoutPublicEndpoint(cluster: Resource): Verdict {
  const closed = requireFlag(cluster, 'private_cluster_config.enable_private_endpoint', true);
  const byName = 'control_plane_endpoints_config.ip_endpoints_config.enabled';
  return cluster.get(byName).state === 'default' ? closed : any(closed, requireFlag(cluster, byName, false));
}

/** The API server has no public address at all. */
export const gkePrivateEndpoint = cloudRule(
  {
    id: 'security/gke-private-endpoint',
    title: 'The API server of a GKE cluster has no public address',
    why: 'A list of allowed networks still lets whoever is inside them try the API server; without a public address one must be in the VPC.',
    severity: 'medium',
    strict: true,
    remedy:
      'Write controlPlane.allowedCidrs: [] in cluster.yaml and reach the cluster through a bastion. In Terraform set private_cluster_config { enable_private_endpoint = true }.',
    references: numbers({ gke: '5.6.4', checkov: 'CKV_GCP_18', trivy: 'GCP-0053' }),
  },
  {
    pass: { [CLUSTER]: { main: { private_cluster_config: { enable_private_endpoint: true } } } },
    fail: { [CLUSTER]: { main: { private_cluster_config: { enable_private_endpoint: false } } } },
  },
  { [CLUSTER]: withoutPublicEndpoint },
);

/** Kubernetes secrets have a key of their own. */
export const gkeSecretsEncryption = choiceRule({
  id: 'security/gke-secrets-encryption',
  title: 'A GKE cluster encrypts its secrets with a key of its own',
  why: 'Google encrypts its disks anyway; a key of your own also lets you see and stop every use of the secrets.',
  severity: 'medium',
  strict: true,
  remedy: `${OWN_CODE} set database_encryption { state = "ENCRYPTED", key_name = google_kms_crypto_key.… }.`,
  references: numbers({ gke: '5.3.1' }),
  type: CLUSTER,
  path: 'database_encryption.state',
  oneOf: ['ENCRYPTED'],
  not: 'DECRYPTED',
});

/** Traffic inside a node is seen by the network. */
export const gkeIntranodeVisibility = flagRule({
  id: 'security/gke-intranode-visibility',
  title: 'A GKE cluster shows the traffic between pods of one node to the VPC',
  why: 'Otherwise neither flow logs nor firewall rules see pods that talk to each other on one node.',
  severity: 'low',
  strict: true,
  remedy: `${OWN_CODE} set enable_intranode_visibility = true; it adds to the cost of flow logs.`,
  references: numbers({ gke: '5.6.1', checkov: 'CKV_GCP_61' }),
  type: CLUSTER,
  path: 'enable_intranode_visibility',
  unless: [['enable_autopilot', true]],
  must: true,
});

/** Rights are given to groups. */
export const gkeGoogleGroups = setRule({
  id: 'security/gke-google-groups',
  title: 'A GKE cluster knows the Google groups of its users',
  why: 'Roles bound to single people stay when the people go; groups follow the directory.',
  severity: 'low',
  strict: true,
  remedy: `${OWN_CODE} set authenticator_groups_config { security_group = "gke-security-groups@<domain>" }.`,
  references: numbers({ gke: '5.8.2', checkov: 'CKV_GCP_65' }),
  type: CLUSTER,
  path: 'authenticator_groups_config.security_group',
  example: 'gke-security-groups@example.org',
});

/** Only signed images run. */
export const gkeBinaryAuthorization = choiceRule({
  id: 'security/gke-binary-authorization',
  title: 'A GKE cluster runs images that Binary Authorization admits',
  why: 'It refuses images from outside the named registries, so a typing error or a stolen deploy right cannot bring in others.',
  severity: 'low',
  strict: true,
  remedy: `${OWN_CODE} set binary_authorization { evaluation_mode = "PROJECT_SINGLETON_POLICY_ENFORCE" } and write the policy of the project.`,
  references: numbers({ checkov: 'CKV_GCP_66' }),
  type: CLUSTER,
  path: 'binary_authorization.evaluation_mode',
  oneOf: [
    'PROJECT_SINGLETON_POLICY_ENFORCE',
    'POLICY_BINDINGS',
    'POLICY_BINDINGS_AND_PROJECT_SINGLETON_POLICY_ENFORCE',
  ],
  not: 'DISABLED',
});

/** Google looks at the configuration of workloads. */
export const gkeSecurityPosture = choiceRule({
  id: 'security/gke-security-posture',
  title: 'A GKE cluster reports its security posture',
  why: 'The posture dashboard names workloads with too many rights at no cost.',
  severity: 'low',
  strict: true,
  remedy: `${OWN_CODE} set security_posture_config { mode = "BASIC" }.`,
  references: numbers({ gke: '5.10.4' }),
  type: CLUSTER,
  path: 'security_posture_config.mode',
  oneOf: ['BASIC', 'ENTERPRISE'],
  not: 'DISABLED',
});

/** Google scans the images that run. */
export const gkeVulnerabilityScanning = choiceRule({
  id: 'security/gke-vulnerability-scanning',
  title: 'A GKE cluster scans its workloads for known vulnerabilities',
  why: 'User images are large and live long; a scan names the packages in them that have known holes.',
  severity: 'low',
  strict: true,
  remedy: `${OWN_CODE} set security_posture_config { vulnerability_mode = "VULNERABILITY_BASIC" }.`,
  references: numbers({ gke: '5.1.1' }),
  type: CLUSTER,
  path: 'security_posture_config.vulnerability_mode',
  oneOf: ['VULNERABILITY_BASIC', 'VULNERABILITY_ENTERPRISE'],
  not: 'VULNERABILITY_DISABLED',
});
