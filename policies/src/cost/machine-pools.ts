import type { Resource } from '../resource';
import type { ResourceIndex } from '../resource-index';
import { isRecord, type Value } from '../value';
import { see } from '../verdict';
import { nodeBounds } from './gke-nodes';
import { isHidden, numberAt } from './sight';

/** A pool whose machine and labels can be seen. */
export interface MachinePool {
  readonly name: string;
  readonly machineType: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Most nodes, in all zones; absent when that cannot be seen. */
  readonly maxNodes?: number;
}

const INSTANCE_TYPE = 'node.kubernetes.io/instance-type';

/**
 * Pools that the servers of a hub may run on: those of its own stack, and of the cluster whose name its stack begins
 * with. Where neither is part of the check there are none, and nothing can be said about the hub's profiles.
 */
export function machinePools(release: Resource, resources: ResourceIndex): MachinePool[] {
  const isNear = ({ stack }: Resource) => stack === release.stack || release.stack.startsWith(`${stack}-`);
  const groups = resources.ofType('aws_eks_node_group').filter(isNear).flatMap(ofGroup);
  return [
    ...groups,
    ...resources
      .ofType('google_container_node_pool')
      .filter(isNear)
      .flatMap((pool) => ofPool(pool, resources)),
  ];
}

function ofGroup(group: Resource): MachinePool[] {
  const [first] = group.each('instance_types');
  const max = numberAt(group, 'scaling_config.max_size', 1);
  return toPool(group, first, group.get('labels'), group.get('node_group_name'), max);
}

function ofPool(pool: Resource, resources: ResourceIndex): MachinePool[] {
  const bounds = nodeBounds(pool, { resources });
  const type = pool.get('node_config.machine_type');
  const max = 'hidden' in bounds ? bounds : bounds.max;
  return toPool(pool, type, pool.get('node_config.labels'), pool.get('name'), max);
}

function toPool(
  resource: Resource,
  type: Value | undefined,
  labels: Value,
  name: Value,
  max: number | { readonly hidden: string },
): MachinePool[] {
  const machineType = type && textOf(type);
  if (machineType === undefined) return [];
  const seen = see(labels);
  const own = seen.seen && isRecord(seen.value) ? Object.entries(seen.value) : [];
  return [
    {
      name: textOf(name) ?? resource.name,
      machineType,
      ...(!isHidden(max) && { maxNodes: max }),
      labels: { [INSTANCE_TYPE]: machineType, ...Object.fromEntries(own.map(([key, value]) => [key, String(value)])) },
    },
  ];
}

function textOf(value: Value): string | undefined {
  const sight = see(value);
  return sight.seen && typeof sight.value === 'string' ? sight.value : undefined;
}
