import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association';
import { Construct } from 'constructs';
import { type ClusterAccessOptions, ClusterRole } from '../access';
import { invalidProp, isLiteral } from '../private/errors';

const POLICIES: Record<ClusterRole, string> = {
  [ClusterRole.ADMIN]: 'AmazonEKSClusterAdminPolicy',
  [ClusterRole.EDIT]: 'AmazonEKSEditPolicy',
  [ClusterRole.VIEW]: 'AmazonEKSViewPolicy',
};

/** An access entry: an IAM principal that may use the API of a cluster, without a key or a config map. */
export class EksAccess extends Construct {
  constructor(scope: Construct, id: string, clusterName: string, options: ClusterAccessOptions) {
    super(scope, id);
    const { principal, role } = options;
    if (isLiteral(principal) && !/^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/./.test(principal)) {
      throw invalidProp(this, 'principal', `is not the ARN of an IAM role, got ${principal}`, 'write arn:aws:iam::…');
    }
    const entry = new EksAccessEntry(this, 'Resource', { clusterName, principalArn: principal });
    new EksAccessPolicyAssociation(this, 'Policy', {
      clusterName,
      principalArn: entry.principalArn,
      policyArn: `arn:aws:eks::aws:cluster-access-policy/${POLICIES[role]}`,
      accessScope: { type: 'cluster' },
    });
  }
}
