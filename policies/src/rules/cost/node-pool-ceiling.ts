import type { Resource } from '../../resource';
import type { Rule, RuleContext } from '../../rule';
import { asNumber, fail, judge, see, show, unknown, type Verdict } from '../../verdict';

const ZONES_OF_A_REGION = 3;

function ceiling(value: number, attribute: string, limit: number, how = ''): string | undefined {
  return value <= limit ? undefined : `${attribute} lets the pool grow to ${value} nodes${how}, the limit is ${limit}`;
}

function nodeGroup(group: Resource, { limits }: RuleContext): Verdict {
  const attribute = 'scaling_config.max_size';
  return judge(group.get(attribute), attribute, (value) => {
    const max = asNumber(value);
    return max === undefined
      ? `${attribute} is ${show(value)}: the pool has no upper bound`
      : ceiling(max, attribute, limits.maxNodesPerPool);
  });
}

function nodePool(pool: Resource, { limits }: RuleContext): Verdict {
  const limit = limits.maxNodesPerPool;
  const total = pool.get('autoscaling.total_max_node_count');
  if (total.state !== 'default') {
    return judge(total, 'autoscaling.total_max_node_count', (value) =>
      ceiling(asNumber(value) ?? Infinity, 'autoscaling.total_max_node_count', limit),
    );
  }
  const perZone = pool.get('autoscaling.max_node_count');
  const fixed = pool.get('node_count');
  const attribute =
    perZone.state === 'default' && fixed.state !== 'default' ? 'node_count' : 'autoscaling.max_node_count';
  const value = see(attribute === 'node_count' ? fixed : perZone);
  if (!value.seen) return unknown(`${attribute} cannot be checked: it ${value.reason}`, attribute);
  const max = asNumber(value.value);
  if (max === undefined) return fail('autoscaling sets no max_node_count: the pool has no upper bound', attribute);
  const zones = zonesOf(pool);
  if (zones === undefined)
    return unknown(`node_locations cannot be checked, and ${attribute} counts per zone`, attribute);
  const message = ceiling(max * zones, attribute, limit, zones > 1 ? ` (${max} in each of ${zones} zones)` : '');
  return message === undefined ? [] : fail(message, attribute);
}

/** Zones of a node pool: those it lists, else one for a zone and three for a region. */
function zonesOf(pool: Resource): number | undefined {
  const locations = pool.get('node_locations');
  if (locations.state === 'known') return Array.isArray(locations.value) ? locations.value.length : undefined;
  if (locations.state !== 'default') return pool.each('node_locations').length || undefined;
  const location = pool.get('location');
  if (location.state !== 'known') return location.state === 'default' ? ZONES_OF_A_REGION : undefined;
  return /-[a-z]$/.test(String(location.value)) ? 1 : ZONES_OF_A_REGION;
}

/** The number of nodes, and with it the bill, is bounded. */
export const nodePoolCeiling: Rule = {
  id: 'cost/node-pool-ceiling',
  title: 'A node pool has an upper bound within the limit',
  why: 'The upper bound of the autoscaler is the only thing between a runaway script and the bill. On GKE the usual setting counts per zone.',
  severity: 'high',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy:
    'Lower maxNodes of the pool in cluster.yaml, or raise policies.limits.maxNodesPerPool in fleet.yaml if the budget allows it. In Terraform set scaling_config.max_size, or autoscaling.total_max_node_count.',
  references: [],
  examples: {
    pass: {
      terraform: {
        resource: {
          google_container_node_pool: {
            users: { location: 'europe-west1', autoscaling: { total_min_node_count: 0, total_max_node_count: 20 } },
          },
        },
      },
    },
    fail: {
      terraform: {
        resource: {
          google_container_node_pool: {
            users: { location: 'europe-west1', autoscaling: { min_node_count: 0, max_node_count: 40 } },
          },
        },
      },
    },
  },
  checks: { aws_eks_node_group: nodeGroup, google_container_node_pool: nodePool },
};
