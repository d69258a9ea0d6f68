import { hubValues } from '../../hub-values';
import type { Resource } from '../../resource';
import type { ResourceIndex } from '../../resource-index';
import type { Rule } from '../../rule';
import { asBoolean, fail, pass, see, unknown, type Verdict } from '../../verdict';

const IPTABLES = 'singleuser.cloudMetadata.blockWithIptables';
const POLICY = 'singleuser.networkPolicy.enabled';
const ALLOWED = 'singleuser.networkPolicy.egressAllowRules.cloudMetadataServer';
const NODE_MODE = 'node_config.workload_metadata_config.mode';

function judge(release: Resource, resources: ResourceIndex): Verdict {
  const values = hubValues(release);
  if (!values) return pass;
  const [blocked, policy, allowed] = [IPTABLES, POLICY, ALLOWED].map((path) => see(values.get(path)));
  if (blocked?.seen && asBoolean(blocked.value) === true) return pass;
  if (policy?.seen && asBoolean(policy.value) === true && allowed?.seen && asBoolean(allowed.value) === false)
    return pass;
  const hidden = [blocked, policy, allowed].find((sight) => sight && !sight.seen);
  if (hidden && !hidden.seen) return unknown(`${IPTABLES} cannot be checked: it ${hidden.reason}`, IPTABLES);
  const message = `${IPTABLES} is false and the network policy lets notebooks reach the metadata server`;
  return onGke(release, resources) ? metadataServerOfGke(release, resources, message) : fail(message, IPTABLES);
}

/** On GKE the metadata server itself can be safe: with GKE_METADATA it gives a pod its own identity, not that of its node. */
function metadataServerOfGke(release: Resource, resources: ResourceIndex, message: string): Verdict {
  const pools = resources
    .ofType('google_container_node_pool')
    .filter(({ stack }) => release.stack === stack || release.stack.startsWith(`${stack}-`));
  const modes = pools.map((pool) => see(pool.get(NODE_MODE)));
  if (modes.length > 0 && modes.every((mode) => mode.seen && mode.value === 'GKE_METADATA')) return pass;
  if (modes.some((mode) => mode.seen && mode.value !== 'GKE_METADATA'))
    return fail(`${message}, and not every node pool has the mode GKE_METADATA`, IPTABLES);
  return unknown(
    `${message}; that is safe only when every node pool has the mode GKE_METADATA, which this check does not see`,
    IPTABLES,
  );
}

function onGke({ stack }: Resource, resources: ResourceIndex): boolean {
  return [
    'data.google_container_cluster',
    'data.google_client_config',
    'google_container_cluster',
    'google_service_account',
  ].some((type) => resources.ofType(type, stack).length > 0);
}

/** Notebooks do not reach the credentials of their node. */
export const hubMetadataBlocked: Rule = {
  id: 'security/hub-metadata-blocked',
  title: 'Notebooks cannot ask the metadata server for the credentials of their node',
  why: 'The role of a node can pull images, attach disks and often more. Every user of the hub could use it.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Leave singleuser.cloudMetadata.blockWithIptables on, or set singleuser.networkPolicy.egressAllowRules.cloudMetadataServer: false. Where pods need the address for their own identity (GKE), give every node pool workload_metadata_config { mode = "GKE_METADATA" }.',
  references: [
    { source: 'CIS GKE 1.9.0', id: '5.4.1' },
    { source: 'checkov', id: 'CKV_GCP_69' },
    { source: 'trivy', id: 'GCP-0057' },
  ],
  examples: {
    pass: {
      terraform: {
        resource: { helm_release: { hub: { chart: 'jupyterhub', values: ['{"singleuser":{"defaultUrl":"/lab"}}'] } } },
      },
    },
    fail: {
      terraform: {
        resource: {
          helm_release: {
            hub: {
              chart: 'jupyterhub',
              values: [
                '{"singleuser":{"cloudMetadata":{"blockWithIptables":false},"networkPolicy":{"egressAllowRules":{"cloudMetadataServer":true}}}}',
              ],
            },
          },
        },
      },
    },
  },
  checks: { helm_release: (release, { resources }) => judge(release, resources) },
};
