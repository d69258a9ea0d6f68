import type { Resource } from '../resource';
import { see } from '../verdict';
import { each } from './amount';
import type { Charge, UnknownCharge } from './component';
import type { CostContext } from './cost-context';
import { type DiskSpeed, diskSpeed } from './disk-speed';
import { diskMonths, type NodeBounds, nodeHours, nodesName } from './nodes';
import { regionOfLocation } from './places';
import { isHidden, numberAt, textAt } from './sight';

const ZONES_OF_A_REGION = 3;

/** Name of a node pool. */
export function gkePoolName(pool: Resource): string {
  const sight = see(pool.get('name'));
  return sight.seen && typeof sight.value === 'string' ? sight.value : pool.name;
}

/** A GKE node pool. Most of its counts are per zone; only those called total are not. */
export function gkeNodePool(pool: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const name = gkePoolName(pool);
  const bounds = nodeBounds(pool, context);
  const unseen = (hidden: string): UnknownCharge[] => [
    { name: `nodes of ${name}`, group: 'nodes', unpriced: hidden, pool: name },
  ];
  if ('hidden' in bounds) return unseen(bounds.hidden);
  const config = nodeConfig(pool);
  if ('hidden' in config) return unseen(config.hidden);
  const { machineType, isSpot, diskGiB, diskType, diskSpeeds, gpus } = config;
  const quantity = nodeHours(bounds, context.nodeHours(pool.stack, name), context.heldNodes(pool.stack, name));
  const region = regionOf(pool, context);
  const common = { group: 'nodes', cloud: 'google', region, usageBased: false, pool: name } as const;
  const how = isSpot ? 'spot' : 'on demand';
  return [
    {
      ...common,
      name: nodesName(bounds, machineType, how),
      item: `${isSpot ? 'spot' : 'machine'}/${machineType}`,
      quantity,
    },
    ...gpus.map(
      ({ type, count }): Charge => ({
        ...common,
        name: `${count} × ${type} per node, ${how}`,
        item: `${isSpot ? 'spot-gpu' : 'gpu'}/${type}`,
        quantity: each(quantity, (hours) => hours * count),
      }),
    ),
    {
      ...common,
      name: `node disks, ${diskGiB} GiB ${diskType} each`,
      item: `disk/${diskType}`,
      quantity: diskMonths(quantity, diskGiB),
    },
    ...diskSpeeds.map(({ name, item, amount }) => ({
      ...common,
      name: `node disks, ${name} each`,
      item,
      quantity: diskMonths(quantity, amount),
    })),
  ];
}

/** Least and most nodes of a pool in all its zones. */
export function nodeBounds(
  pool: Resource,
  context: Pick<CostContext, 'resources'>,
): NodeBounds | { readonly hidden: string } {
  const zones = zonesOf(pool, context);
  const isScaled = pool.get('autoscaling').state !== 'default';
  const bound = (total: string, perZone: string): number | { readonly hidden: string } => {
    if (isScaled && pool.get(total).state !== 'default') return numberAt(pool, total, 0);
    const count = numberAt(pool, perZone, isScaled ? 0 : 1);
    return isHidden(count) || isHidden(zones) ? (isHidden(count) ? count : zones) : count * zones;
  };
  const fixed = pool.get('node_count').state === 'default' ? 'initial_node_count' : 'node_count';
  const min = isScaled ? bound('autoscaling.total_min_node_count', 'autoscaling.min_node_count') : bound('', fixed);
  const max = isScaled ? bound('autoscaling.total_max_node_count', 'autoscaling.max_node_count') : bound('', fixed);
  if (isHidden(min)) return min;
  return isHidden(max) ? max : { min, max };
}

/** Zones of a node pool: its own, else those of its cluster, else one for a zone and three for a region. */
export function zonesOf(
  pool: Resource,
  { resources }: Pick<CostContext, 'resources'>,
): number | { readonly hidden: string } {
  const [cluster] = resources.behind(pool.get('cluster'), pool);
  for (const resource of [pool, cluster]) {
    const locations = resource?.get('node_locations');
    if (locations?.state === 'known' && Array.isArray(locations.value)) {
      // A zonal cluster lists its further zones only.
      const isFurther = resource === cluster && isZone(cluster, 'location');
      return locations.value.length + (isFurther ? 1 : 0);
    }
    if (locations && locations.state !== 'default')
      return { hidden: 'node_locations cannot be seen, and counts are per zone' };
  }
  const location = textAt(pool, 'location', '');
  if (isHidden(location)) return { hidden: 'location cannot be seen, and counts are per zone' };
  return /-[a-z]$/.test(location) ? 1 : ZONES_OF_A_REGION;
}

function isZone(resource: Resource | undefined, path: string): boolean {
  const location = resource ? textAt(resource, path, '') : '';
  return !isHidden(location) && /-[a-z]$/.test(location);
}

interface NodeConfig {
  readonly machineType: string;
  readonly isSpot: boolean;
  readonly diskGiB: number;
  readonly diskType: string;
  readonly diskSpeeds: readonly DiskSpeed[];
  readonly gpus: readonly { readonly type: string; readonly count: number }[];
}

function nodeConfig(pool: Resource): NodeConfig | { readonly hidden: string } {
  const machineType = textAt(pool, 'node_config.machine_type', 'e2-medium');
  const diskGiB = numberAt(pool, 'node_config.disk_size_gb', 100);
  const diskType = textAt(pool, 'node_config.disk_type', 'pd-balanced');
  const spot = textAt(pool, 'node_config.spot', 'false');
  const preemptible = textAt(pool, 'node_config.preemptible', 'false');
  const gpus = pool.blocks('node_config.guest_accelerator').map((block) => ({
    type: textAt(block, 'type', ''),
    count: numberAt(block, 'count', 1),
  }));
  if (isHidden(machineType)) return machineType;
  if (isHidden(diskGiB)) return diskGiB;
  if (isHidden(diskType)) return diskType;
  const seen: { type: string; count: number }[] = [];
  for (const { type, count } of gpus) {
    if (isHidden(type)) return type;
    if (isHidden(count)) return count;
    seen.push({ type, count });
  }
  const paths = {
    iops: 'node_config.boot_disk.provisioned_iops',
    speed: 'node_config.boot_disk.provisioned_throughput',
  };
  const diskSpeeds = diskSpeed(pool, diskType, paths);
  return { machineType, diskGiB, diskType, diskSpeeds, isSpot: spot === 'true' || preemptible === 'true', gpus: seen };
}

/** Region of a resource by its own location, else by the provider's. */
export function regionOf(resource: Resource, context: CostContext): string | undefined {
  for (const path of ['location', 'zone', 'region']) {
    const sight = see(resource.get(path));
    if (sight.seen && typeof sight.value === 'string') return regionOfLocation(sight.value);
  }
  return context.places(resource.stack).google;
}
