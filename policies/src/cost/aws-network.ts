import { HOURS_PER_MONTH } from '../prices/price-sheet';
import type { Resource } from '../resource';
import { see } from '../verdict';
import { always, inUse } from './amount';
import type { Charge, UnknownCharge } from './component';
import type { CostContext } from './cost-context';
import { eksPoolName } from './eks-nodes';
import { isHidden, textAt } from './sight';

const network = (resource: Resource, context: CostContext) =>
  ({ group: 'network', cloud: 'aws', region: context.places(resource.stack).aws }) as const;

/** A NAT gateway: an hourly fee, and every GB that nodes fetch through it. */
export function natGateway(gateway: Resource, context: CostContext): Charge[] {
  const common = network(gateway, context);
  const gateways = context.resources.ofType('aws_nat_gateway', gateway.stack).length;
  const expected = natGB(gateway.stack, context) / gateways;
  return [
    { ...common, name: 'NAT gateway', item: 'vpc/nat-gateway', quantity: always(HOURS_PER_MONTH), usageBased: false },
    { ...common, name: 'NAT traffic', item: 'vpc/nat-data', quantity: inUse(expected), usageBased: true },
  ];
}

/** GB through NAT in a month: so much for each hour of a node. */
function natGB(stack: string, { resources, assumptions, nodeHours }: CostContext): number {
  const hours = resources
    .ofType('aws_eks_node_group', stack)
    .reduce((total, group) => total + (nodeHours(stack, eksPoolName(group)) ?? 0), 0);
  return hours * assumptions.natGBPerNodeHour;
}

/** A public IPv4 address, which AWS bills whether it is attached or not. */
export function elasticAddress(address: Resource, context: CostContext): Charge[] {
  return [
    {
      ...network(address, context),
      name: 'public IPv4 address',
      item: 'vpc/public-address',
      quantity: always(HOURS_PER_MONTH),
      usageBased: false,
    },
  ];
}

/** A gateway endpoint is free; an interface endpoint is billed in each zone, and by what nodes fetch through it. */
export function vpcEndpoint(endpoint: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const type = textAt(endpoint, 'vpc_endpoint_type', 'Gateway');
  if (isHidden(type)) return [{ name: 'endpoint', group: 'network', unpriced: type.hidden }];
  if (type === 'Gateway') return [];
  const zones = subnetsOf(endpoint, context);
  if (isHidden(zones)) return [{ name: 'interface endpoint', group: 'network', unpriced: zones.hidden }];
  const common = network(endpoint, context);
  const interfaces = context.resources.ofType('aws_vpc_endpoint', endpoint.stack).filter(isInterface).length;
  const fetched = natGB(endpoint.stack, context) / Math.max(1, interfaces);
  return [
    {
      ...common,
      name: `interface endpoint in ${zones} ${zones === 1 ? 'zone' : 'zones'}`,
      item: 'vpc/interface-endpoint',
      quantity: always(zones * HOURS_PER_MONTH),
      usageBased: false,
    },
    {
      ...common,
      name: 'endpoint traffic',
      item: 'vpc/interface-endpoint-data',
      quantity: inUse(fetched),
      usageBased: true,
    },
  ];
}

/** Subnets of an endpoint, of which each zone has one; a plan knows those that it creates by reference only. */
function subnetsOf(endpoint: Resource, { resources }: CostContext): number | { readonly hidden: string } {
  const subnets = endpoint.get('subnet_ids');
  const created = resources.behind(subnets, endpoint).filter(({ type }) => type === 'aws_subnet').length;
  if (created > 0) return created;
  const sight = see(subnets);
  return sight.seen
    ? Math.max(1, endpoint.each('subnet_ids').length)
    : { hidden: `each zone is billed, and subnet_ids ${sight.reason}` };
}

function isInterface(endpoint: Resource): boolean {
  return textAt(endpoint, 'vpc_endpoint_type', 'Gateway') === 'Interface';
}

const LOAD_BALANCERS = {
  application: { name: 'application load balancer', unit: 'lb/application-capacity-unit' },
  network: { name: 'network load balancer', unit: 'lb/network-capacity-unit' },
} as const;

/** A load balancer that Terraform itself makes. */
export function loadBalancer(balancer: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const type = textAt(balancer, 'load_balancer_type', 'application');
  if (isHidden(type)) return [{ name: 'load balancer', group: 'network', unpriced: type.hidden }];
  if (type !== 'application' && type !== 'network') {
    return [
      { name: `${type} load balancer`, group: 'network', unpriced: `there is no price for ${type} load balancers` },
    ];
  }
  return awsBalancer(type, network(balancer, context), context);
}

type Place = ReturnType<typeof network>;

/** What AWS bills for one load balancer with its addresses. */
export function awsBalancer(type: 'application' | 'network' | 'classic', place: Place, context: CostContext): Charge[] {
  const { addressesPerLoadBalancer, loadBalancerGB } = context.assumptions;
  const isClassic = type === 'classic';
  const name = isClassic ? 'classic load balancer' : LOAD_BALANCERS[type].name;
  return [
    { ...place, name, item: `lb/${type}`, quantity: always(HOURS_PER_MONTH), usageBased: false },
    ...(addressesPerLoadBalancer > 0
      ? [
          {
            ...place,
            name: `${addressesPerLoadBalancer} public IPv4 addresses of the load balancer`,
            item: 'vpc/public-address',
            quantity: always(addressesPerLoadBalancer * HOURS_PER_MONTH),
            usageBased: false,
          },
        ]
      : []),
    {
      ...place,
      name: 'load balancer traffic',
      // A capacity unit is one GB an hour, which is what decides for web traffic.
      item: isClassic ? 'lb/classic-data' : LOAD_BALANCERS[type].unit,
      quantity: inUse(loadBalancerGB),
      usageBased: true,
    },
    {
      ...place,
      name: 'traffic to users',
      item: 'network/internet-egress',
      quantity: inUse(loadBalancerGB),
      usageBased: true,
    },
  ];
}
