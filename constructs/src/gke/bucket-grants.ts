import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import type { Construct } from 'constructs';
import type { IWorkloadIdentity } from '../cluster';

const READER = 'roles/storage.objectViewer';
const CREATOR = 'roles/storage.objectCreator';
export const READ_WRITER = 'roles/storage.objectUser';

/** Grants a role on a bucket to one member, so that stacks do not undo the grants of one another. */
export function grantBucket(scope: Construct, bucket: string, id: string, role: string, member: string): void {
  new StorageBucketIamMember(scope, id, { bucket, role, member });
}

export function grantRead(scope: Construct, bucket: string, identity: IWorkloadIdentity): void {
  grantBucket(scope, bucket, `Read-${identity.node.id}`, READER, identity.principal);
}

export function grantReadWrite(scope: Construct, bucket: string, identity: IWorkloadIdentity): void {
  grantBucket(scope, bucket, `ReadWrite-${identity.node.id}`, READ_WRITER, identity.principal);
}

export function grantAppend(scope: Construct, bucket: string, identity: IWorkloadIdentity): void {
  grantBucket(scope, bucket, `Append-${identity.node.id}`, CREATOR, identity.principal);
}
