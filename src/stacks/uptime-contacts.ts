import type { UptimeContactsOptions } from '@hubfleet/constructs';
import type { Cluster } from '../fleet/fleet.ts';

/** Whom the uptime checks of a cluster tell, if it has any. */
export function contactsOf({ name, support: { uptimeChecks } }: Cluster): UptimeContactsOptions | undefined {
  return uptimeChecks && { contactsName: `hubfleet-${name}-uptime`, recipients: uptimeChecks.recipients };
}
