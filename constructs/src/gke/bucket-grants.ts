import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import type { Construct } from 'constructs';
import type { IWorkloadIdentity } from '../cluster';
import { invalidProp } from '../private/errors';
import { GkeWorkloadIdentity } from './workload-identity';

const READER = 'roles/storage.objectViewer';
const CREATOR = 'roles/storage.objectCreator';
export const READ_WRITER = 'roles/storage.objectUser';

/** Grants a role on a bucket to one member, so that stacks do not undo the grants of one another. */
export function grantBucket(scope: Construct, bucket: string, id: string, role: string, member: string): void {
  new StorageBucketIamMember(scope, id, { bucket, role, member });
}

export function grantRead(scope: Construct, bucket: string, identity: IWorkloadIdentity): void {
  grantBucket(scope, bucket, `Read-${identity.node.id}`, READER, memberOf(scope, identity));
}

export function grantReadWrite(scope: Construct, bucket: string, identity: IWorkloadIdentity): void {
  grantBucket(scope, bucket, `ReadWrite-${identity.node.id}`, READ_WRITER, memberOf(scope, identity));
}

export function grantAppend(scope: Construct, bucket: string, identity: IWorkloadIdentity): void {
  grantBucket(scope, bucket, `Append-${identity.node.id}`, CREATOR, memberOf(scope, identity));
}

function memberOf(scope: Construct, identity: IWorkloadIdentity): string {
  if (identity instanceof GkeWorkloadIdentity) return identity.principal;
  throw invalidProp(
    scope,
    'identity',
    'is not of Google Cloud',
    'create it with the cluster that the bucket belongs to',
  );
}
