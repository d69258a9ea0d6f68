import type { Resource } from '../resource';
import { always, inUse } from './amount';
import type { Charge, UnknownCharge } from './component';
import type { CostContext } from './cost-context';
import { isHidden, numberAt, textAt } from './sight';

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

/** A health check of Route 53 and its options, at the price for addresses outside AWS; it asks less for its own. */
export function healthCheck(check: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const options = ['type', 'request_interval', 'measure_latency'].map((path) => textAt(check, path, ''));
  const hidden = options.find(isHidden);
  if (hidden) return [{ name: 'health check', group: 'other', unpriced: hidden.hidden }];
  const [type = '', interval, latency] = options.map(String);
  const billed = [type.startsWith('HTTPS'), type.endsWith('STR_MATCH'), interval === '10', latency === 'true'];
  const count = billed.filter(Boolean).length;
  const common = { ...place(check, context), usageBased: false };
  return [
    { ...common, name: 'health check', item: 'route53/health-check', quantity: always(1) },
    ...(count > 0
      ? [
          {
            ...common,
            name: `${count} ${count === 1 ? 'option' : 'options'} of the health check`,
            item: 'route53/health-check-option',
            quantity: always(count),
          },
        ]
      : []),
  ];
}

/** An alarm on one metric. */
export function metricAlarm(alarm: Resource, context: CostContext): Charge[] {
  return [
    { ...place(alarm, context), name: 'alarm', item: 'cloudwatch/alarm', quantity: always(1), usageBased: false },
  ];
}
