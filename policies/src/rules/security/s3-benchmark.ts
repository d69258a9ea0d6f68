import { judge, pass, show } from '../../verdict';
import { besideS3, isScratch } from '../bucket-life';
import { cloudRule, numbers } from '../cloud-rule';
import { requireCompanion } from '../companion-rule';

const ENCRYPTION = 'aws_s3_bucket_server_side_encryption_configuration';
const ALGORITHM = 'rule.apply_server_side_encryption_by_default.sse_algorithm';
const LOGGING = 'aws_s3_bucket_logging';
const bucket = { bucket: 'hub-data' };
const beside = { bucket: '${aws_s3_bucket.data.id}' };

/** Objects have a key of one's own. */
export const s3Key = cloudRule(
  {
    id: 'security/s3-key',
    title: 'An S3 bucket is encrypted with a key of your own',
    why: 'S3 encrypts every object since 2023 anyway; a key of your own lets you see and stop every use of the data, and costs by the request.',
    severity: 'low',
    strict: true,
    remedy: `In your own code add ${ENCRYPTION} with sse_algorithm = "aws:kms" and bucket_key_enabled = true.`,
    references: numbers({ checkov: 'CKV_AWS_19 CKV_AWS_145', trivy: 'AWS-0088 AWS-0132' }),
  },
  {
    pass: {
      aws_s3_bucket: { data: bucket },
      [ENCRYPTION]: {
        data: { ...beside, rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms' } }] },
      },
    },
    fail: { aws_s3_bucket: { data: bucket } },
  },
  {
    aws_s3_bucket: (it, { resources }) =>
      requireCompanion(besideS3(it, ENCRYPTION, resources), 'the bucket has no key of its own'),
    [ENCRYPTION]: (it) =>
      judge(it.get(ALGORITHM), ALGORITHM, (value) =>
        String(value).startsWith('aws:kms') ? undefined : `${ALGORITHM} is ${show(value)}, must be "aws:kms"`,
      ),
  },
);

/** Reads are written down. */
export const s3AccessLogs = cloudRule(
  {
    id: 'security/s3-access-logs',
    title: 'An S3 bucket for data that is kept writes down who reads it',
    why: 'After a leak the access log says what was taken. Buckets for scratch data are left alone.',
    severity: 'low',
    strict: true,
    remedy: 'Set accessLogs: true on the bucket. In Terraform add aws_s3_bucket_logging { target_bucket }.',
    references: numbers({ checkov: 'CKV_AWS_18', trivy: 'AWS-0089' }),
  },
  {
    pass: {
      aws_s3_bucket: { data: bucket },
      [LOGGING]: { data: { ...beside, target_bucket: 'hub-logs', target_prefix: 'data/' } },
    },
    fail: { aws_s3_bucket: { data: bucket } },
  },
  {
    aws_s3_bucket: (it, { resources }) => {
      if (isScratch(it, resources)) return pass;
      const isTarget = resources.companions(it, LOGGING, 'target_bucket', ['bucket', 'id']).found.length > 0;
      return isTarget
        ? pass
        : requireCompanion(besideS3(it, LOGGING, resources), 'accesses to the bucket are not logged');
    },
  },
);
