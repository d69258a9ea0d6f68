import type { BucketOptions, IBucket, IWorkloadIdentity } from '@hubfleet/constructs';
import type { Cluster } from '../fleet/fleet.ts';

type Bucket = Cluster['buckets'][string];

/** A bucket of a cluster file in the words of the constructs. */
export function bucketOptions(bucketName: string, { hubs: _, ...bucket }: Bucket): BucketOptions {
  return { bucketName, ...bucket };
}

/** How much of a bucket an identity is granted. */
export const bucketGrants = {
  read: (bucket: IBucket, identity: IWorkloadIdentity) => bucket.grantRead(identity),
  readWrite: (bucket: IBucket, identity: IWorkloadIdentity) => bucket.grantReadWrite(identity),
} satisfies Record<Bucket['hubs'][string], unknown>;
