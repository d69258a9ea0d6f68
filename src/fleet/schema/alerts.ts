import { z } from 'zod';
import { email } from './address.ts';
import { expected } from './expected.ts';
import { secretReference } from './secret-reference.ts';

const pagerduty = z.strictObject({
  kind: z.literal('pagerduty').describe('a service of PagerDuty'),
  routingKey: secretReference.describe('reference to the integration key of its Events API v2'),
});

const slack = z.strictObject({
  kind: z.literal('slack').describe('a channel of Slack'),
  webhook: secretReference.describe('reference to the address of its incoming webhook'),
});

const mail = z.strictObject({
  kind: z.literal('email').describe('a mailbox'),
  to: email.describe('address of those who are told'),
  sender: email.describe('address that mails come from'),
  smtpServer: z
    .string()
    .regex(/^[a-z0-9.-]+:\d+$/, { error: expected('a mail server as host:port') })
    .describe('mail server as host:port'),
  username: z.string().min(1).optional().describe('user name at the mail server; default: the sender'),
  password: secretReference.describe('reference to the password at the mail server'),
});

const webhook = z.strictObject({
  kind: z.literal('webhook').describe('an address that takes the JSON of Alertmanager'),
  url: secretReference.describe('reference to the address, which usually holds a token'),
});

const receiverName = z.string().regex(/^[a-z][a-z0-9-]*$/, { error: expected('a name of lowercase letters') });

/** Who hears of which alerts. */
export const alerts = z.strictObject({
  receivers: z
    .record(receiverName, z.discriminatedUnion('kind', [pagerduty, slack, mail, webhook]))
    .describe('whom alerts reach, by a name'),
  now: receiverName.describe('receiver of what cannot wait: users are locked out or lose work'),
  today: receiverName.optional().describe('receiver of what users will notice today; default: that of now'),
  week: receiverName.optional().describe('receiver of what can wait for days; default: that of today'),
  plan: receiverName.optional().describe('receiver of what is worth planning; default: that of week'),
  also: z
    .record(z.string().min(1), receiverName)
    .optional()
    .describe('receivers that hear of single alerts too, by the name of the alert'),
});

export type Alerts = z.output<typeof alerts>;
