import { zonesOf } from '../../cost/gke-nodes';
import type { Resource } from '../../resource';
import type { Rule, RuleContext } from '../../rule';
import { fail, pass, see, unknown, type Verdict } from '../../verdict';

const PURPOSE = 'hub.jupyter.org/node-purpose';

/** Pools with GPUs are spread on purpose: a zone may be out of them. */
function isSpreadOnPurpose(pool: Resource): boolean {
  const types = pool.each('instance_types').map(see);
  const hasGpuType = types.some((type) => type.seen && /^(?:g|p)\d/.test(String(type.value)));
  return hasGpuType || pool.blocks('node_config.guest_accelerator').length > 0;
}

/** True for pools of user servers, or a verdict when that cannot be seen. */
function isUserPool(pool: Resource, labels: string): boolean | Verdict {
  const path = `${labels}["${PURPOSE}"]`;
  const purpose = see(pool.get(path));
  return purpose.seen ? purpose.value === 'user' : unknown(`${path} cannot be checked: it ${purpose.reason}`, labels);
}

function nodeGroup(group: Resource, _context: RuleContext): Verdict {
  const isUsers = isUserPool(group, 'labels');
  if (typeof isUsers !== 'boolean') return isUsers;
  if (!isUsers || isSpreadOnPurpose(group)) return pass;
  const subnets = group.each('subnet_ids');
  const [only] = subnets;
  if (subnets.length === 1 && only?.state === 'unknown') {
    return unknown(`subnet_ids cannot be checked: it ${only.reason}`, 'subnet_ids');
  }
  return subnets.length > 1 ? fail(message(subnets.length), 'subnet_ids') : pass;
}

function nodePool(pool: Resource, context: RuleContext): Verdict {
  const isUsers = isUserPool(pool, 'node_config.labels');
  if (typeof isUsers !== 'boolean') return isUsers;
  if (!isUsers || isSpreadOnPurpose(pool)) return pass;
  const zones = zonesOf(pool, context);
  if (typeof zones === 'object') return unknown(zones.hidden, 'node_locations');
  return zones > 1 ? fail(message(zones), 'node_locations') : pass;
}

function message(zones: number): string {
  return `user nodes run in ${zones} zones: homes and packages cross between them at $0.01 a GB, and disks of one zone do not attach in another`;
}

const pool = (...zones: string[]) => ({
  resource: {
    google_container_node_pool: {
      users: { location: 'europe-west2', node_locations: zones, node_config: { labels: { [PURPOSE]: 'user' } } },
    },
  },
});

/** User nodes stand in one zone, beside the disks they use. */
export const crossZoneTraffic: Rule = {
  id: 'cost/cross-zone-traffic',
  title: 'User nodes without GPUs stand in one zone',
  why: 'Traffic between zones is billed by the GB. A hub does not survive the loss of its zone anyway: its database is on a disk there.',
  severity: 'low',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy: 'Name one zone in zones of the pool in cluster.yaml. In Terraform name one of node_locations or subnet_ids.',
  references: [],
  examples: {
    pass: { terraform: pool('europe-west2-b') },
    fail: { terraform: pool('europe-west2-a', 'europe-west2-b') },
  },
  checks: { aws_eks_node_group: nodeGroup, google_container_node_pool: nodePool },
};
