import type { Resource } from '../../resource';
import type { RuleContext } from '../../rule';
import { asNumber, fail, judge, pass, see, unknown, type Verdict } from '../../verdict';
import { isGiven } from '../attribute-rule';
import { besideS3, bucketLife } from '../bucket-life';
import { cloudRule, numbers } from '../cloud-rule';
import { requireCompanion } from '../companion-rule';

const GCS = 'google_storage_bucket';
const S3 = 'aws_s3_bucket';
const RULES = 'aws_s3_bucket_lifecycle_configuration';
const bucket = { bucket: 'hub-data' };
const beside = { bucket: '${aws_s3_bucket.data.id}' };
const days = { action: { type: 'Delete' }, condition: { age: 7 } };

/** Somebody decided how long objects live. */
export const gcsLifecycle = cloudRule(
  {
    id: 'cost/gcs-lifecycle',
    title: 'A Cloud Storage bucket has lifecycle rules',
    why: 'Without rules old versions, broken uploads and forgotten data are paid for without end.',
    severity: 'medium',
    remedy:
      'Buckets made by hubfleet have them. In Terraform add lifecycle_rule blocks: delete by age, or old versions, and AbortIncompleteMultipartUpload.',
  },
  {
    pass: { [GCS]: { data: { name: 'hub-data', lifecycle_rule: [days] } } },
    fail: { [GCS]: { data: { name: 'hub-data' } } },
  },
  {
    [GCS]: (it) => {
      const rules = it.blocks('lifecycle_rule');
      if (rules.length === 0)
        return fail('there is no lifecycle_rule, so everything is kept without end', 'lifecycle_rule');
      if (rules.some((rule) => see(rule.get('action.type')).seen)) return pass;
      return unknown('lifecycle_rule cannot be seen', 'lifecycle_rule');
    },
  },
);

const SOFT = 'soft_delete_policy.retention_duration_seconds';
const SHORT_DAYS = 30;

function softDelete(it: Resource, { resources }: RuleContext): Verdict {
  const { deletedAfterDays, isUnclear } = bucketLife(it, resources);
  if (deletedAfterDays === undefined)
    return isUnclear ? unknown(`${SOFT} cannot be checked: how long objects live cannot be seen`, SOFT) : pass;
  if (deletedAfterDays > SHORT_DAYS) return pass;
  return judge(it.get(SOFT), SOFT, (value, isDefault) => {
    const seconds = asNumber(value) ?? 0;
    if (seconds === 0) return undefined;
    const kept = `${Math.round(seconds / 86400)} days`;
    return `objects are deleted after ${deletedAfterDays} days and then ${isDefault ? 'by default ' : ''}billed for ${kept} more`;
  });
}

/** What is deleted is gone. */
export const gcsSoftDelete = cloudRule(
  {
    id: 'cost/gcs-soft-delete',
    title: 'A Cloud Storage bucket for scratch data keeps nothing after its deletion',
    why: 'Google keeps and bills deleted objects for seven days unless told otherwise; for data that lives seven days that doubles the bill.',
    severity: 'medium',
    remedy:
      'Scratch buckets of hubfleet have it so. In Terraform set soft_delete_policy { retention_duration_seconds = 0 }.',
  },
  {
    pass: { [GCS]: { scratch: { lifecycle_rule: [days], soft_delete_policy: { retention_duration_seconds: 0 } } } },
    fail: { [GCS]: { scratch: { lifecycle_rule: [days] } } },
  },
  { [GCS]: softDelete },
);

/** Somebody decided how long objects live. */
export const s3Lifecycle = cloudRule(
  {
    id: 'cost/s3-lifecycle',
    title: 'An S3 bucket has lifecycle rules',
    why: 'Without rules old versions, broken uploads and forgotten data are paid for without end.',
    severity: 'medium',
    remedy: `Buckets made by hubfleet have them. In Terraform add ${RULES} for the bucket.`,
    references: numbers({ checkov: 'CKV2_AWS_61' }),
  },
  {
    pass: {
      [S3]: { data: bucket },
      [RULES]: { data: { ...beside, rule: [{ id: 'age', status: 'Enabled', expiration: { days: 7 } }] } },
    },
    fail: { [S3]: { data: bucket } },
  },
  {
    [S3]: (it, { resources }) =>
      requireCompanion(
        besideS3(it, RULES, resources),
        `no ${RULES} names the bucket, so everything is kept without end`,
      ),
  },
);

/** Broken uploads end. */
export const s3AbortMultipart = cloudRule(
  {
    id: 'cost/s3-abort-multipart',
    title: 'Lifecycle rules of an S3 bucket end uploads that were never finished',
    why: 'Parts of a broken upload are billed and shown nowhere.',
    severity: 'medium',
    remedy:
      'Buckets made by hubfleet have it so. In Terraform add abort_incomplete_multipart_upload { days_after_initiation = 7 } to a rule.',
    references: numbers({ checkov: 'CKV_AWS_300' }),
  },
  {
    pass: {
      [RULES]: {
        data: {
          bucket: 'hub-data',
          rule: [{ status: 'Enabled', abort_incomplete_multipart_upload: { days_after_initiation: 7 } }],
        },
      },
    },
    fail: { [RULES]: { data: { bucket: 'hub-data', rule: [{ status: 'Enabled', expiration: { days: 90 } }] } } },
  },
  {
    [RULES]: (it) => {
      const path = 'abort_incomplete_multipart_upload.days_after_initiation';
      const written = it.blocks('rule').map((rule) => rule.get(path));
      if (written.some(isGiven)) return pass;
      return written.some(({ state }) => state === 'unknown')
        ? unknown(`rule.${path} cannot be seen`, 'rule')
        : fail('no rule ends uploads that were never finished', 'rule');
    },
  },
);
