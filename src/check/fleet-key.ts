import type { Finding } from '@hubfleet/policies';
import type { Path } from '../fleet/source-file.ts';
import type { StackPlace } from '../stacks/layer.ts';

type Keys = readonly (readonly [pattern: RegExp, key: Path])[];

/** Keys of a pool, by the attribute a rule names. */
const POOL_KEYS: Keys = [
  [/max_size|max_node_count/, ['maxNodes']],
  [/min_size|min_node_count|desired_size|node_count/, ['minNodes']],
  [/instance_types|machine_type/, ['machineType']],
  [/disk_size|volume_size/, ['diskGiB']],
  [/spot|preemptible|capacity_type/, ['spot']],
  [/node_locations|subnet_ids/, ['zones']],
];

/** Keys of cluster.yaml, by `construct path attribute`. */
const CLUSTER_KEYS: Keys = [
  [/public_access_cidrs|cidr_blocks|authorized_networks/, ['controlPlane', 'allowedCidrs']],
  [/^Cluster\/Resource .*version/, ['kubernetesVersion']],
  [/^Cluster\/Network\b/, ['network', 'cidr']],
  [/^Budget\/Recipient|^Budget\/.* .*(?:subscriber|channels)/, ['budget', 'recipients']],
  [/^Budget\/.* .*threshold/, ['budget', 'thresholdsPercent']],
  [/^Budget\b/, ['budget', 'monthlyUsd']],
  [/^Ingress\b/, ['support']],
];

/** Keys of a hub file, by the path of a value of the JupyterHub chart. */
const VALUE_KEYS: Keys = [
  [/^hub\.config\.(?:JupyterHub\.admin|Authenticator\.admin)/, ['admins']],
  [/^hub\.config\b/, ['authentication']],
  [/^cull\.maxAge/, ['culling', 'maxAgeHours']],
  [/^cull\b/, ['culling', 'idleMinutes']],
  [/^singleuser\.image\b/, ['image']],
  [/^singleuser\.(?:memory|cpu)\b/, ['profiles']],
  [/^singleuser\.storage\b/, ['storage']],
  [/^singleuser\.extraEnv\b/, ['environment']],
  [/^singleuser\.defaultUrl/, ['defaultUrl']],
  [/^(?:ingress|proxy\.https|httpRoute)\b/, ['domain']],
];

/** Keys of a hub file, by construct path. */
const HUB_KEYS: Keys = [
  [/^Hub\/Scratch\b/, ['scratchBucket']],
  [/^Hub\/(?:Home|Quota)/, ['storage']],
  [/^Hub\/Credentials\b/, ['authentication']],
];

/** The fleet file and the key in it that make a resource what it is, as near as construct path and attribute say. */
export function fleetKey(finding: Finding, place: StackPlace): { readonly file: string; readonly path: Path } {
  const within = finding.path?.startsWith(`${finding.stack}/`) ? finding.path.slice(finding.stack.length + 1) : '';
  if (place.hub) return { file: place.hub.file, path: hubKey(within, finding.attribute ?? '', place.hub.values) };
  return { file: place.cluster.file, path: clusterKey(within, finding.attribute ?? '') };
}

function clusterKey(path: string, attribute: string): Path {
  const pool = /^Cluster\/Pools\/([^/]+)/.exec(path)?.[1];
  if (pool !== undefined) return ['pools', pool, ...lookUp(POOL_KEYS, attribute)];
  const home = /^Homes\/([^/]+)(\/Backups)?/.exec(path);
  if (home) return ['homeStorage', home[1] ?? '', ...(home[2] ? ['backups'] : [])];
  return lookUp(CLUSTER_KEYS, `${path} ${attribute}`);
}

function hubKey(path: string, attribute: string, raw: unknown): Path {
  if (path !== 'Hub/Release') return lookUp(HUB_KEYS, path);
  const value = attribute.replace(/^values\./, '');
  const written = writtenBelow(raw, value);
  if (written.length > 0) return ['values', ...written];
  const profile = /^singleuser\.profileList\[(\d+)\]/.exec(value)?.[1];
  if (profile !== undefined) return ['profiles', Number(profile), ...profileKey(value)];
  return lookUp(VALUE_KEYS, value);
}

/** The steps of a path that raw values of the hub file hold: they win over what its other keys say. */
function writtenBelow(raw: unknown, path: string): Path {
  const taken: (string | number)[] = [];
  let node = raw;
  for (const name of path.split(/[.[\]]+/).filter(Boolean)) {
    const step = Array.isArray(node) ? Number(name) : name;
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, step)) return [];
    taken.push(step);
    node = (node as Record<string | number, unknown>)[step];
  }
  return taken;
}

function profileKey(value: string): Path {
  if (/mem_(?:guarantee|limit)/.test(value)) return ['memory'];
  if (/cpu_(?:guarantee|limit)/.test(value)) return ['cpu'];
  if (/profile_options/.test(value)) return ['images'];
  return /\bimage$/.test(value) ? ['image'] : [];
}

function lookUp(keys: Keys, text: string): Path {
  return keys.find(([pattern]) => pattern.test(text))?.[1] ?? [];
}
