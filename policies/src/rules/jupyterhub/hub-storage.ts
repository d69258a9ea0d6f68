import type { Resource } from '../../resource';
import type { ResourceIndex } from '../../resource-index';
import type { Rule } from '../../rule';
import { all, asBoolean, asNumber, fail, judge, pass, see, unknown, type Verdict } from '../../verdict';
import { resourceExample } from '../kubernetes/examples';

const SCRATCH = /scratch/i;
const SOFT_DELETE = 'soft_delete_policy.retention_duration_seconds';

function isScratch(bucket: Resource, path: string): boolean | undefined {
  if (SCRATCH.test(bucket.name) || SCRATCH.test(bucket.path ?? '')) return true;
  const sight = see(bucket.get(path));
  return sight.seen ? SCRATCH.test(String(sight.value ?? '')) : undefined;
}

function hiddenName(bucket: Resource, path: string): Verdict {
  return judge(bucket.get(path), path, () => undefined);
}

function gcsBucket(bucket: Resource, most: number): Verdict {
  const scratch = isScratch(bucket, 'name');
  if (scratch === undefined) return hiddenName(bucket, 'name');
  if (!scratch) return pass;
  const rules = bucket.blocks('lifecycle_rule');
  const ages = rules.map((rule) => see(rule.get('condition.age')));
  return all(
    expiry(ages, most, 'lifecycle_rule'),
    judge(bucket.get('versioning.enabled'), 'versioning.enabled', (value) =>
      asBoolean(value) === true ? 'versioning.enabled is true, so deleted objects are kept and paid' : undefined,
    ),
    judge(bucket.get(SOFT_DELETE), SOFT_DELETE, (value) => {
      const seconds = asNumber(value) ?? 604_800;
      return seconds === 0
        ? undefined
        : `${SOFT_DELETE} is ${seconds}, so deleted objects are paid for ${seconds / 86_400} days more`;
    }),
  );
}

function expiry(ages: readonly ReturnType<typeof see>[], most: number, attribute: string): Verdict {
  const hidden = ages.find((age) => !age.seen);
  const days = ages.map((age) => (age.seen ? asNumber(age.value) : undefined)).filter((age) => age !== undefined);
  if (days.some((age) => age <= most)) return pass;
  if (hidden && !hidden.seen) return unknown(`${attribute} cannot be checked: it ${hidden.reason}`, attribute);
  const kept = days.length === 0 ? 'for ever' : `${Math.min(...days)} days`;
  return fail(`scratch objects are kept ${kept}, at most ${most} days are allowed`, attribute);
}

function s3Bucket(bucket: Resource, resources: ResourceIndex, most: number): Verdict {
  const scratch = isScratch(bucket, 'bucket');
  if (scratch === undefined) return hiddenName(bucket, 'bucket');
  if (!scratch) return pass;
  const { found, unclear } = resources.companions(bucket, 'aws_s3_bucket_lifecycle_configuration', 'bucket', [
    'bucket',
  ]);
  if (found.length === 0 && unclear.length > 0) {
    return unknown(
      'expiration.days cannot be checked: a lifecycle configuration does not say of which bucket',
      'bucket',
    );
  }
  const ages = found.flatMap((lifecycle) => lifecycle.blocks('rule')).map((rule) => see(rule.get('expiration.days')));
  return expiry(ages, most, 'expiration.days');
}

/** Scratch buckets empty themselves. */
export const scratchBucketExpires: Rule = {
  id: 'cost/scratch-bucket-expires',
  title: 'Scratch buckets delete old objects and keep nothing of them',
  why: 'Nobody tidies a scratch bucket up: without a rule it grows for ever, and versions or soft delete are paid on top.',
  severity: 'medium',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy:
    'Set scratchBucket.deleteAfterDays of the hub file, up to policies.limits.maxScratchDays. In Terraform add a lifecycle rule that expires objects; on Google Cloud also soft_delete_policy { retention_duration_seconds = 0 }.',
  references: [{ source: 'checkov', id: 'CKV2_AWS_61' }],
  examples: {
    pass: resourceExample('google_storage_bucket', {
      name: 'research-scratch',
      lifecycle_rule: [{ action: { type: 'Delete' }, condition: { age: 7 } }],
      soft_delete_policy: { retention_duration_seconds: 0 },
    }),
    fail: resourceExample('google_storage_bucket', { name: 'research-scratch' }),
  },
  checks: {
    google_storage_bucket: (bucket, { limits }) => gcsBucket(bucket, limits.maxScratchDays),
    aws_s3_bucket: (bucket, { limits, resources }) => s3Bucket(bucket, resources, limits.maxScratchDays),
  },
};
