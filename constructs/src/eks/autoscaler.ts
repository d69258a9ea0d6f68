import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { chartRelease } from '../support/chart-release';
import { supportCharts } from '../support/charts';
import { coreNodes } from '../support/core-nodes';
import type { OidcProvider } from './iam';
import { EksWorkloadIdentity } from './workload-identity';

/** What the autoscaler reads (cluster-autoscaler's AWS documentation, "Full Cluster Autoscaler Features Policy"). */
const READS = [
  'autoscaling:DescribeAutoScalingGroups',
  'autoscaling:DescribeAutoScalingInstances',
  'autoscaling:DescribeLaunchConfigurations',
  'autoscaling:DescribeScalingActivities',
  'ec2:DescribeImages',
  'ec2:DescribeInstanceTypes',
  'ec2:DescribeLaunchTemplateVersions',
  'ec2:GetInstanceTypesFromInstanceRequirements',
  'eks:DescribeNodegroup',
];
const WRITES = ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'];
const NAMESPACE = 'kube-system';
const SERVICE_ACCOUNT = 'cluster-autoscaler';

/** The cluster autoscaler, allowed to resize the groups of its own cluster only. */
export class EksAutoscaler extends Construct {
  constructor(scope: Construct, id: string, clusterName: string, region: string, provider: OidcProvider) {
    super(scope, id);
    const identity = new EksWorkloadIdentity(this, 'Identity', provider, {
      identityName: `${clusterName}-cluster-autoscaler`,
      namespaceName: NAMESPACE,
      serviceAccountName: SERVICE_ACCOUNT,
    });
    new IamRolePolicy(this, 'Policy', {
      name: 'scale-own-groups',
      role: identity.roleName,
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: READS, Resource: '*' },
          {
            Effect: 'Allow',
            Action: WRITES,
            Resource: '*',
            Condition: {
              StringEquals: { [`autoscaling:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`]: 'owned' },
            },
          },
        ],
      }),
    });
    chartRelease(this, 'Release', supportCharts.clusterAutoscaler, {
      namespaceName: NAMESPACE,
      values: {
        ...coreNodes,
        cloudProvider: 'aws',
        awsRegion: region,
        autoDiscovery: { clusterName },
        rbac: { serviceAccount: { name: SERVICE_ACCOUNT, annotations: identity.serviceAccountAnnotations } },
        extraArgs: {
          expander: 'least-waste',
          'scale-down-unneeded-time': '10m',
          'skip-nodes-with-local-storage': false,
          'skip-nodes-with-system-pods': false,
        },
      },
    });
  }
}
