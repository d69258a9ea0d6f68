import type { Resource } from '../../resource';
import type { Rule } from '../../rule';
import { asBoolean, fail, judge, pass, type Verdict } from '../../verdict';

/** An alarm that is switched off, or that has nobody to tell. */
function tells(alarm: Resource, list: string, enabled: string): Verdict {
  const isOn = judge(alarm.get(enabled), enabled, (value) =>
    asBoolean(value) === false ? `${enabled} is false, so nobody hears of it` : undefined,
  );
  if (isOn.length > 0) return isOn;
  const value = alarm.get(list);
  if (value.state === 'reference' || (value.state === 'known' && value.sensitive === true)) return pass;
  if (value.state === 'default') return fail(`there is no ${list}, so nobody hears of it`, list);
  return judge(value, list, (found) =>
    Array.isArray(found) && found.length > 0 ? undefined : `${list} is empty, so nobody hears of it`,
  );
}

/** An alarm reaches somebody. */
export const alarmRecipients: Rule = {
  id: 'reliability/alarm-recipients',
  title: 'An alarm is on and tells somebody',
  why: 'An alarm that nobody hears of is worse than none: everybody believes that the hub is watched.',
  severity: 'medium',
  category: 'reliability',
  stages: ['synth', 'plan'],
  remedy:
    'Name recipients: support.uptimeChecks in cluster.yaml does. In Terraform set alarm_actions of the alarm, or notification_channels of the alert policy.',
  references: [{ source: 'checkov', id: 'CKV_AWS_319' }],
  examples: {
    pass: {
      terraform: {
        resource: {
          aws_cloudwatch_metric_alarm: {
            hub: { alarm_name: 'hub', alarm_actions: ['arn:aws:sns:us-east-1:123456789012:oncall'] },
          },
        },
      },
    },
    fail: { terraform: { resource: { aws_cloudwatch_metric_alarm: { hub: { alarm_name: 'hub' } } } } },
  },
  checks: {
    aws_cloudwatch_metric_alarm: (alarm) => tells(alarm, 'alarm_actions', 'actions_enabled'),
    google_monitoring_alert_policy: (policy) => tells(policy, 'notification_channels', 'enabled'),
  },
};
