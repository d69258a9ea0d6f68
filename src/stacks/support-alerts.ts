import { AlertReceiver, type AlertRouting } from '@hubfleet/constructs';
import type { Alerts } from '../fleet/schema/alerts.ts';
import { secretOf } from './secret-source.ts';

type Receiver = Alerts['receivers'][string];
type Make = { [Kind in Receiver['kind']]: (settings: Extract<Receiver, { kind: Kind }>) => AlertReceiver };

const kinds = {
  pagerduty: ({ routingKey }) => AlertReceiver.pagerDuty(secretOf(routingKey)),
  slack: ({ webhook }) => AlertReceiver.slack(secretOf(webhook)),
  email: ({ kind: _, password, ...mail }) => AlertReceiver.email({ ...mail, password: secretOf(password) }),
  webhook: ({ url }) => AlertReceiver.webhook(secretOf(url)),
} satisfies Make;

/** The alerts of a cluster file in the words of the constructs. */
export function alertRouting({ receivers, ...routes }: Alerts): AlertRouting {
  const made = Object.entries(receivers).map(([name, settings]) => {
    const make = kinds[settings.kind] as (settings: Receiver) => AlertReceiver;
    return [name, make(settings)] as const;
  });
  return { ...routes, receivers: Object.fromEntries(made) };
}
