import { StorageBucket, type StorageBucketLifecycleRule } from '@cdktf/provider-google/lib/storage-bucket';
import { Construct } from 'constructs';
import type { BucketOptions } from '../bucket';
import type { IBucket, IWorkloadIdentity } from '../cluster';
import { BUCKET_NAME_LIMIT, fitName } from '../private/names';
import { grantAppend, grantBucket, grantRead, grantReadWrite, READ_WRITER } from './bucket-grants';

const LOG_RETENTION_DAYS = 30;
/** Who writes usage logs (Cloud Storage documentation, "Usage logs & storage logs"). */
const LOG_WRITER = 'group:cloud-storage-analytics@google.com';

/** A bucket that another stack made. */
class FoundBucket extends Construct implements IBucket {
  public readonly bucketUrl: string;

  public readonly bucketName: string;

  constructor(scope: Construct, id: string, bucketName: string) {
    super(scope, id);
    this.bucketName = fitName(bucketName, BUCKET_NAME_LIMIT);
    this.bucketUrl = `gs://${this.bucketName}`;
  }

  public grantRead(identity: IWorkloadIdentity): void {
    grantRead(this, this.bucketName, identity);
  }

  public grantReadWrite(identity: IWorkloadIdentity): void {
    grantReadWrite(this, this.bucketName, identity);
  }

  public grantAppend(identity: IWorkloadIdentity): void {
    grantAppend(this, this.bucketName, identity);
  }
}

/**
 * A Cloud Storage bucket for data that is kept: private and versioned.
 *
 * @stateful the bucket is not destroyed by Terraform
 */
export class GkeBucket extends Construct implements IBucket {
  /** A bucket that another stack made, by its name. */
  public static fromBucketName(scope: Construct, id: string, bucketName: string): IBucket {
    return new FoundBucket(scope, id, bucketName);
  }

  public readonly bucketName: string;
  public readonly bucketUrl: string;

  constructor(scope: Construct, id: string, region: string, options: BucketOptions) {
    super(scope, id);
    const { accessLogs = false, requesterPays = false, administrators = [] } = options;
    const bucketName = fitName(options.bucketName, BUCKET_NAME_LIMIT);
    const bucket = new StorageBucket(this, 'Resource', {
      name: bucketName,
      location: region.toUpperCase(),
      uniformBucketLevelAccess: true,
      publicAccessPrevention: 'enforced',
      versioning: { enabled: true },
      requesterPays,
      lifecycleRule: lifecycleRules(options),
      ...(accessLogs ? { logging: { logBucket: this.accessLogBucket(bucketName, region) } } : {}),
      lifecycle: { preventDestroy: true },
    });
    this.bucketName = bucket.name;
    this.bucketUrl = `gs://${bucketName}`;
    for (const member of administrators) {
      grantBucket(this, bucket.name, `Administrator-${member}`, READ_WRITER, member);
    }
  }

  public grantRead(identity: IWorkloadIdentity): void {
    grantRead(this, this.bucketName, identity);
  }

  public grantReadWrite(identity: IWorkloadIdentity): void {
    grantReadWrite(this, this.bucketName, identity);
  }

  public grantAppend(identity: IWorkloadIdentity): void {
    grantAppend(this, this.bucketName, identity);
  }

  private accessLogBucket(bucketName: string, region: string): string {
    const scope = new Construct(this, 'AccessLogs');
    const logs = new StorageBucket(scope, 'Resource', {
      name: fitName(`${bucketName}-logs`, BUCKET_NAME_LIMIT),
      location: region.toUpperCase(),
      forceDestroy: true,
      uniformBucketLevelAccess: true,
      publicAccessPrevention: 'enforced',
      lifecycleRule: [{ action: { type: 'Delete' }, condition: { age: LOG_RETENTION_DAYS } }],
      softDeletePolicy: { retentionDurationSeconds: 0 },
    });
    grantBucket(scope, logs.name, 'Writer', 'roles/storage.objectCreator', LOG_WRITER);
    return logs.name;
  }
}

function lifecycleRules(options: BucketOptions): StorageBucketLifecycleRule[] {
  const { oldVersionDays = 30, archiveAfterDays, deleteAfterDays } = options;
  return [
    { action: { type: 'Delete' }, condition: { daysSinceNoncurrentTime: oldVersionDays } },
    { action: { type: 'AbortIncompleteMultipartUpload' }, condition: { age: 7 } },
    ...(archiveAfterDays === undefined
      ? []
      : [{ action: { type: 'SetStorageClass', storageClass: 'ARCHIVE' }, condition: { age: archiveAfterDays } }]),
    ...(deleteAfterDays === undefined ? [] : [{ action: { type: 'Delete' }, condition: { age: deleteAfterDays } }]),
  ];
}
