import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import type { IWorkloadIdentity } from '../cluster';
import { invalidProp } from '../private/errors';
import { EksWorkloadIdentity } from './workload-identity';

/** Actions on resources that an identity is allowed. */
export interface EksPermission {
  /** Actions, for example `s3:GetObject`. */
  readonly actions: string[];
  /** ARNs of the resources; `*` only for actions that know no resource. */
  readonly resources: string[];
}

/** What an identity may do outside the buckets of its cluster, in one policy. */
export class EksPermissions extends Construct {
  constructor(scope: Construct, id: string, identity: IWorkloadIdentity, permissions: EksPermission[]) {
    super(scope, id);
    if (!(identity instanceof EksWorkloadIdentity)) {
      throw invalidProp(this, 'identity', 'is not of AWS', 'create it with a cluster on EKS');
    }
    for (const { actions } of permissions) {
      const wide = actions.find((action) => action === '*' || action.endsWith(':*'));
      if (wide !== undefined) throw invalidProp(this, 'actions', `allows everything by ${wide}`, 'name the actions');
    }
    const Statement = permissions.map(({ actions, resources }) => ({
      Effect: 'Allow',
      Action: actions,
      Resource: resources,
    }));
    new IamRolePolicy(this, 'Resource', {
      name: 'permissions',
      role: identity.roleName,
      policy: JSON.stringify({ Version: '2012-10-17', Statement }),
    });
  }
}
