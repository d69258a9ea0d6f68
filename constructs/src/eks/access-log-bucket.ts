import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { Construct } from 'constructs';
import { BUCKET_NAME_LIMIT, fitName } from '../private/names';
import { accessLogPolicy } from './bucket-policy';
import { privateBucket } from './private-bucket';

const RETENTION_DAYS = 30;

/** Where S3 writes down each access to one bucket, kept for 30 days. */
export class AccessLogBucket extends Construct {
  public readonly bucketId: string;

  /** S3 refuses to log before it may write. */
  public readonly policy: S3BucketPolicy;

  constructor(scope: Construct, id: string, sourceBucket: string) {
    super(scope, id);
    const name = fitName(`${sourceBucket}-logs`, BUCKET_NAME_LIMIT);
    const bucket = privateBucket(this, { bucket: name, forceDestroy: true });
    new S3BucketLifecycleConfiguration(this, 'Lifecycle', {
      bucket: bucket.id,
      rule: [
        {
          id: 'delete-after',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ days: RETENTION_DAYS }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
        },
      ],
    });
    this.policy = new S3BucketPolicy(this, 'Policy', {
      bucket: bucket.id,
      policy: accessLogPolicy(name, sourceBucket),
    });
    this.bucketId = bucket.id;
  }
}
