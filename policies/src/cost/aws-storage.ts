import type { Resource } from '../resource';
import { see } from '../verdict';
import { always, inUse } from './amount';
import type { Charge, UnknownCharge } from './component';
import type { CostContext } from './cost-context';
import { diskSpeed } from './disk-speed';
import { isHidden, numberAt, textAt } from './sight';

const place = (resource: Resource, context: CostContext) =>
  ({ cloud: 'aws', region: context.places(resource.stack).aws }) as const;

/** EFS bills what it holds, by class, and provisioned throughput whether used or not. */
export function efsFileSystem(system: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const { homeGiB, homeQuotaGiB, infrequentShare } = context.assumptions;
  const isOneZone = see(system.get('availability_zone_name'));
  const zone = isOneZone.seen && isOneZone.value === undefined ? '' : 'one-zone';
  const standard = zone === '' ? 'efs/standard' : 'efs/one-zone';
  const infrequent = zone === '' ? 'efs/infrequent-access' : 'efs/one-zone-infrequent-access';
  const movesByAge = system
    .blocks('lifecycle_policy')
    .some((policy) => policy.get('transition_to_ia').state !== 'default');
  const cold = movesByAge ? infrequentShare : 0;
  const common = { ...place(system, context), group: 'home storage', usageBased: true } as const;
  return [
    {
      ...common,
      name: 'home directories',
      item: standard,
      quantity: inUse(homeGiB * (1 - cold), homeQuotaGiB),
    },
    ...(cold > 0
      ? [{ ...common, name: 'home directories, seldom read', item: infrequent, quantity: inUse(homeGiB * cold) }]
      : []),
    ...throughput(system, context),
  ];
}

function throughput(system: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const mode = textAt(system, 'throughput_mode', 'bursting');
  const group = 'home storage' as const;
  if (isHidden(mode)) return [{ name: 'throughput', group, unpriced: mode.hidden }];
  if (mode === 'elastic') {
    const { homeGiB, homeQuotaGiB, homeReads, homeWrites } = context.assumptions;
    const traffic = (times: number) => inUse(homeGiB * times, homeQuotaGiB * times);
    const common = { ...place(system, context), group, usageBased: true };
    return [
      { ...common, name: 'reading', item: 'efs/elastic-read-data', quantity: traffic(homeReads) },
      { ...common, name: 'writing', item: 'efs/elastic-write-data', quantity: traffic(homeWrites) },
    ];
  }
  if (mode !== 'provisioned') return [];
  const speed = numberAt(system, 'provisioned_throughput_in_mibps', 0);
  if (isHidden(speed)) return [{ name: 'provisioned throughput', group, unpriced: speed.hidden }];
  return [
    {
      ...place(system, context),
      name: `provisioned throughput, ${speed} MiB/s`,
      group,
      item: 'efs/provisioned-throughput',
      quantity: always(speed),
      usageBased: false,
    },
  ];
}

/** A volume is billed by its size. */
export function ebsVolume(volume: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const size = numberAt(volume, 'size', 0);
  const type = textAt(volume, 'type', 'gp2');
  if (isHidden(size)) return [{ name: 'volume', group: 'other', unpriced: size.hidden }];
  if (isHidden(type)) return [{ name: 'volume', group: 'other', unpriced: type.hidden }];
  const common = { ...place(volume, context), group: 'other', usageBased: false } as const;
  return [
    { ...common, name: `volume, ${size} GiB ${type}`, item: `ebs/${type}`, quantity: always(size) },
    ...diskSpeed(volume, type, { iops: 'iops', speed: 'throughput' }).map(({ amount, ...speed }) => ({
      ...common,
      ...speed,
      quantity: always(amount),
    })),
  ];
}

/** A bucket bills what it holds. */
export function s3Bucket(bucket: Resource, context: CostContext): Charge[] {
  return [
    {
      ...place(bucket, context),
      name: 'objects',
      group: 'object storage',
      item: 's3/standard',
      quantity: inUse(context.assumptions.bucketGiB),
      usageBased: true,
    },
  ];
}
