import type { Resource } from '../../resource';
import { all, asBoolean, fail, judge, pass, see, show, type Verdict } from '../../verdict';
import { isGiven } from '../attribute-rule';
import { cloudRule, numbers } from '../cloud-rule';

const POOL = 'google_container_node_pool';
const ACCOUNT = 'node_config.service_account';
const SCOPES = 'node_config.oauth_scopes';
const PROVISIONED = 'cluster_autoscaling.auto_provisioning_defaults.service_account';
const DEFAULT_ACCOUNT = /(?:^default$|-compute@developer\.gserviceaccount\.com$)/;
const BROAD =
  /(?:^|\/)(?:cloud-platform|compute|compute-rw|storage-full|devstorage\.full_control|devstorage\.read_write)$/;

function ownAccount(resource: Resource, path: string): Verdict {
  return judge(resource.get(path), path, (value) => {
    if (value === undefined) return `${path} is not set, so nodes act as the default service account`;
    return DEFAULT_ACCOUNT.test(String(value)) ? `${path} is ${show(value)}, the default service account` : undefined;
  });
}

/** References name an account that somebody made. */
function account(resource: Resource, path: string): Verdict {
  const value = resource.get(path);
  return value.state !== 'known' && isGiven(value) ? pass : ownAccount(resource, path);
}

function isTrue(cluster: Resource, path: string): boolean {
  const sight = see(cluster.get(path));
  return sight.seen && asBoolean(sight.value) === true;
}

function cluster(resource: Resource): Verdict {
  const isAutopilot = isTrue(resource, 'enable_autopilot');
  const makesNodes = isAutopilot || isTrue(resource, 'cluster_autoscaling.enabled');
  const hasPool = !isAutopilot && !isTrue(resource, 'remove_default_node_pool');
  return all(hasPool ? account(resource, ACCOUNT) : pass, makesNodes ? account(resource, PROVISIONED) : pass);
}

/** Nodes have an account made for them. */
export const gkeNodeServiceAccount = cloudRule(
  {
    id: 'security/gke-node-service-account',
    title: 'Nodes of a GKE cluster do not act as the default service account',
    why: 'The default service account may edit the whole project; whoever takes a node then owns everything in it.',
    severity: 'critical',
    remedy:
      'Pools made by hubfleet have an account that may pull images and write logs. In Terraform set node_config { service_account } to a google_service_account of its own.',
    references: numbers({ gke: '5.2.1', checkov: 'CKV2_GCP_1', trivy: 'GCP-0050' }),
  },
  {
    pass: { [POOL]: { users: { node_config: { service_account: 'nodes@hubs.iam.gserviceaccount.com' } } } },
    fail: { [POOL]: { users: { node_config: { machine_type: 'n2-highmem-4' } } } },
  },
  { [POOL]: (pool) => account(pool, ACCOUNT), google_container_cluster: cluster },
);

function scopes(pool: Resource): Verdict {
  const list = pool.each(SCOPES).map(see);
  const broad = list.flatMap((sight) => (sight.seen && BROAD.test(String(sight.value)) ? [String(sight.value)] : []));
  if (broad.length === 0) return list.some((sight) => !sight.seen) ? account(pool, ACCOUNT) : pass;
  const identity = account(pool, ACCOUNT);
  if (identity.every(({ kind }) => kind === 'unknown')) return identity;
  return fail(
    `${SCOPES} holds ${broad.join(', ')}, which with the default service account is the whole project`,
    SCOPES,
  );
}

/** Wide scopes are for narrow accounts. */
export const gkeNodeScopes = cloudRule(
  {
    id: 'security/gke-node-scopes',
    title: 'Wide scopes of a GKE node pool go with a service account of its own',
    why: 'A scope limits what the account may do. With the default account and the scope of the whole platform nothing is limited.',
    severity: 'high',
    remedy:
      'Pools made by hubfleet have an account of their own. In Terraform set node_config { service_account }, or list narrow oauth_scopes.',
    references: numbers({ gke: '5.2.1', checkov: 'CKV2_GCP_1' }),
  },
  {
    pass: {
      [POOL]: {
        users: {
          node_config: {
            service_account: 'nodes@hubs.iam.gserviceaccount.com',
            oauth_scopes: ['https://www.googleapis.com/auth/cloud-platform'],
          },
        },
      },
    },
    fail: { [POOL]: { users: { node_config: { oauth_scopes: ['https://www.googleapis.com/auth/cloud-platform'] } } } },
  },
  { [POOL]: scopes },
);
