import { DataAwsSnsTopic } from '@cdktf/provider-aws/lib/data-aws-sns-topic';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import type { TerraformProvider } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import type { UptimeContactsOptions } from '../uptime-check';

/** Who hears of alarms on AWS. */
export interface IEksUptimeContacts extends IConstruct {
  /** Topic that alarms are sent to, in us-east-1. */
  readonly topicArn: string;
}

class FoundContacts extends Construct implements IEksUptimeContacts {
  public readonly topicArn: string;

  constructor(scope: Construct, id: string, contactsName: string, provider: TerraformProvider) {
    super(scope, id);
    this.topicArn = new DataAwsSnsTopic(this, 'Resource', { name: contactsName, provider }).arn;
  }
}

/**
 * A topic of SNS that mails people. Each confirms the address once, by a link that SNS sends; until then nothing
 * arrives there.
 */
export class EksUptimeContacts extends Construct implements IEksUptimeContacts {
  /**
   * Contacts that another stack made.
   * @param provider of us-east-1
   */
  public static fromContactsName(
    scope: Construct,
    id: string,
    contactsName: string,
    provider: TerraformProvider,
  ): IEksUptimeContacts {
    return new FoundContacts(scope, id, contactsName, provider);
  }

  public readonly topicArn: string;

  /** @param provider of us-east-1, where Route 53 tells what it finds */
  constructor(scope: Construct, id: string, options: UptimeContactsOptions, provider: TerraformProvider) {
    super(scope, id);
    const topic = new SnsTopic(this, 'Resource', { name: options.contactsName, provider });
    for (const recipient of options.recipients) {
      new SnsTopicSubscription(this, `Recipient-${recipient}`, {
        topicArn: topic.arn,
        protocol: 'email',
        endpoint: recipient,
        provider,
      });
    }
    this.topicArn = topic.arn;
  }
}
