import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';
import { attachAwsPolicies, serviceRole } from './iam';

/** How the control plane of an EKS cluster is run. */
export interface EksControlPlaneOptions {
  /**
   * Kinds of control-plane logs: `api`, `audit`, `authenticator`, `controllerManager`, `scheduler`.
   * @default - all of them
   */
  readonly logTypes?: string[];
  /**
   * Days for which control-plane logs are kept.
   * @default 30
   */
  readonly logRetentionDays?: number;
  /**
   * Whether the version may outlive its standard support, at six times the fee.
   * @default false - AWS upgrades the control plane when standard support ends
   */
  readonly extendedSupport?: boolean;
  /**
   * Whether Terraform refuses to destroy the cluster. Turn it off only to take a cluster down.
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/** What the control plane takes from its cluster. */
export interface ControlPlaneHost {
  readonly clusterName: string;
  readonly kubernetesVersion: string;
  readonly allowedCidrs: string[];
  readonly subnetIds: string[];
}

const ALL_LOGS = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

/** Creates the control plane with its role, its key and its logs; ids below the cluster. */
export function createControlPlane(at: Construct, host: ControlPlaneHost, options: EksControlPlaneOptions): EksCluster {
  const { clusterName, allowedCidrs } = host;
  const { logTypes = ALL_LOGS, logRetentionDays = 30, extendedSupport = false, deletionProtection = true } = options;
  const scope = new Construct(at, 'ControlPlane');
  const role = serviceRole(scope, `${clusterName}-control-plane`, 'eks.amazonaws.com');
  const policies = attachAwsPolicies(scope, role, ['AmazonEKSClusterPolicy']);
  const key = new KmsKey(at, 'SecretsKey', {
    description: `Kubernetes secrets of ${clusterName}`,
    enableKeyRotation: true,
    lifecycle: { preventDestroy: true },
  });
  // EKS would make this group itself and keep its logs for ever.
  const logs = new CloudwatchLogGroup(at, 'Logs', {
    name: `/aws/eks/${clusterName}/cluster`,
    retentionInDays: logRetentionDays,
  });
  return new EksCluster(at, 'Resource', {
    name: clusterName,
    version: host.kubernetesVersion,
    roleArn: role.arn,
    upgradePolicy: { supportType: extendedSupport ? 'EXTENDED' : 'STANDARD' },
    // Turning the creator's admin off later would replace the cluster, so further admins come by access entries.
    accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: true },
    encryptionConfig: { provider: { keyArn: key.arn }, resources: ['secrets'] },
    enabledClusterLogTypes: logTypes,
    vpcConfig: {
      subnetIds: host.subnetIds,
      endpointPrivateAccess: true,
      endpointPublicAccess: allowedCidrs.length > 0,
      ...(allowedCidrs.length > 0 ? { publicAccessCidrs: allowedCidrs } : {}),
    },
    lifecycle: { preventDestroy: deletionProtection },
    dependsOn: [logs, ...policies],
  });
}
