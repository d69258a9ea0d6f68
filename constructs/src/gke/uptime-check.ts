import {
  MonitoringAlertPolicy,
  type MonitoringAlertPolicyConditions,
} from '@cdktf/provider-google/lib/monitoring-alert-policy';
import { MonitoringUptimeCheckConfig } from '@cdktf/provider-google/lib/monitoring-uptime-check-config';
import { Construct } from 'constructs';
import { CERTIFICATE_DAYS, HEALTH_PATH, type UptimeCheckOptions } from '../uptime-check';
import type { IGkeUptimeContacts } from './uptime-contacts';

/** Seconds between two checks from one place. */
const PERIOD = 300;

/** The fewest places that Cloud Monitoring accepts: a month of checks of 38 hubs is free of charge then. */
const PLACES = ['USA_VIRGINIA', 'EUROPE', 'ASIA_PACIFIC'];

/** An uptime check of Cloud Monitoring with an alert policy: for a hub that is away, and for its certificate. */
export class GkeUptimeCheck extends Construct {
  constructor(
    scope: Construct,
    id: string,
    project: string,
    contacts: IGkeUptimeContacts,
    options: UptimeCheckOptions,
  ) {
    super(scope, id);
    const { checkName, domain, path = HEALTH_PATH } = options;
    const check = new MonitoringUptimeCheckConfig(this, 'Resource', {
      project,
      displayName: checkName,
      period: `${PERIOD}s`,
      timeout: '10s',
      selectedRegions: PLACES,
      httpCheck: {
        path,
        port: 443,
        useSsl: true,
        validateSsl: true,
        acceptedResponseStatusCodes: [{ statusClass: 'STATUS_CLASS_2XX' }],
      },
      monitoredResource: { type: 'uptime_url', labels: { project_id: project, host: domain } },
    });
    new MonitoringAlertPolicy(this, 'Alarm', {
      project,
      displayName: checkName,
      combiner: 'OR',
      severity: 'CRITICAL',
      conditions: [isAway(check.uptimeCheckId, domain), certificateEnds(check.uptimeCheckId, domain)],
      notificationChannels: contacts.channelNames,
      alertStrategy: { autoClose: '86400s' },
      documentation: {
        mimeType: 'text/markdown',
        content: `https://${domain}${path} does not answer, or its certificate ends soon. Run hubfleet verify: it names the layer that fails.`,
      },
    });
  }
}

function about(metric: string, checkId: string): string {
  const type = `monitoring.googleapis.com/uptime_check/${metric}`;
  return `metric.type="${type}" AND metric.labels.check_id="${checkId}" AND resource.type="uptime_url"`;
}

/** One place that cannot reach a hub has a bad network; two have found a bad hub. */
function isAway(checkId: string, domain: string): MonitoringAlertPolicyConditions {
  return {
    displayName: `${domain} is away`,
    conditionThreshold: {
      filter: about('check_passed', checkId),
      comparison: 'COMPARISON_GT',
      thresholdValue: 1,
      duration: `${PERIOD}s`,
      aggregations: [
        {
          alignmentPeriod: `${2 * PERIOD}s`,
          perSeriesAligner: 'ALIGN_NEXT_OLDER',
          crossSeriesReducer: 'REDUCE_COUNT_FALSE',
          groupByFields: ['resource.label.host'],
        },
      ],
      trigger: { count: 1 },
    },
  };
}

function certificateEnds(checkId: string, domain: string): MonitoringAlertPolicyConditions {
  return {
    displayName: `The certificate of ${domain} ends within ${CERTIFICATE_DAYS} days`,
    conditionThreshold: {
      filter: about('time_until_ssl_cert_expires', checkId),
      comparison: 'COMPARISON_LT',
      thresholdValue: CERTIFICATE_DAYS,
      duration: '600s',
      aggregations: [
        {
          alignmentPeriod: '1200s',
          perSeriesAligner: 'ALIGN_NEXT_OLDER',
          crossSeriesReducer: 'REDUCE_MEAN',
          groupByFields: ['resource.label.host'],
        },
      ],
      trigger: { count: 1 },
    },
  };
}
