import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import type { IBucket, IWorkloadIdentity, ScratchBucketOptions } from '../cluster';
import { BUCKET_NAME_LIMIT, fitName } from '../private/names';
import { BucketGrant, grantBucket } from './bucket-grant';
import { bucketPolicy } from './bucket-policy';
import { privateBucket } from './private-bucket';

/** An S3 bucket for data that may be lost: private, TLS only, emptied by age. */
export class EksScratchBucket extends Construct implements IBucket {
  public readonly bucketName: string;
  public readonly bucketUrl: string;
  private readonly readers: string[] = [];
  private readonly readWriters: string[] = [];

  constructor(scope: Construct, id: string, options: ScratchBucketOptions) {
    super(scope, id);
    const { deleteAfterDays } = options;
    const bucketName = fitName(options.bucketName, BUCKET_NAME_LIMIT);
    const bucket = privateBucket(this, { bucket: bucketName, forceDestroy: true });
    new S3BucketLifecycleConfiguration(this, 'Lifecycle', {
      bucket: bucket.id,
      rule: [
        {
          id: 'delete-after',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ days: deleteAfterDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
        },
      ],
    });
    new S3BucketPolicy(this, 'Policy', {
      bucket: bucket.id,
      policy: Lazy.stringValue({ produce: () => bucketPolicy(bucketName, this.readers, this.readWriters) }),
    });
    this.bucketName = bucket.bucket;
    this.bucketUrl = `s3://${bucketName}`;
  }

  public grantRead(identity: IWorkloadIdentity): void {
    this.readers.push(identity.principal);
  }

  public grantReadWrite(identity: IWorkloadIdentity): void {
    this.readWriters.push(identity.principal);
  }

  public grantAppend(identity: IWorkloadIdentity): void {
    grantBucket(this, this.bucketName, identity, BucketGrant.APPEND);
  }
}
