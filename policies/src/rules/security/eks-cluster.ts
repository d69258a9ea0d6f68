import type { Resource } from '../../resource';
import { judge, type Verdict } from '../../verdict';
import { choiceRule, flagRule } from '../attribute-rule';
import { cloudRule, numbers } from '../cloud-rule';

const CLUSTER = 'aws_eks_cluster';
const LOGS = 'enabled_cluster_log_types';
const OURS = 'Clusters made by hubfleet have it so.';
const ALL_LOGS = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

function holds(cluster: Resource, wanted: readonly string[], why: string): Verdict {
  return judge(cluster.get(LOGS), LOGS, (value) => {
    const types = Array.isArray(value) ? value.map(String) : [];
    const missing = wanted.filter((type) => !types.includes(type));
    return missing.length === 0 ? undefined : `${LOGS} lacks ${missing.join(', ')}${why}`;
  });
}

const withLogs = (...types: string[]) => ({ [CLUSTER]: { main: { [LOGS]: types } } });

/** Who did what is written down. */
export const eksAuditLog = cloudRule(
  {
    id: 'security/eks-audit-log',
    title: 'An EKS cluster writes its audit log',
    why: 'After an incident the audit log is the only record of who did what on the cluster. It cannot be had afterwards.',
    severity: 'medium',
    remedy: `${OURS} In Terraform set enabled_cluster_log_types = ["audit", "authenticator"].`,
    references: numbers({ eks: '2.1.1', trivy: 'AWS-0038' }),
  },
  { pass: withLogs('audit'), fail: withLogs('api', 'scheduler') },
  { [CLUSTER]: (cluster) => holds(cluster, ['audit'], ', so nobody can say afterwards who did what') },
);

/** Everything the control plane writes is kept. */
export const eksControlPlaneLogs = cloudRule(
  {
    id: 'security/eks-control-plane-logs',
    title: 'An EKS cluster writes all logs of its control plane',
    why: 'The other logs say how users were recognised and why pods were not placed. They cost by the gigabyte.',
    severity: 'low',
    strict: true,
    remedy: `${OURS} In Terraform list all five types in enabled_cluster_log_types.`,
    references: numbers({ eks: '2.1.1', checkov: 'CKV_AWS_37' }),
  },
  { pass: withLogs(...ALL_LOGS), fail: withLogs('audit') },
  { [CLUSTER]: (cluster) => holds(cluster, ALL_LOGS, '') },
);

const RESOURCES = 'encryption_config.resources';

/** Kubernetes secrets have a key of their own. */
export const eksSecretsEncryption = cloudRule(
  {
    id: 'security/eks-secrets-encryption',
    title: 'An EKS cluster encrypts its secrets with a key of its own',
    why: 'Since 1.28 EKS encrypts secrets with a key of AWS; a key of your own also lets you see and stop every use of them. It cannot be taken away again.',
    severity: 'medium',
    remedy: `${OURS} In Terraform set encryption_config { provider { key_arn = aws_kms_key.… }, resources = ["secrets"] }.`,
    references: numbers({ eks: '5.3.1', checkov: 'CKV_AWS_58', trivy: 'AWS-0039' }),
  },
  {
    pass: {
      [CLUSTER]: {
        main: {
          encryption_config: {
            provider: { key_arn: 'arn:aws:kms:eu-west-1:123456789012:key/4a5b' },
            resources: ['secrets'],
          },
        },
      },
    },
    fail: { [CLUSTER]: { main: { name: 'main' } } },
  },
  {
    [CLUSTER]: (cluster) =>
      judge(cluster.get(RESOURCES), RESOURCES, (value) => {
        if (value === undefined) return 'encryption_config is not set, so secrets have no key of their own';
        return Array.isArray(value) && value.includes('secrets') ? undefined : `${RESOURCES} does not hold "secrets"`;
      }),
  },
);

/** The API server has no public address at all. */
export const eksPrivateOnly = flagRule({
  id: 'security/eks-private-only',
  title: 'The API server of an EKS cluster has no public address',
  why: 'A list of allowed networks still lets whoever is inside them try the API server; without a public address one must be in the VPC.',
  severity: 'medium',
  strict: true,
  remedy:
    'Write controlPlane.allowedCidrs: [] in cluster.yaml and reach the cluster through a bastion. In Terraform set vpc_config { endpoint_public_access = false }.',
  references: numbers({ eks: '5.4.2', checkov: 'CKV_AWS_39', trivy: 'AWS-0040' }),
  type: CLUSTER,
  path: 'vpc_config.endpoint_public_access',
  must: false,
});

/** Nodes reach the API server without leaving the network. */
export const eksPrivateEndpoint = flagRule({
  id: 'security/eks-private-endpoint',
  title: 'Nodes of an EKS cluster reach the API server inside the VPC',
  why: 'Otherwise nodes and control plane talk over public addresses, through NAT that is billed, and the public endpoint cannot be closed.',
  severity: 'medium',
  remedy: `${OURS} In Terraform set vpc_config { endpoint_private_access = true }.`,
  references: numbers({ eks: '5.4.2' }),
  type: CLUSTER,
  path: 'vpc_config.endpoint_private_access',
  must: true,
});

/** Access is given by the API, not by a config map. */
export const eksAuthenticationMode = choiceRule({
  id: 'security/eks-authentication-mode',
  title: 'Access to an EKS cluster is given by access entries',
  why: 'The aws-auth config map can be edited by whoever may edit config maps, shows up in no audit of IAM, and one typing error locks everybody out.',
  severity: 'medium',
  remedy: `${OURS} In Terraform set access_config { authentication_mode = "API" }; it cannot be turned back.`,
  references: numbers({ eks: '4.1.7' }),
  type: CLUSTER,
  path: 'access_config.authentication_mode',
  oneOf: ['API', 'API_AND_CONFIG_MAP'],
  not: 'CONFIG_MAP',
});

/** Whoever made the cluster does not rule it for ever. */
export const eksCreatorAdmin = flagRule({
  id: 'security/eks-creator-admin',
  title: 'Whoever created an EKS cluster is not its administrator for ever',
  why: 'The entry of the creator, most often the role of CI, is made in silence. An entry of its own for each administrator can be read and taken away.',
  severity: 'low',
  strict: true,
  remedy:
    'In your own code set access_config { bootstrap_cluster_creator_admin_permissions = false } on a new cluster and add access entries; on an existing one it replaces the cluster.',
  references: numbers({ eks: '4.1.7' }),
  type: CLUSTER,
  path: 'access_config.bootstrap_cluster_creator_admin_permissions',
  must: false,
});
