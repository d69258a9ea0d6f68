import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { Construct } from 'constructs';
import { BUCKET_NAME_LIMIT, fitName } from '../private/names';
import { privateBucket } from './private-bucket';

const RETENTION_DAYS = 30;

/** Where S3 writes down each access to one bucket, kept for 30 days. */
export class AccessLogBucket extends Construct {
  public readonly bucketId: string;

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
    new S3BucketPolicy(this, 'Policy', { bucket: bucket.id, policy: writtenBy(name, sourceBucket) });
    this.bucketId = bucket.id;
  }
}

function writtenBy(logBucket: string, sourceBucket: string): string {
  const statement = {
    Sid: 'WrittenByS3',
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${logBucket}/*`,
    Condition: { ArnEquals: { 'aws:SourceArn': `arn:aws:s3:::${sourceBucket}` } },
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
