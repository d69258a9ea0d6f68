import type { PricedCloud } from '../prices/price-sheet';
import type { Resource } from '../resource';
import type { ResourceIndex } from '../resource-index';
import { isRecord, type Value } from '../value';
import { see } from '../verdict';

/** A pool whose machine and labels can be seen. */
export interface MachinePool {
  readonly name: string;
  readonly cloud: PricedCloud;
  readonly machineType: string;
  readonly labels: Readonly<Record<string, string>>;
}

const INSTANCE_TYPE = 'node.kubernetes.io/instance-type';

/**
 * Pools that the servers of a hub may run on: those of its own stack, and of the cluster whose name its stack begins
 * with. Where neither is part of the check there are none, and nothing can be said about the hub's profiles.
 */
export function machinePools(release: Resource, resources: ResourceIndex): MachinePool[] {
  const isNear = ({ stack }: Resource) => stack === release.stack || release.stack.startsWith(`${stack}-`);
  const groups = resources.ofType('aws_eks_node_group').filter(isNear).flatMap(ofGroup);
  return [...groups, ...resources.ofType('google_container_node_pool').filter(isNear).flatMap(ofPool)];
}

function ofGroup(group: Resource): MachinePool[] {
  const [first] = group.each('instance_types');
  return toPool('aws', group, first, group.get('labels'), group.get('node_group_name'));
}

function ofPool(pool: Resource): MachinePool[] {
  return toPool('google', pool, pool.get('node_config.machine_type'), pool.get('node_config.labels'), pool.get('name'));
}

function toPool(
  cloud: PricedCloud,
  resource: Resource,
  type: Value | undefined,
  labels: Value,
  name: Value,
): MachinePool[] {
  const machineType = type && textOf(type);
  if (machineType === undefined) return [];
  const seen = see(labels);
  const own = seen.seen && isRecord(seen.value) ? Object.entries(seen.value) : [];
  return [
    {
      name: textOf(name) ?? resource.name,
      cloud,
      machineType,
      labels: { [INSTANCE_TYPE]: machineType, ...Object.fromEntries(own.map(([key, value]) => [key, String(value)])) },
    },
  ];
}

function textOf(value: Value): string | undefined {
  const sight = see(value);
  return sight.seen && typeof sight.value === 'string' ? sight.value : undefined;
}
