import { describe, expect, test } from 'vitest';
import { judged } from './support.ts';

const TOPIC = 'arn:aws:sns:us-east-1:123456789012:oncall';

describe('reliability/alarm-recipients', () => {
  test.each([
    { when: 'it tells a topic', body: { alarm_actions: [TOPIC] }, found: [] },
    { when: 'it tells a topic of the same stack', body: { alarm_actions: ['${aws_sns_topic.oncall.arn}'] }, found: [] },
    { when: 'it names nobody', body: {}, found: ['fail: there is no alarm_actions, so nobody hears of it'] },
    {
      when: 'its list is empty',
      body: { alarm_actions: [] },
      found: ['fail: alarm_actions is empty, so nobody hears of it'],
    },
    {
      when: 'it is switched off',
      body: { alarm_actions: [TOPIC], actions_enabled: false },
      found: ['fail: actions_enabled is false, so nobody hears of it'],
    },
    {
      when: 'it depends on a variable whether it is on',
      body: { alarm_actions: [TOPIC], actions_enabled: '${var.x}' },
      found: ['unknown: actions_enabled cannot be checked: it is ${var.x}, which is known only when Terraform runs'],
    },
    {
      when: 'its list is a variable',
      body: { alarm_actions: '${var.x}' },
      found: ['unknown: alarm_actions cannot be checked: it is ${var.x}, which is known only when Terraform runs'],
    },
  ])('of an alarm of CloudWatch, when $when', ({ body, found }) => {
    const rest = { resource: { aws_sns_topic: { oncall: { name: 'oncall' } } } };
    expect(judged('reliability/alarm-recipients', 'aws_cloudwatch_metric_alarm', body, rest)).toEqual(found);
  });

  test.each([
    { when: 'it has channels', body: { notification_channels: ['projects/p/notificationChannels/1'] }, found: [] },
    { when: 'it has none', body: {}, found: ['fail: there is no notification_channels, so nobody hears of it'] },
    {
      when: 'it is off',
      body: { notification_channels: ['projects/p/notificationChannels/1'], enabled: false },
      found: ['fail: enabled is false, so nobody hears of it'],
    },
  ])('of a policy of Cloud Monitoring, when $when', ({ body, found }) => {
    expect(judged('reliability/alarm-recipients', 'google_monitoring_alert_policy', body)).toEqual(found);
  });
});
