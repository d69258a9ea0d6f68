import { HOURS_PER_MONTH } from '../prices/price-sheet';
import type { Resource } from '../resource';
import { always, inUse, type Range } from './amount';
import type { Charge, UnknownCharge } from './component';
import type { CostContext } from './cost-context';
import { gkeNodePool, gkePoolName, regionOf } from './gke-nodes';
import { isHidden, textAt } from './sight';

/** Cloud NAT bills by the machines behind it, up to this number. */
const MOST_MACHINES = 32;

const place = (resource: Resource, context: CostContext) =>
  ({ group: 'network', cloud: 'google', region: regionOf(resource, context) }) as const;

/** Cloud NAT: a fee for each hour of a machine behind it, its address, and every GB. */
export function cloudNat(nat: Resource, context: CostContext): Charge[] {
  const common = place(nat, context);
  const pools = context.resources.ofType('google_container_node_pool', nat.stack);
  const machines = pools.flatMap((pool) => gkeNodePool(pool, context)).filter(isMachine);
  const hours: Range = {
    floor: machineHours(machines, 'floor'),
    expected: machineHours(machines, 'expected'),
    ceiling: machineHours(machines, 'ceiling'),
  };
  const used = pools.reduce((total, pool) => total + (context.nodeHours(pool.stack, gkePoolName(pool)) ?? 0), 0);
  return [
    { ...common, name: 'NAT, machines behind it', item: 'nat/machine', quantity: hours, usageBased: false },
    { ...common, name: 'NAT address', item: 'address/in-use', quantity: always(HOURS_PER_MONTH), usageBased: false },
    {
      ...common,
      name: 'NAT traffic',
      item: 'nat/data',
      quantity: inUse(used * context.assumptions.natGBPerNodeHour),
      usageBased: true,
    },
  ];
}

function isMachine(charge: Charge | UnknownCharge): charge is Charge {
  return 'item' in charge && /^(?:machine|spot)\//.test(charge.item);
}

function machineHours(machines: readonly Charge[], key: keyof Range): number {
  const hours = machines.reduce((total, { quantity }) => total + quantity[key], 0);
  return Math.min(hours, MOST_MACHINES * HOURS_PER_MONTH);
}

/** A reserved address of the internet; inside a network addresses are free. */
export function address(resource: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const type = textAt(resource, 'address_type', 'EXTERNAL');
  if (isHidden(type)) return [{ name: 'address', group: 'network', unpriced: type.hidden }];
  if (type !== 'EXTERNAL') return [];
  return [
    {
      ...place(resource, context),
      name: 'public address',
      item: 'address/in-use',
      quantity: always(HOURS_PER_MONTH),
      usageBased: false,
    },
  ];
}

/** One forwarding rule, which is what a load balancer of GKE is billed as. */
export function forwardingRule(resource: Resource, context: CostContext): Charge[] {
  return [
    {
      ...place(resource, context),
      name: 'load balancer',
      item: 'lb/forwarding-rule',
      quantity: always(HOURS_PER_MONTH),
      usageBased: false,
    },
    {
      ...place(resource, context),
      name: 'traffic to users',
      item: 'network/internet-egress',
      quantity: inUse(context.assumptions.loadBalancerGB),
      usageBased: true,
    },
  ];
}
