import type { Resource } from '../resource';
import { always, inUse } from './amount';
import type { Charge, UnknownCharge } from './component';
import type { CostContext } from './cost-context';
import { diskSpeed } from './disk-speed';
import { regionOf } from './gke-nodes';
import { isHidden, numberAt, textAt } from './sight';

/** Least capacity that a tier of Filestore bills, in GiB. */
export const FILESTORE_MINIMUM: Readonly<Record<string, number>> = {
  BASIC_HDD: 1024,
  STANDARD: 1024,
  BASIC_SSD: 2560,
  PREMIUM: 2560,
  ZONAL: 1024,
  REGIONAL: 1024,
  ENTERPRISE: 1024,
};

/** Days for which logs are kept at no further cost. */
const INCLUDED_LOG_DAYS = 30;
const DAYS_PER_MONTH = 730 / 24;

const MULTI_REGIONS = new Set(['us', 'eu', 'asia']);

/** Filestore bills the capacity that is set, used or not, and never less than the minimum of the tier. */
export function filestore(instance: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const tier = textAt(instance, 'tier', 'BASIC_HDD');
  const capacity = numberAt(instance, 'file_shares.capacity_gb', 0);
  const group = 'home storage' as const;
  if (isHidden(tier)) return [{ name: 'Filestore', group, unpriced: tier.hidden }];
  if (isHidden(capacity)) return [{ name: 'Filestore', group, unpriced: capacity.hidden }];
  const billed = Math.max(capacity, FILESTORE_MINIMUM[tier] ?? 0);
  return [
    {
      name: `Filestore ${tier}, ${billed} GiB`,
      group,
      cloud: 'google',
      item: `filestore/${tier}`,
      region: regionOf(instance, context),
      quantity: always(billed),
      usageBased: false,
    },
  ];
}

/** A disk is billed by its size. */
export function disk(resource: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const size = numberAt(resource, 'size', 0);
  const type = textAt(resource, 'type', 'pd-standard');
  if (isHidden(size)) return [{ name: 'disk', group: 'other', unpriced: size.hidden }];
  if (isHidden(type)) return [{ name: 'disk', group: 'other', unpriced: type.hidden }];
  const region = regionOf(resource, context);
  const common = { group: 'other', cloud: 'google', region, usageBased: false } as const;
  const paths = { iops: 'provisioned_iops', speed: 'provisioned_throughput' };
  return [
    { ...common, name: `disk, ${size} GiB ${type}`, item: `disk/${type}`, quantity: always(size) },
    ...diskSpeed(resource, type, paths).map(({ amount, ...speed }) => ({
      ...common,
      ...speed,
      quantity: always(amount),
    })),
  ];
}

/** A bucket bills what it holds; what soft delete keeps is billed again. */
export function storageBucket(bucket: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const location = textAt(bucket, 'location', '');
  const storageClass = textAt(bucket, 'storage_class', 'STANDARD');
  const group = 'object storage' as const;
  if (isHidden(location)) return [{ name: 'objects', group, unpriced: location.hidden }];
  if (isHidden(storageClass)) return [{ name: 'objects', group, unpriced: storageClass.hidden }];
  const isMulti = MULTI_REGIONS.has(location.toLowerCase());
  return [
    {
      name: 'objects',
      group,
      cloud: 'google',
      item: `storage/${storageClass}${isMulti ? '-multi-region' : ''}`,
      region: isMulti ? 'us-central1' : regionOf(bucket, context),
      quantity: inUse(context.assumptions.bucketGiB),
      usageBased: true,
    },
  ];
}

/** A key is billed by its versions; one is in use at least. */
export function cryptoKey(key: Resource, context: CostContext): Charge[] {
  return [
    {
      name: 'key version',
      group: 'other',
      cloud: 'google',
      item: 'kms/key-version',
      region: regionOf(key, context),
      quantity: always(1),
      usageBased: false,
    },
  ];
}

/** Images in a registry. */
export function registry(repository: Resource, context: CostContext): Charge[] {
  return [
    {
      name: 'container images',
      group: 'other',
      cloud: 'google',
      item: 'registry/stored',
      region: regionOf(repository, context),
      quantity: inUse(context.assumptions.registryGiB),
      usageBased: true,
    },
  ];
}

/** Logs are billed as they come in; what a bucket keeps for up to 30 days is part of that. */
export function logBucket(bucket: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const days = numberAt(bucket, 'retention_days', INCLUDED_LOG_DAYS);
  const { logGB } = context.assumptions;
  const common = { group: 'other', cloud: 'google', region: regionOf(bucket, context), usageBased: true } as const;
  const ingested: Charge = { ...common, name: 'logs taken in', item: 'logs/ingested', quantity: inUse(logGB) };
  if (isHidden(days)) return [ingested, { name: 'logs kept', group: 'other', unpriced: days.hidden }];
  if (days <= INCLUDED_LOG_DAYS) return [ingested];
  const kept = (logGB * (days - INCLUDED_LOG_DAYS)) / DAYS_PER_MONTH;
  return [ingested, { ...common, name: `logs kept for ${days} days`, item: 'logs/stored', quantity: inUse(kept) }];
}

/** A subnetwork is free; its flow logs are billed as they come in. */
export function subnetwork(network: Resource, context: CostContext): Charge[] {
  if (network.get('log_config').state === 'default') return [];
  return [
    {
      name: 'flow logs taken in',
      group: 'other',
      cloud: 'google',
      item: 'logs/ingested',
      region: regionOf(network, context),
      quantity: inUse(context.assumptions.logGB),
      usageBased: true,
    },
  ];
}
