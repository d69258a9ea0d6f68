import { isHubRelease } from '../../hub-values';
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

function ofHub({ stack }: Resource, resources: ResourceIndex): boolean {
  return resources.ofType('helm_release', stack).some((release) => isHubRelease(release) === true);
}

/** A bucket named in the stack of a hub must be made there. */
function ownBucket(grant: Resource, resources: ResourceIndex): Verdict {
  if (!ofHub(grant, resources))
    return judge(grant.get('bucket'), 'bucket', () => undefined).filter(() => grant.get('bucket').state === 'unknown');
  const value = grant.get('bucket');
  if (resources.behind(value, grant).some(({ mode, type }) => mode === 'managed' && type === 'google_storage_bucket'))
    return pass;
  return judge(value, 'bucket', (name) => {
    const own = resources.ofType('google_storage_bucket', grant.stack).some((bucket) => {
      const sight = see(bucket.get('name'));
      return sight.seen && sight.value === name;
    });
    return own ? undefined : `bucket is ${JSON.stringify(name)}, which does not belong to this hub`;
  });
}

const WIDE = /^roles\/(?:owner|editor|storage\.admin|storage\.object(?:Admin|User|Viewer|Creator))$/;

const hub = { helm_release: { hub: { chart: 'jupyterhub', version: '4.4.0' } } };

/** Users of a hub reach the buckets of that hub. */
export const hubOwnBuckets: Rule = {
  id: 'security/hub-own-buckets',
  title: 'The identity of a hub reaches its own buckets only',
  why: 'Every notebook of the hub has this identity. What it may read, all users of the hub may read: the data of other communities, too.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Use scratchBucket of the hub file, which gives each hub a bucket and an identity of its own. In Terraform grant roles on a bucket of the same stack (google_storage_bucket_iam_member), not on the project.',
  references: [],
  examples: {
    pass: resourceExample(
      'google_storage_bucket_iam_member',
      { bucket: '${google_storage_bucket.scratch.name}', role: 'roles/storage.objectUser' },
      { ...hub, google_storage_bucket: { scratch: { name: 'research-scratch' } } },
    ),
    fail: resourceExample(
      'google_storage_bucket_iam_member',
      { bucket: 'somebody-elses-data', role: 'roles/storage.objectUser' },
      hub,
    ),
  },
  checks: {
    google_storage_bucket_iam_member: (grant, { resources }) => ownBucket(grant, resources),
    google_project_iam_member: (grant, { resources }) =>
      ofHub(grant, resources)
        ? judge(grant.get('role'), 'role', (role) =>
            WIDE.test(String(role))
              ? `role ${JSON.stringify(role)} on the project reaches the buckets of every hub`
              : undefined,
          )
        : pass,
  },
};
