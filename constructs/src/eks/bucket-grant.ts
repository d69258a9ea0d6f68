import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { Construct } from 'constructs';
import type { IWorkloadIdentity } from '../cluster';
import { invalidProp } from '../private/errors';
import { APPEND, identityPolicy, READ, READ_WRITE } from './bucket-policy';
import { EksWorkloadIdentity } from './workload-identity';

/** What an identity may do with a bucket; the value is a part of names. */
export enum BucketGrant {
  READ = 'Read',
  READ_WRITE = 'ReadWrite',
  APPEND = 'Append',
}

const actions: Record<BucketGrant, string[]> = {
  [BucketGrant.READ]: READ,
  [BucketGrant.READ_WRITE]: READ_WRITE,
  [BucketGrant.APPEND]: APPEND,
};

/** Grants by a policy of the identity: the bucket keeps the one policy it was made with, however many hubs use it. */
export function grantBucket(at: Construct, bucketName: string, identity: IWorkloadIdentity, what: BucketGrant): void {
  if (!(identity instanceof EksWorkloadIdentity)) {
    throw invalidProp(at, 'identity', 'is not of AWS', 'create it with the cluster that the bucket belongs to');
  }
  new IamRolePolicy(at, `${what}-${identity.node.id}`, {
    name: `${bucketName}-${what}`,
    role: identity.roleName,
    policy: identityPolicy(bucketName, actions[what], what !== BucketGrant.APPEND),
  });
}
