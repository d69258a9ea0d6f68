import type { Resource } from '../../resource';
import type { RuleContext } from '../../rule';
import { asBoolean, fail, judge, pass, requireFlag, see, show, unknown, type Verdict } from '../../verdict';
import { besideS3, bucketLife, isScratch } from '../bucket-life';
import { cloudRule, numbers } from '../cloud-rule';
import { requireCompanion } from '../companion-rule';

const GCS = 'google_storage_bucket';
const S3 = 'aws_s3_bucket';
const VERSIONING = 'aws_s3_bucket_versioning';
const STATUS = 'versioning_configuration.status';
const bucket = { bucket: 'hub-data' };
const beside = { bucket: '${aws_s3_bucket.data.id}' };

/** Objects survive their deletion. */
export const gcsVersioning = cloudRule(
  {
    id: 'data-loss/gcs-versioning',
    title: 'A Cloud Storage bucket for data that is kept has versions',
    why: 'With versions an object that was overwritten or deleted by mistake comes back. Buckets for scratch data are left alone.',
    severity: 'low',
    remedy: 'Buckets for data that is kept have it so. In Terraform set versioning { enabled = true }.',
    references: numbers({ checkov: 'CKV_GCP_78', trivy: 'GCP-0078' }),
  },
  {
    pass: { [GCS]: { data: { versioning: { enabled: true } } } },
    fail: { [GCS]: { data: { name: 'hub-data' } } },
  },
  {
    [GCS]: (it, { resources }) => (isScratch(it, resources) ? pass : requireFlag(it, 'versioning.enabled', true)),
  },
);

function s3Versions(it: Resource, { resources }: RuleContext): Verdict {
  if (isScratch(it, resources)) return pass;
  const versions = besideS3(it, VERSIONING, resources);
  const missing = requireCompanion(versions, `no ${VERSIONING} keeps what is overwritten or deleted`);
  const [first] = versions.found;
  if (missing.length > 0 || !first) return missing;
  return judge(first.get(STATUS), STATUS, (value) =>
    value === 'Enabled' ? undefined : `the versioning of the bucket is ${show(value)}, must be "Enabled"`,
  );
}

/** Objects survive their deletion. */
export const s3Versioning = cloudRule(
  {
    id: 'data-loss/s3-versioning',
    title: 'An S3 bucket for data that is kept has versions',
    why: 'With versions an object that was overwritten or deleted by mistake comes back. Buckets for scratch data are left alone.',
    severity: 'low',
    remedy: `Buckets for data that is kept have it so. In Terraform add ${VERSIONING} with status = "Enabled".`,
    references: numbers({ checkov: 'CKV_AWS_21', trivy: 'AWS-0090' }),
  },
  {
    pass: {
      [S3]: { data: bucket },
      [VERSIONING]: { data: { ...beside, versioning_configuration: { status: 'Enabled' } } },
    },
    fail: { [S3]: { data: bucket } },
  },
  { [S3]: s3Versions },
);

function forceDestroy(it: Resource, { resources }: RuleContext): Verdict {
  const force = see(it.get('force_destroy'));
  if (force.seen && asBoolean(force.value) !== true) return pass;
  const life = bucketLife(it, resources);
  if (life.deletedAfterDays !== undefined) return pass;
  if (!force.seen) return unknown(`force_destroy cannot be checked: it ${force.reason}`, 'force_destroy');
  return life.isUnclear
    ? unknown('force_destroy is true, and whether objects end by age anyway cannot be seen', 'force_destroy')
    : fail(
        'force_destroy is true on a bucket whose objects are kept: terraform destroy deletes them all',
        'force_destroy',
      );
}

/** A full bucket is not destroyed. */
export const bucketForceDestroy = cloudRule(
  {
    id: 'data-loss/bucket-force-destroy',
    title: 'A bucket for data that is kept is not destroyed while something is in it',
    why: 'Without force_destroy the cloud refuses to delete a bucket that is not empty. It is for buckets whose objects end by age.',
    severity: 'high',
    remedy:
      'Buckets for data that is kept have it so. In Terraform remove force_destroy = true, or give scratch data a lifecycle rule that deletes by age.',
  },
  {
    pass: {
      [GCS]: {
        scratch: { force_destroy: true, lifecycle_rule: [{ action: { type: 'Delete' }, condition: { age: 7 } }] },
      },
    },
    fail: { [GCS]: { data: { force_destroy: true } } },
  },
  { [GCS]: forceDestroy, [S3]: forceDestroy },
);

/** Objects are in two regions. */
export const s3Replication = cloudRule(
  {
    id: 'data-loss/s3-replication',
    title: 'An S3 bucket for data that is kept is copied to another region',
    why: 'A copy elsewhere survives the loss of a region and of an account. It costs as much as the bucket.',
    severity: 'low',
    strict: true,
    remedy: 'In your own code add aws_s3_bucket_replication_configuration for the bucket.',
    references: numbers({ checkov: 'CKV_AWS_144' }),
  },
  {
    pass: {
      [S3]: { data: bucket },
      aws_s3_bucket_replication_configuration: { data: { ...beside, role: 'arn:aws:iam::123456789012:role/copy' } },
    },
    fail: { [S3]: { data: bucket } },
  },
  {
    [S3]: (it, { resources }) =>
      isScratch(it, resources)
        ? pass
        : requireCompanion(
            besideS3(it, 'aws_s3_bucket_replication_configuration', resources),
            'the bucket is not copied anywhere',
          ),
  },
);
