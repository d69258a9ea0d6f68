import type { Block, Resource } from '../resource';
import { see } from '../verdict';
import type { Charge, UnknownCharge } from './component';
import type { CostContext } from './cost-context';
import { type DiskSpeed, diskSpeed } from './disk-speed';
import { diskMonths, nodeHours, nodesName } from './nodes';
import { isHidden, numberAt, textAt } from './sight';

const POOL_LABEL = 'labels["hubfleet.dev/pool"]';

/** Name of a pool as the cluster file has it; for node groups that others made, their own name. */
export function eksPoolName(group: Resource): string {
  for (const path of [POOL_LABEL, 'node_group_name']) {
    const sight = see(group.get(path));
    if (sight.seen && typeof sight.value === 'string') return sight.value;
  }
  return group.name;
}

/** A managed node group. Its bounds count the whole group, whatever the number of its subnets. */
export function eksNodeGroup(group: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const pool = eksPoolName(group);
  const group_ = 'nodes' as const;
  const min = numberAt(group, 'scaling_config.min_size', 0);
  const max = numberAt(group, 'scaling_config.max_size', 1);
  const type = machineType(group, context);
  const capacity = textAt(group, 'capacity_type', 'ON_DEMAND');
  const hidden = [min, max, type, capacity].find((value) => isHidden(value));
  if (isHidden(min) || isHidden(max) || isHidden(type) || isHidden(capacity)) {
    const unpriced = typeof hidden === 'object' ? hidden.hidden : '';
    return [{ name: `nodes of ${pool}`, group: group_, unpriced, pool }];
  }
  const isSpot = capacity === 'SPOT';
  const bounds = { min, max };
  const quantity = nodeHours(bounds, context.nodeHours(group.stack, pool), context.heldNodes(group.stack, pool));
  const common = {
    group: group_,
    cloud: 'aws',
    region: context.places(group.stack).aws,
    usageBased: false,
    pool,
  } as const;
  return [
    {
      ...common,
      name: nodesName(bounds, type, isSpot ? 'spot' : 'on demand'),
      item: `${isSpot ? 'spot' : 'machine'}/${type}`,
      quantity,
    },
    ...disks(group, context).flatMap((disk): (Charge | UnknownCharge)[] =>
      'hidden' in disk
        ? [{ name: `disks of ${pool}`, group: group_, unpriced: disk.hidden, pool }]
        : [
            {
              ...common,
              name: `node disks, ${disk.sizeGiB} GiB ${disk.type} each`,
              item: `ebs/${disk.type}`,
              quantity: diskMonths(quantity, disk.sizeGiB),
            },
            ...disk.speed.map(({ name, item, amount }) => ({
              ...common,
              name: `node disks, ${name} each`,
              item,
              quantity: diskMonths(quantity, amount),
            })),
          ],
    ),
  ];
}

/** The first type counts: with several the cloud chooses, and the first is the one that was asked for. */
function machineType(group: Resource, context: CostContext): string | { hidden: string } {
  const [first] = group.each('instance_types');
  const own = first ? see(first) : undefined;
  if (own?.seen && typeof own.value === 'string' && !own.isDefault) return own.value;
  if (own && !own.seen) return { hidden: `instance_types cannot be seen: it ${own.reason}` };
  const template = templateOf(group, context);
  const fallback = typeof own?.value === 'string' ? own.value : 't3.medium';
  return template ? textAt(template, 'instance_type', fallback) : fallback;
}

type Disk =
  | { readonly sizeGiB: number; readonly type: string; readonly speed: readonly DiskSpeed[] }
  | { readonly hidden: string };

/** EKS gives a node 20 GiB unless a launch template says otherwise. */
function disks(group: Resource, context: CostContext): Disk[] {
  const template = templateOf(group, context);
  const mapped = template?.blocks('block_device_mappings') ?? [];
  const blocks = mapped.filter((block) => block.get('ebs').state !== 'default');
  if (blocks.length > 0) return blocks.map((block) => disk(block, 'ebs.volume_size', 'ebs.volume_type'));
  return [disk(group, 'disk_size', undefined)];
}

function disk(block: Block, size: string, type: string | undefined): Disk {
  const sizeGiB = numberAt(block, size, 20);
  const volume = type === undefined ? 'gp3' : textAt(block, type, 'gp2');
  if (isHidden(sizeGiB)) return sizeGiB;
  if (isHidden(volume)) return volume;
  const speed = diskSpeed(block, volume, { iops: 'ebs.iops', speed: 'ebs.throughput' });
  return { sizeGiB, type: volume, speed };
}

function templateOf(group: Resource, { resources }: CostContext): Resource | undefined {
  return ['launch_template.id', 'launch_template.name']
    .flatMap((path) => resources.behind(group.get(path), group))
    .find(({ type }) => type === 'aws_launch_template');
}
