import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import type { IBucket, IWorkloadIdentity, ScratchBucketOptions } from '../cluster';

/** An S3 bucket for data that may be lost: private, TLS only, emptied by age. */
export class EksScratchBucket extends Construct implements IBucket {
  public readonly bucketName: string;
  public readonly bucketUrl: string;
  private readonly readWriters: string[] = [];

  constructor(scope: Construct, id: string, options: ScratchBucketOptions) {
    super(scope, id);
    const { bucketName, deleteAfterDays } = options;
    const bucket = new S3Bucket(this, 'Resource', { bucket: bucketName, forceDestroy: true });
    new S3BucketPublicAccessBlock(this, 'PublicAccessBlock', {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
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
    // One policy holds every grant: S3 keeps a single policy per bucket, and a second one would replace the first.
    new S3BucketPolicy(this, 'Policy', {
      bucket: bucket.id,
      policy: Lazy.stringValue({ produce: () => JSON.stringify(this.policy(`arn:aws:s3:::${bucketName}`)) }),
    });
    this.bucketName = bucket.bucket;
    this.bucketUrl = `s3://${bucketName}`;
  }

  public grantReadWrite(identity: IWorkloadIdentity): void {
    this.readWriters.push(identity.principal);
  }

  private policy(arn: string): object {
    const statements: object[] = [
      {
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ];
    if (this.readWriters.length > 0) {
      const Principal = { AWS: this.readWriters };
      statements.push(
        { Sid: 'List', Effect: 'Allow', Principal, Action: ['s3:ListBucket', 's3:GetBucketLocation'], Resource: [arn] },
        {
          Sid: 'ReadWrite',
          Effect: 'Allow',
          Principal,
          Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
          Resource: [`${arn}/*`],
        },
      );
    }
    return { Version: '2012-10-17', Statement: statements };
  }
}
