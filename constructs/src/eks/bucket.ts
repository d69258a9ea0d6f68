import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketRequestPaymentConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-request-payment-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import type { BucketOptions } from '../bucket';
import type { IBucket, IWorkloadIdentity } from '../cluster';
import { BUCKET_NAME_LIMIT, fitName } from '../private/names';
import { AccessLogBucket } from './access-log-bucket';
import { BucketGrant, grantBucket } from './bucket-grant';
import { bucketPolicy } from './bucket-policy';
import { privateBucket } from './private-bucket';

/** A bucket that another stack made. */
class FoundBucket extends Construct implements IBucket {
  public readonly bucketUrl: string;

  public readonly bucketName: string;

  constructor(scope: Construct, id: string, bucketName: string) {
    super(scope, id);
    this.bucketName = fitName(bucketName, BUCKET_NAME_LIMIT);
    this.bucketUrl = `s3://${this.bucketName}`;
  }

  public grantRead(identity: IWorkloadIdentity): void {
    grantBucket(this, this.bucketName, identity, BucketGrant.READ);
  }

  public grantReadWrite(identity: IWorkloadIdentity): void {
    grantBucket(this, this.bucketName, identity, BucketGrant.READ_WRITE);
  }

  public grantAppend(identity: IWorkloadIdentity): void {
    grantBucket(this, this.bucketName, identity, BucketGrant.APPEND);
  }
}

/**
 * An S3 bucket for data that is kept: private, TLS only, versioned.
 *
 * @stateful the bucket is not destroyed by Terraform
 */
export class EksBucket extends Construct implements IBucket {
  /** A bucket that another stack made, by its name. */
  public static fromBucketName(scope: Construct, id: string, bucketName: string): IBucket {
    return new FoundBucket(scope, id, bucketName);
  }

  public readonly bucketName: string;
  public readonly bucketUrl: string;

  constructor(scope: Construct, id: string, options: BucketOptions) {
    super(scope, id);
    const { accessLogs = false, requesterPays = false, administrators = [] } = options;
    const bucketName = fitName(options.bucketName, BUCKET_NAME_LIMIT);
    const bucket = privateBucket(this, { bucket: bucketName, lifecycle: { preventDestroy: true } });
    const versioning = new S3BucketVersioningA(this, 'Versioning', {
      bucket: bucket.id,
      versioningConfiguration: { status: 'Enabled' },
    });
    new S3BucketLifecycleConfiguration(this, 'Lifecycle', {
      bucket: bucket.id,
      rule: [lifecycleRule(options)],
      dependsOn: [versioning],
    });
    new S3BucketPolicy(this, 'Policy', { bucket: bucket.id, policy: bucketPolicy(bucketName, [], administrators) });
    if (requesterPays) {
      new S3BucketRequestPaymentConfiguration(this, 'RequestPayment', { bucket: bucket.id, payer: 'Requester' });
    }
    if (accessLogs) {
      const logs = new AccessLogBucket(this, 'AccessLogs', bucketName);
      new S3BucketLoggingA(this, 'Logging', {
        bucket: bucket.id,
        targetBucket: logs.bucketId,
        targetPrefix: `${bucketName}/`,
        dependsOn: [logs.policy],
      });
    }
    this.bucketName = bucketName;
    this.bucketUrl = `s3://${bucketName}`;
  }

  public grantRead(identity: IWorkloadIdentity): void {
    grantBucket(this, this.bucketName, identity, BucketGrant.READ);
  }

  public grantReadWrite(identity: IWorkloadIdentity): void {
    grantBucket(this, this.bucketName, identity, BucketGrant.READ_WRITE);
  }

  public grantAppend(identity: IWorkloadIdentity): void {
    grantBucket(this, this.bucketName, identity, BucketGrant.APPEND);
  }
}

function lifecycleRule(options: BucketOptions): S3BucketLifecycleConfigurationRule {
  const { oldVersionDays = 30, archiveAfterDays, deleteAfterDays } = options;
  return {
    id: 'age',
    status: 'Enabled',
    filter: [{ prefix: '' }],
    noncurrentVersionExpiration: [{ noncurrentDays: oldVersionDays }],
    abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
    ...(archiveAfterDays === undefined ? {} : { transition: [{ days: archiveAfterDays, storageClass: 'GLACIER_IR' }] }),
    ...(deleteAfterDays === undefined ? {} : { expiration: [{ days: deleteAfterDays }] }),
  };
}
