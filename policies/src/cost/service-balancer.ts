import { HOURS_PER_MONTH, type PricedCloud } from '../prices/price-sheet';
import type { Resource } from '../resource';
import { always, inUse } from './amount';
import { awsBalancer } from './aws-network';
import type { Charge, UnknownCharge } from './component';
import type { CostContext } from './cost-context';
import { isHidden, textAt } from './sight';

/** What says on AWS which kind of load balancer a service gets. */
export const BALANCER_TYPE = 'service.beta.kubernetes.io/aws-load-balancer-type';

/** Kinds of AWS by that annotation; without one Kubernetes asks for a classic load balancer. */
export function isNetworkBalancer(type: unknown): boolean {
  return /^(?:nlb|external)/.test(String(type));
}

/** The cloud whose resources or data sources stand in the same stack. */
export function cloudOfStack({ stack }: Resource, context: CostContext): PricedCloud | undefined {
  const { aws, google } = context.places(stack);
  if (aws !== undefined) return 'aws';
  return google !== undefined ? 'google' : undefined;
}

/** What the cloud bills for the load balancer that a service of Kubernetes asks for. */
export function serviceBalancer(
  resource: Resource,
  isNetwork: boolean,
  context: CostContext,
): (Charge | UnknownCharge)[] {
  const cloud = cloudOfStack(resource, context);
  const places = context.places(resource.stack);
  if (cloud === undefined)
    return [{ name: 'load balancer', group: 'network', unpriced: 'the cloud of the cluster cannot be seen' }];
  if (cloud === 'aws') {
    const place = { group: 'network', cloud, region: places.aws } as const;
    return awsBalancer(isNetwork ? 'network' : 'classic', place, context);
  }
  const common = { group: 'network', cloud, region: places.google } as const;
  return [
    {
      ...common,
      name: 'load balancer',
      item: 'lb/forwarding-rule',
      quantity: always(HOURS_PER_MONTH),
      usageBased: false,
    },
    {
      ...common,
      name: 'traffic to users',
      item: 'network/internet-egress',
      quantity: inUse(context.assumptions.loadBalancerGB),
      usageBased: true,
    },
  ];
}

/** A service of Kubernetes: a load balancer when it is of that type, else nothing. */
export function kubernetesService(service: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const type = textAt(service, 'spec.type', 'ClusterIP');
  if (isHidden(type)) return [{ name: 'load balancer', group: 'network', unpriced: type.hidden }];
  if (type !== 'LoadBalancer') return [];
  const kind = service.get(`metadata.annotations["${BALANCER_TYPE}"]`);
  return serviceBalancer(service, kind.state === 'known' && isNetworkBalancer(kind.value), context);
}
