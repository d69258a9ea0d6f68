import { helmValues } from '../helm-values';
import { helmChart, hubValues, isHubRelease } from '../hub-values';
import type { Resource } from '../resource';
import type { Value } from '../value';
import { asBoolean, see } from '../verdict';
import { always } from './amount';
import { CHART_DISKS, diskOfClaim } from './chart-disks';
import type { Charge, UnknownCharge } from './component';
import type { CostContext } from './cost-context';
import { BALANCER_TYPE, cloudOfStack, isNetworkBalancer, serviceBalancer } from './service-balancer';

/** Charts whose service is a load balancer unless their values say otherwise, with the path of the service. */
const INGRESS_CHARTS: Readonly<Record<string, string>> = { traefik: 'service', 'ingress-nginx': 'controller.service' };

/** What a Helm release makes the cloud create: the load balancer of an ingress, the disks of what keeps data. */
export function helmRelease(release: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const chart = helmChart(release);
  if (isHubRelease(release)) return [...hubBalancer(release, context), ...hubDisk(release, context)];
  if (chart === undefined) return [];
  const service = INGRESS_CHARTS[chart];
  const disks = (CHART_DISKS[chart] ?? []).flatMap((disk) => diskOfClaim(release, disk, context));
  return service === undefined ? disks : [...ingressBalancer(release, service, context), ...disks];
}

function ingressBalancer(release: Resource, service: string, context: CostContext): (Charge | UnknownCharge)[] {
  const values = helmValues(release);
  const enabled = see(values.get(`${service}.enabled`));
  if (enabled.seen && asBoolean(enabled.value) === false) return [];
  return balancer(release, values.get(`${service}.type`), context);
}

function hubBalancer(release: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  return balancer(release, hubValues(release)?.get('proxy.service.type') ?? { state: 'default' }, context);
}

function balancer(release: Resource, type: Value, context: CostContext): (Charge | UnknownCharge)[] {
  const kind = see(type);
  if (!kind.seen)
    return [{ name: 'load balancer', group: 'network', unpriced: `the kind of the service ${kind.reason}` }];
  return (kind.value ?? 'LoadBalancer') === 'LoadBalancer'
    ? serviceBalancer(release, wantsNetwork(release), context)
    : [];
}

function wantsNetwork(release: Resource): boolean {
  return Object.values(INGRESS_CHARTS).some((service) => {
    const kind = helmValues(release).get(`${service}.annotations["${BALANCER_TYPE}"]`);
    return kind.state === 'known' && isNetworkBalancer(kind.value);
  });
}

/** The hub keeps its database on a small disk unless it is told to use another. */
function hubDisk(release: Resource, context: CostContext): Charge[] {
  const cloud = cloudOfStack(release, context);
  const values = hubValues(release);
  const type = see(values?.get('hub.db.type') ?? { state: 'default' });
  if (cloud === undefined || (type.seen && type.value !== undefined && type.value !== 'sqlite-pvc')) return [];
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
