import { type AlertRule, AlertSeverity } from './alert-rule';

/** By `HubHealthCheck`; the name is that of its job. */
const CHECK = '{cronjob="health-check"}';
const STARTED = `max by (namespace) (kube_cronjob_status_last_schedule_time${CHECK})`;
const SUCCEEDED = `max by (namespace) (kube_cronjob_status_last_successful_time${CHECK})`;

/** What checks by the clock find, and that they take place. */
export const HEALTH_RULES: readonly AlertRule[] = [
  {
    alertName: 'HealthCheckFails',
    summary: 'The last health check of hub {{ $labels.namespace }} has not succeeded within an hour',
    remedy: 'read the log of the newest pod of job health-check in its namespace: it names the layer and the cause',
    // A check that has never succeeded has no time of success.
    expression: `${STARTED} unless ${SUCCEEDED} >= ${STARTED}`,
    forMinutes: 60,
    severity: AlertSeverity.TODAY,
  },
  {
    alertName: 'HealthCheckMissing',
    summary: 'Hub {{ $labels.namespace }} has not been checked for 25 hours, although it should be',
    remedy: 'look at the events of its cron job health-check, and whether somebody suspended it',
    expression: `time() - ${STARTED} > 25 * 3600`,
    forMinutes: 0,
    severity: AlertSeverity.WEEK,
  },
];
