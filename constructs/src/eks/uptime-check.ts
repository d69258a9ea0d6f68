import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Route53HealthCheck } from '@cdktf/provider-aws/lib/route53-health-check';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { HEALTH_PATH, type UptimeCheckOptions } from '../uptime-check';
import type { IEksUptimeContacts } from './uptime-contacts';

/** Minutes for which a hub must be away before anybody is told: an upgrade takes less. */
const MINUTES = 5;

/**
 * A health check of Route 53 with an alarm. It asks every half minute from many places; it does not look at the
 * certificate.
 */
export class EksUptimeCheck extends Construct {
  /** @param provider of us-east-1, where Route 53 tells what it finds */
  constructor(
    scope: Construct,
    id: string,
    contacts: IEksUptimeContacts,
    options: UptimeCheckOptions,
    provider: TerraformProvider,
  ) {
    super(scope, id);
    const { checkName, domain, path = HEALTH_PATH } = options;
    const check = new Route53HealthCheck(this, 'Resource', {
      type: 'HTTPS',
      fqdn: domain,
      port: 443,
      resourcePath: path,
      enableSni: true,
      requestInterval: 30,
      failureThreshold: 3,
      tags: { Name: checkName },
    });
    new CloudwatchMetricAlarm(this, 'Alarm', {
      alarmName: checkName,
      alarmDescription: `https://${domain}${path} does not answer; hubfleet verify names the layer that fails.`,
      namespace: 'AWS/Route53',
      metricName: 'HealthCheckStatus',
      dimensions: { HealthCheckId: check.id },
      statistic: 'Minimum',
      comparisonOperator: 'LessThanThreshold',
      threshold: 1,
      period: 60,
      evaluationPeriods: MINUTES,
      // A check that tells nothing is no sign of health.
      treatMissingData: 'breaching',
      alarmActions: [contacts.topicArn],
      okActions: [contacts.topicArn],
      provider,
    });
  }
}
