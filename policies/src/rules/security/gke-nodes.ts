import type { Resource } from '../../resource';
import { judge, pass, show, type Verdict } from '../../verdict';
import { choiceRule, flagRule, setRule } from '../attribute-rule';
import { cloudRule, numbers } from '../cloud-rule';

const NODES = ['google_container_node_pool', 'google_container_cluster'];
const POOL = 'google_container_node_pool';
const OURS = 'Pools made by hubfleet have it so.';
/** A cluster without a pool of its own has no nodes to judge. */
const NO_NODES = [
  ['remove_default_node_pool', true],
  ['enable_autopilot', true],
] as const;

/** Pods meet the metadata server of GKE. */
export const gkeMetadataServer = choiceRule({
  id: 'security/gke-metadata-server',
  title: 'Nodes of a GKE cluster run the GKE metadata server',
  why: 'It stands between pods and the metadata service of the machine; without it a notebook can take the token of its node.',
  severity: 'high',
  remedy: `${OURS} In Terraform set node_config { workload_metadata_config { mode = "GKE_METADATA" } }.`,
  references: numbers({ gke: '5.4.1', checkov: 'CKV_GCP_69', trivy: 'GCP-0057' }),
  type: NODES,
  path: 'node_config.workload_metadata_config.mode',
  unless: NO_NODES,
  oneOf: ['GKE_METADATA'],
  not: 'GCE_METADATA',
});

/** Nodes run the small system that Google hardens. */
export const gkeNodeImage = cloudRule(
  {
    id: 'security/gke-node-image',
    title: 'Nodes of a GKE cluster run Container-Optimized OS',
    why: 'It is smaller than the alternative, has a read-only root and is patched with the cluster.',
    severity: 'low',
    remedy: `${OURS} In Terraform set node_config { image_type = "COS_CONTAINERD" }.`,
    references: numbers({ gke: '5.5.1', checkov: 'CKV_GCP_22', trivy: 'GCP-0054' }),
  },
  {
    pass: { [POOL]: { main: { node_config: { image_type: 'COS_CONTAINERD' } } } },
    fail: { [POOL]: { main: { node_config: { image_type: 'UBUNTU_CONTAINERD' } } } },
  },
  { [POOL]: nodeImage },
);

function nodeImage(pool: Resource): Verdict {
  const path = 'node_config.image_type';
  return judge(pool.get(path), path, (value) =>
    /^cos_containerd/i.test(String(value ?? '')) ? undefined : `${path} is ${show(value)}, must be COS_CONTAINERD`,
  );
}

/** Nodes boot what is signed. */
export const gkeSecureBoot = flagRule({
  id: 'security/gke-secure-boot',
  title: 'Nodes of a GKE cluster boot signed software only',
  why: 'Secure Boot refuses a changed boot loader or kernel module, so an intruder does not survive the next boot.',
  severity: 'medium',
  remedy: `${OURS} In Terraform set node_config { shielded_instance_config { enable_secure_boot = true } }.`,
  references: numbers({ gke: '5.5.7', checkov: 'CKV_GCP_68' }),
  type: NODES,
  path: 'node_config.shielded_instance_config.enable_secure_boot',
  unless: NO_NODES,
  must: true,
});

/** Changes of the boot chain are seen. */
export const gkeIntegrityMonitoring = flagRule({
  id: 'security/gke-integrity-monitoring',
  title: 'Nodes of a GKE cluster compare each boot with a known one',
  why: 'A changed boot chain is the trace that an intruder below the system leaves.',
  severity: 'medium',
  remedy: `${OURS} In Terraform remove enable_integrity_monitoring = false from shielded_instance_config.`,
  references: numbers({ gke: '5.5.6', checkov: 'CKV_GCP_72' }),
  type: NODES,
  path: 'node_config.shielded_instance_config.enable_integrity_monitoring',
  unless: NO_NODES,
  must: true,
});

/** Metadata, once written, must name the key: the provider removes what it does not find. */
function legacyEndpoints(pool: Resource): Verdict {
  const key = 'disable-legacy-endpoints';
  const metadata = pool.get('node_config.metadata');
  if (metadata.state === 'default') return pass;
  return judge(pool.get(`node_config.metadata["${key}"]`), 'node_config.metadata', (value) => {
    if (value === undefined) return `node_config.metadata is set without ${key}, which turns the old endpoints on`;
    return String(value) === 'true' ? undefined : `node_config.metadata has ${key} = ${show(value)}, must be "true"`;
  });
}

/** The metadata service asks for its header. */
export const gkeLegacyMetadata = cloudRule(
  {
    id: 'security/gke-legacy-metadata',
    title: 'Nodes of a GKE cluster do not answer on the old metadata endpoints',
    why: 'The old endpoints give out the token of the node without the header that tells a deliberate request from a forged one.',
    severity: 'high',
    remedy: `${OURS} In Terraform add disable-legacy-endpoints = "true" to node_config.metadata wherever metadata is set.`,
    references: numbers({ trivy: 'GCP-0048' }),
  },
  {
    pass: { [POOL]: { main: { node_config: { metadata: { 'disable-legacy-endpoints': 'true' } } } } },
    fail: { [POOL]: { main: { node_config: { metadata: { 'serial-port-enable': 'true' } } } } },
  },
  { [POOL]: legacyEndpoints },
);

/** Boot disks have a key of their own. */
export const gkeBootDiskKey = setRule({
  id: 'security/gke-boot-disk-key',
  title: 'Boot disks of a GKE cluster are encrypted with a key of your own',
  why: 'Google encrypts them anyway; a key of your own lets you stop every use of them.',
  severity: 'low',
  strict: true,
  remedy: 'In your own code set node_config { boot_disk_kms_key = google_kms_crypto_key.… }.',
  references: numbers({ gke: '5.9.2', checkov: 'CKV_GCP_38', trivy: 'GCP-0033' }),
  type: POOL,
  path: 'node_config.boot_disk_kms_key',
  example: 'projects/hubs/locations/europe-west2/keyRings/nodes/cryptoKeys/disk',
});

/** Strangers run in a sandbox. */
export const gkeSandbox = cloudRule(
  {
    id: 'security/gke-sandbox',
    title: 'Nodes for users of a GKE cluster run pods in a sandbox',
    why: 'Notebooks run whatever their users write; gVisor keeps a hole in the kernel from opening the node. It slows some workloads. Pools with GPUs are left alone.',
    severity: 'low',
    strict: true,
    remedy: 'In your own code set node_config { sandbox_config { sandbox_type = "gvisor" } } on pools for users.',
    references: numbers({ gke: '5.10.3' }),
  },
  {
    pass: { [POOL]: { users: userPool({ sandbox_config: { sandbox_type: 'gvisor' } }) } },
    fail: { [POOL]: { users: userPool({}) } },
  },
  {
    [POOL]: (pool) => {
      const label = pool.get('node_config.labels["hub.jupyter.org/node-purpose"]');
      if (label.state === 'default' || (label.state === 'known' && label.value !== 'user')) return pass;
      if (pool.get('node_config.guest_accelerator').state !== 'default') return pass;
      const path = 'node_config.sandbox_config.sandbox_type';
      return judge(pool.get(path), path, (value) =>
        value === 'gvisor' ? undefined : `${path} is ${show(value)}, must be "gvisor"`,
      );
    },
  },
);

function userPool(config: Record<string, Record<string, string>>) {
  return { node_config: { labels: { 'hub.jupyter.org/node-purpose': 'user' }, ...config } };
}
