import type { Resource } from '../resource';
import { always, inUse } from './amount';
import type { Charge, UnknownCharge } from './component';
import type { CostContext } from './cost-context';
import { isHidden, numberAt } from './sight';

const DAYS_PER_MONTH = 730 / 24;

const place = (resource: Resource, context: CostContext) =>
  ({ group: 'other', cloud: 'aws', region: context.places(resource.stack).aws }) as const;

/** A key has a monthly fee. */
export function kmsKey(key: Resource, context: CostContext): Charge[] {
  return [{ ...place(key, context), name: 'key', item: 'kms/key', quantity: always(1), usageBased: false }];
}

/** A log group bills what comes in, and what it keeps. */
export function logGroup(group: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const { logGB } = context.assumptions;
  const days = numberAt(group, 'retention_in_days', 0);
  const common = { ...place(group, context), usageBased: true };
  const ingested: Charge = { ...common, name: 'logs taken in', item: 'logs/ingested', quantity: inUse(logGB) };
  if (isHidden(days)) return [ingested, { name: 'logs kept', group: 'other', unpriced: days.hidden }];
  if (days === 0)
    return [
      ingested,
      { name: 'logs kept', group: 'other', unpriced: 'logs are kept for ever, so the amount has no bound' },
    ];
  const kept = (logGB * days) / DAYS_PER_MONTH;
  return [ingested, { ...common, name: `logs kept for ${days} days`, item: 'logs/stored', quantity: inUse(kept) }];
}

/** Images in a registry. */
export function ecrRepository(repository: Resource, context: CostContext): Charge[] {
  const quantity = inUse(context.assumptions.registryGiB);
  return [{ ...place(repository, context), name: 'container images', item: 'ecr/stored', quantity, usageBased: true }];
}

/** Route 53 has one price for endpoints that are its own and another for the rest, and only the bill tells which. */
export function healthCheck(): UnknownCharge[] {
  const unpriced = 'Route 53 asks up to a few dollars a month, by what it takes the address for';
  return [{ name: 'health check by HTTPS', group: 'other', unpriced }];
}

/** The first ten alarms of an account are free, which no resource alone can tell. */
export function metricAlarm(): UnknownCharge[] {
  return [{ name: 'alarm', group: 'other', unpriced: 'free for the first ten of an account, cents for each other' }];
}
