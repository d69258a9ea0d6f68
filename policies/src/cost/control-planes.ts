import { eksSupport } from '../eks-versions';
import { HOURS_PER_MONTH } from '../prices/price-sheet';
import type { Resource } from '../resource';
import { see } from '../verdict';
import { always } from './amount';
import type { Charge, UnknownCharge } from './component';
import type { CostContext } from './cost-context';
import { gkePoolName, regionOf } from './gke-nodes';
import { isHidden, textAt } from './sight';

/** The control plane of EKS, at six times the fee once its version has left standard support. */
export function eksCluster(cluster: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const version = textAt(cluster, 'version', '');
  const group = 'control plane' as const;
  if (isHidden(version)) return [{ name: 'control plane', group, unpriced: version.hidden }];
  const isExtended = leftStandardSupport(version, cluster, context.today);
  return [
    {
      name: isExtended ? `control plane, ${version} in extended support` : 'control plane',
      group,
      cloud: 'aws',
      item: isExtended ? 'eks/control-plane-extended-support' : 'eks/control-plane',
      region: context.places(cluster.stack).aws,
      quantity: always(HOURS_PER_MONTH),
      usageBased: false,
    },
  ];
}

/** With support type STANDARD the cloud upgrades the control plane on the last day, so the fee stays. */
function leftStandardSupport(version: string, cluster: Resource, today: string): boolean {
  const policy = see(cluster.get('upgrade_policy.support_type'));
  if (policy.seen && policy.value === 'STANDARD') return false;
  const support = version === '' ? undefined : eksSupport(version);
  return support === 'ended' || (support !== undefined && today > support.standard);
}

/** The control plane of GKE; its default pool is removed at once where `remove_default_node_pool` is set. */
export function gkeCluster(cluster: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const region = regionOf(cluster, context);
  const keepsPool = textAt(cluster, 'remove_default_node_pool', 'false') === 'false';
  const isAutopilot = textAt(cluster, 'enable_autopilot', 'false') === 'true';
  const hasDefaultPool = keepsPool && !isAutopilot && cluster.blocks('node_pool').length === 0;
  return [
    {
      name: 'control plane',
      group: 'control plane',
      cloud: 'google',
      item: 'gke/cluster',
      region,
      quantity: always(HOURS_PER_MONTH),
      usageBased: false,
    },
    ...(isAutopilot
      ? [{ name: 'pods of Autopilot', group: 'nodes' as const, unpriced: 'Autopilot bills what pods request' }]
      : []),
    ...(hasDefaultPool
      ? [
          {
            name: `default pool of ${gkePoolName(cluster)}`,
            group: 'nodes' as const,
            unpriced: 'the default node pool is kept; set remove_default_node_pool',
          },
        ]
      : []),
  ];
}
