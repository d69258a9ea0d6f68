import type { Resource } from '../../resource';
import type { Rule } from '../../rule';
import { asNumber, fail, judge, pass, see, unknown, type Verdict } from '../../verdict';

/** Labels that mark nodes for user servers and Dask workers. */
const PURPOSES: readonly (readonly [label: string, value: string])[] = [
  ['hub.jupyter.org/node-purpose', 'user'],
  ['k8s.dask.org/node-purpose', 'worker'],
];

/** Judges pools of nodes that only users need. */
function forUsers(pool: Resource, labels: string, verdict: () => Verdict): Verdict {
  const purposes = PURPOSES.map(([label, value]) => ({ value, sight: see(pool.get(`${labels}["${label}"]`)) }));
  if (purposes.some(({ value, sight }) => sight.seen && sight.value === value)) return verdict();
  const hidden = purposes.find(({ sight }) => !sight.seen)?.sight;
  return hidden && !hidden.seen ? unknown(`${labels} cannot be checked: it ${hidden.reason}`, labels) : pass;
}

function fromZero(pool: Resource, path: string): Verdict {
  return judge(pool.get(path), path, (value) => {
    const least = asNumber(value);
    return least === 0
      ? undefined
      : `${path} is ${least ?? 'not set'}, so nodes for users run when nobody is logged in`;
  });
}

function nodePool(pool: Resource): Verdict {
  if (pool.get('autoscaling').state === 'default') {
    return fail('there is no autoscaling, so nodes for users run when nobody is logged in', 'autoscaling');
  }
  const isTotal = pool.get('autoscaling.total_max_node_count').state !== 'default';
  return fromZero(pool, isTotal ? 'autoscaling.total_min_node_count' : 'autoscaling.min_node_count');
}

/** Nodes for users are there only while users are. */
export const userPoolScalesToZero: Rule = {
  id: 'cost/user-pool-scales-to-zero',
  title: 'Pools for users and Dask workers shrink to zero nodes',
  why: 'Hubs stand idle at night and in vacations; a pool that keeps one large node costs more than everything else of the cluster.',
  severity: 'medium',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy:
    'Leave out minNodes of the pool in cluster.yaml. In Terraform set scaling_config.min_size = 0, or autoscaling.min_node_count = 0. Warm nodes for a course are a waiver with its last day.',
  references: [],
  examples: {
    pass: {
      terraform: {
        resource: {
          aws_eks_node_group: {
            users: {
              labels: { 'hub.jupyter.org/node-purpose': 'user' },
              scaling_config: { min_size: 0, max_size: 20, desired_size: 0 },
            },
          },
        },
      },
    },
    fail: {
      terraform: {
        resource: {
          aws_eks_node_group: {
            users: {
              labels: { 'hub.jupyter.org/node-purpose': 'user' },
              scaling_config: { min_size: 1, max_size: 20, desired_size: 1 },
            },
          },
        },
      },
    },
  },
  checks: {
    aws_eks_node_group: (group) => forUsers(group, 'labels', () => fromZero(group, 'scaling_config.min_size')),
    google_container_node_pool: (pool) => forUsers(pool, 'node_config.labels', () => nodePool(pool)),
  },
};
