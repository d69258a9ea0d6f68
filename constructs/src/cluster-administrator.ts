import { ClusterRoleBindingV1 } from '@cdktf/provider-kubernetes/lib/cluster-role-binding-v1';
import { Construct } from 'constructs';

/** Somebody who administrates a cluster by a binding inside it, for clouds that cannot say so of a single cluster. */
export class ClusterAdministrator extends Construct {
  constructor(scope: Construct, id: string, userName: string) {
    super(scope, id);
    new ClusterRoleBindingV1(this, 'Resource', {
      metadata: { name: `hubfleet-${id.toLowerCase()}` },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subject: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: userName }],
    });
  }
}
