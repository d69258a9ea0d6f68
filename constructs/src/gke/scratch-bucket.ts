import { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket';
import { Construct } from 'constructs';
import type { IBucket, IWorkloadIdentity, ScratchBucketOptions } from '../cluster';
import { BUCKET_NAME_LIMIT, fitName } from '../private/names';
import { grantAppend, grantRead, grantReadWrite } from './bucket-grants';

/** A Cloud Storage bucket for data that may be lost: private, emptied by age, with nothing kept after deletion. */
export class GkeScratchBucket extends Construct implements IBucket {
  public readonly bucketName: string;
  public readonly bucketUrl: string;

  constructor(scope: Construct, id: string, region: string, options: ScratchBucketOptions) {
    super(scope, id);
    const { deleteAfterDays } = options;
    const bucketName = fitName(options.bucketName, BUCKET_NAME_LIMIT);
    const bucket = new StorageBucket(this, 'Resource', {
      name: bucketName,
      location: region.toUpperCase(),
      forceDestroy: true,
      uniformBucketLevelAccess: true,
      publicAccessPrevention: 'enforced',
      lifecycleRule: [{ action: { type: 'Delete' }, condition: { age: deleteAfterDays } }],
      // Seven days of soft delete, the cloud's default, would bill scratch data twice.
      softDeletePolicy: { retentionDurationSeconds: 0 },
    });
    this.bucketName = bucket.name;
    this.bucketUrl = `gs://${bucketName}`;
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
