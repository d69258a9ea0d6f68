import type { Resource } from '../../resource';
import type { RuleContext } from '../../rule';
import { fail, pass, requireFlag, unknown, type Verdict } from '../../verdict';
import { setRule } from '../attribute-rule';
import { cloudRule, numbers } from '../cloud-rule';

/** The key is one's own. */
export const logGroupKey = setRule({
  id: 'security/log-group-key',
  title: 'A log group is encrypted with a key of your own',
  why: 'AWS encrypts it anyway; a key of your own lets you see and stop every use of the logs.',
  severity: 'low',
  strict: true,
  remedy: 'In your own code set kms_key_id, of a key whose policy lets CloudWatch Logs use it.',
  references: numbers({ checkov: 'CKV_AWS_158', trivy: 'AWS-0017' }),
  type: 'aws_cloudwatch_log_group',
  path: 'kms_key_id',
  example: 'arn:aws:kms:eu-west-1:123456789012:key/4a5b',
});

const AUDIT = 'google_project_iam_audit_config';

function auditOf(project: Resource, { resources }: RuleContext): Verdict {
  const { found, unclear } = resources.companions(project, AUDIT, 'project', ['project_id', 'id']);
  const services = [...found, ...unclear].map((each) => each.get('service'));
  if (found.length > 0 && services.some((service) => service.state === 'known' && service.value === 'allServices'))
    return pass;
  return unclear.length > 0 || services.some(({ state }) => state !== 'known')
    ? unknown(`whether ${AUDIT} covers the project cannot be seen`)
    : fail(`no ${AUDIT} for allServices covers the project, so reads of data are not written down`);
}

/** Reads of data are written down. */
export const auditConfig = cloudRule(
  {
    id: 'security/audit-config',
    title: 'A project of Google Cloud writes down who reads its data',
    why: 'By default only changes are written down; after a leak nobody can say what was read.',
    severity: 'low',
    strict: true,
    remedy: `In Terraform add ${AUDIT} { service = "allServices" } with audit_log_config for DATA_READ and DATA_WRITE; it costs by the gigabyte.`,
    references: numbers({ checkov: 'CKV2_GCP_5', trivy: 'GCP-0079' }),
  },
  {
    pass: {
      google_project: { hubs: { project_id: 'hubs' } },
      [AUDIT]: { all: { project: '${google_project.hubs.project_id}', service: 'allServices' } },
    },
    fail: { google_project: { hubs: { project_id: 'hubs' } } },
  },
  { google_project: auditOf },
);

const SINK = 'google_logging_project_sink';

/** Logs cannot be made to vanish. */
export const logSinkLocked = cloudRule(
  {
    id: 'security/log-sink-locked',
    title: 'A bucket that logs go to keeps them, whoever asks otherwise',
    why: 'An intruder deletes the traces first; a locked retention policy does not let even the owner do that.',
    severity: 'low',
    strict: true,
    remedy:
      'In Terraform set retention_policy { retention_period, is_locked = true } on the bucket of the sink; the lock cannot be undone.',
    references: numbers({ checkov: 'CKV2_GCP_4' }),
  },
  {
    pass: {
      google_storage_bucket: { logs: { retention_policy: { retention_period: 2592000, is_locked: true } } },
      [SINK]: { audit: { destination: 'storage.googleapis.com/${google_storage_bucket.logs.name}' } },
    },
    fail: {
      google_storage_bucket: { logs: { name: 'logs' } },
      [SINK]: { audit: { destination: 'storage.googleapis.com/${google_storage_bucket.logs.name}' } },
    },
  },
  {
    [SINK]: (sink, { resources }) => {
      const destination = sink.get('destination');
      const buckets = resources.behind(destination, sink).filter(({ type }) => type === 'google_storage_bucket');
      if (buckets.length === 0 && destination.state === 'unknown' && !destination.references?.length)
        return unknown(`destination cannot be checked: it ${destination.reason}`, 'destination');
      return buckets.flatMap((bucket) =>
        requireFlag(bucket, 'retention_policy.is_locked', true).map(({ kind, message }) => ({
          kind,
          message: `bucket ${bucket.address}: ${message}`,
          attribute: 'destination',
        })),
      );
    },
  },
);
