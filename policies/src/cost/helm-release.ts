import { helmValues } from '../helm-values';
import { helmChart, hubValues, isHubRelease } from '../hub-values';
import { HOURS_PER_MONTH, type PricedCloud } from '../prices/price-sheet';
import type { Resource } from '../resource';
import { see } from '../verdict';
import { always, inUse } from './amount';
import { awsBalancer } from './aws-network';
import type { Charge, UnknownCharge } from './component';
import type { CostContext } from './cost-context';

/** Charts whose service is a load balancer unless their values say otherwise, with the path of its kind. */
const INGRESS_CHARTS: Readonly<Record<string, string>> = {
  traefik: 'service.type',
  'ingress-nginx': 'controller.service.type',
};

const ANNOTATIONS = ['service.annotations', 'controller.service.annotations'];
const BALANCER_TYPE = 'service.beta.kubernetes.io/aws-load-balancer-type';

/** What a Helm release makes the cloud create: the load balancer of an ingress, the disk of a hub. */
export function helmRelease(release: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const cloud = cloudOf(release, context);
  const chart = helmChart(release);
  const isHub = isHubRelease(release);
  const path = chart === undefined ? undefined : INGRESS_CHARTS[chart];
  if (path === undefined && !isHub) return [];
  if (cloud === undefined)
    return [{ name: 'load balancer', group: 'network', unpriced: 'the cloud of the cluster cannot be seen' }];
  const kind = path === undefined ? serviceOfHub(release) : see(helmValues(release).get(path));
  const disk = isHub ? hubDisk(release, cloud, context) : [];
  if (!kind.seen)
    return [...disk, { name: 'load balancer', group: 'network', unpriced: `the kind of the service ${kind.reason}` }];
  const isBalancer = (kind.value ?? 'LoadBalancer') === 'LoadBalancer';
  return isBalancer ? [...balancer(release, cloud, context), ...disk] : disk;
}

function serviceOfHub(release: Resource) {
  const values = hubValues(release);
  const service = see(values?.get('proxy.service.type') ?? { state: 'default' });
  return service;
}

/** The cloud whose resources or data sources stand in the same stack. */
function cloudOf(release: Resource, context: CostContext): PricedCloud | undefined {
  const { aws, google } = context.places(release.stack);
  if (aws !== undefined) return 'aws';
  return google !== undefined ? 'google' : undefined;
}

function balancer(release: Resource, cloud: PricedCloud, context: CostContext): Charge[] {
  const places = context.places(release.stack);
  if (cloud === 'aws') {
    const place = { group: 'network', cloud, region: places.aws } as const;
    return awsBalancer(wantsNetwork(release) ? 'network' : 'classic', place, context);
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

/** Without an annotation Kubernetes asks AWS for a classic load balancer. */
function wantsNetwork(release: Resource): boolean {
  return ANNOTATIONS.some((path) => {
    const kind = helmValues(release).get(`${path}["${BALANCER_TYPE}"]`);
    return kind.state === 'known' && /^(?:nlb|external)/.test(String(kind.value));
  });
}

/** The hub keeps its database on a small disk unless it is told to use another. */
function hubDisk(release: Resource, cloud: PricedCloud, context: CostContext): Charge[] {
  const values = hubValues(release);
  const type = see(values?.get('hub.db.type') ?? { state: 'default' });
  if (type.seen && type.value !== undefined && type.value !== 'sqlite-pvc') return [];
  const size = see(values?.get('hub.db.pvc.storage') ?? { state: 'default' });
  const text = size.seen && typeof size.value === 'string' ? size.value : '1Gi';
  const gibibytes = Number(/^(\d+(?:\.\d+)?)Gi?$/.exec(text)?.[1] ?? 1);
  const places = context.places(release.stack);
  return [
    {
      name: `hub database, ${gibibytes} GiB`,
      group: 'other',
      cloud,
      item: cloud === 'aws' ? 'ebs/gp3' : 'disk/pd-balanced',
      region: cloud === 'aws' ? places.aws : places.google,
      quantity: always(gibibytes),
      usageBased: false,
    },
  ];
}
