import { DataGoogleMonitoringNotificationChannel } from '@cdktf/provider-google/lib/data-google-monitoring-notification-channel';
import { MonitoringNotificationChannel } from '@cdktf/provider-google/lib/monitoring-notification-channel';
import { Construct, type IConstruct } from 'constructs';
import type { UptimeContactsOptions } from '../uptime-check';

/** Who hears of alerts on Google Cloud. */
export interface IGkeUptimeContacts extends IConstruct {
  /** Notification channels that alerts are sent to. */
  readonly channelNames: string[];
}

class FoundContacts extends Construct implements IGkeUptimeContacts {
  public readonly channelNames: string[];

  constructor(scope: Construct, id: string, project: string, options: UptimeContactsOptions) {
    super(scope, id);
    this.channelNames = options.recipients.map((recipient) => {
      const displayName = displayNameOf(options, recipient);
      return new DataGoogleMonitoringNotificationChannel(this, `Recipient-${recipient}`, {
        project,
        displayName,
        type: 'email',
      }).name;
    });
  }
}

/** Mail channels of Cloud Monitoring. */
export class GkeUptimeContacts extends Construct implements IGkeUptimeContacts {
  /** Contacts that another stack made with the same options. */
  public static fromOptions(
    scope: Construct,
    id: string,
    project: string,
    options: UptimeContactsOptions,
  ): IGkeUptimeContacts {
    return new FoundContacts(scope, id, project, options);
  }

  public readonly channelNames: string[];

  constructor(scope: Construct, id: string, project: string, options: UptimeContactsOptions) {
    super(scope, id);
    this.channelNames = options.recipients.map(
      (recipient) =>
        new MonitoringNotificationChannel(this, `Recipient-${recipient}`, {
          project,
          displayName: displayNameOf(options, recipient),
          type: 'email',
          labels: { email_address: recipient },
        }).name,
    );
  }
}

function displayNameOf({ contactsName }: UptimeContactsOptions, recipient: string): string {
  return `${contactsName}: ${recipient}`;
}
