import type { Resource } from '../resource';
import type { ResourceIndex } from '../resource-index';
import { asBoolean, asNumber, see } from '../verdict';

/** How long objects of a bucket live. */
export interface BucketLife {
  /** Days after which they are deleted, the shortest that is written. */
  readonly deletedAfterDays?: number;
  readonly hasRules: boolean;
  /** Rules that cannot be seen may say more. */
  readonly isUnclear: boolean;
}

const FOREVER = { hasRules: false, isUnclear: false };
const S3_RULES = 'aws_s3_bucket_lifecycle_configuration';

/** What stands beside a bucket of S3, such as its policy. */
export function besideS3(bucket: Resource, type: string, resources: ResourceIndex) {
  return resources.companions(bucket, type, 'bucket', ['bucket', 'id']);
}

/** What the lifecycle rules of a bucket of either cloud say. */
export function bucketLife(bucket: Resource, resources: ResourceIndex): BucketLife {
  if (bucket.type === 'google_storage_bucket') return gcsLife(bucket);
  const { found, unclear } = besideS3(bucket, S3_RULES, resources);
  const lives = found.map(s3Life);
  return { ...summary(lives), isUnclear: lives.some(({ isUnclear }) => isUnclear) || unclear.length > 0 };
}

function s3Life(configuration: Resource): BucketLife {
  const rules = configuration.blocks('rule');
  const days = rules.map((rule) => see(rule.get('expiration.days')));
  return lifeOf(rules.length > 0, days);
}

function gcsLife(bucket: Resource): BucketLife {
  const rules = bucket.blocks('lifecycle_rule');
  const ages = rules
    .filter((rule) => {
      const [action, state] = [see(rule.get('action.type')), see(rule.get('condition.with_state'))];
      return (!action.seen || action.value === 'Delete') && !(state.seen && state.value === 'ARCHIVED');
    })
    .map((rule) => see(rule.get('condition.age')));
  return lifeOf(rules.length > 0, ages);
}

function lifeOf(hasRules: boolean, sights: readonly ReturnType<typeof see>[]): BucketLife {
  const days = sights.flatMap((sight) => (sight.seen ? (asNumber(sight.value) ?? []) : []));
  const isUnclear = sights.some((sight) => !sight.seen);
  return { hasRules, isUnclear, ...(days.length > 0 && { deletedAfterDays: Math.min(...days) }) };
}

function summary(lives: readonly BucketLife[]): BucketLife {
  const days = lives.flatMap(({ deletedAfterDays }) => deletedAfterDays ?? []);
  if (lives.length === 0) return FOREVER;
  return {
    hasRules: lives.some(({ hasRules }) => hasRules),
    isUnclear: false,
    ...(days.length > 0 && { deletedAfterDays: Math.min(...days) }),
  };
}

/** A bucket whose objects may be lost: they end by age, or it is destroyed with whatever is in it. */
export function isScratch(bucket: Resource, resources: ResourceIndex): boolean {
  const force = see(bucket.get('force_destroy'));
  if (force.seen && asBoolean(force.value) === true) return true;
  return bucketLife(bucket, resources).deletedAfterDays !== undefined;
}
