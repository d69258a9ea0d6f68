import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EksAddon } from '@cdktf/provider-aws/lib/eks-addon';
import { EksCluster as EksClusterResource } from '@cdktf/provider-aws/lib/eks-cluster';
import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Fn, TerraformLocal } from 'cdktf';
import { Construct } from 'constructs';
import type {
  IBucket,
  ICluster,
  IWorkloadIdentity,
  KubernetesAccess,
  ScratchBucketOptions,
  WorkloadIdentityOptions,
} from '../cluster';
import type { INodePool, NodePoolOptions } from '../pool';
import { invalidProp } from '../private/errors';
import { EksAutoscaler } from './autoscaler';
import { EksScratchBucket } from './bucket';
import { attachAwsPolicies, type OidcProvider, serviceAccountRole, serviceRole } from './iam';
import { ImportedEksCluster } from './imported-cluster';
import { EksNetwork } from './network';
import { EksNodePool, type NodeGroupHost } from './node-pool';
import { EksWorkloadIdentity } from './workload-identity';

/** Properties of `EksCluster`. */
export interface EksClusterProps {
  /** Name of the cluster, unique in its account and region. */
  readonly clusterName: string;
  /** Region, for example `us-west-2`. */
  readonly region: string;
  /** Availability zones, two at least; nodes and disks use the first. */
  readonly zones: string[];
  /** Kubernetes minor version, for example `1.35`. */
  readonly kubernetesVersion: string;
  /**
   * Networks in CIDR notation that may reach the control plane from outside.
   * @default - none: the control plane answers inside the network only
   */
  readonly allowedCidrs?: string[];
  /**
   * Addresses of the cluster's network.
   * @default '10.0.0.0/16'
   */
  readonly cidr?: string;
  /**
   * Days for which control-plane logs are kept.
   * @default 30
   */
  readonly logRetentionDays?: number;
}

/** What lets a caller find an EKS cluster that exists already. */
export interface EksClusterAttributes {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Region of the cluster. */
  readonly region: string;
}

const CONTROL_PLANE_LOGS = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];
const NODE_POLICIES = ['AmazonEKSWorkerNodePolicy', 'AmazonEC2ContainerRegistryPullOnly', 'AmazonEKS_CNI_Policy'];

/**
 * An EKS cluster in its own network, with private nodes and a cloud identity for each service account that needs one.
 *
 * Extended support, which costs six times the fee, is off; Kubernetes secrets are encrypted with a key of the
 * cluster's own; network policies are enforced.
 */
export class EksCluster extends Construct implements ICluster {
  /** A cluster that exists already. */
  public static fromEksClusterAttributes(scope: Construct, id: string, attributes: EksClusterAttributes): ICluster {
    return new ImportedEksCluster(scope, id, attributes.clusterName, attributes.region);
  }

  /** The network of the cluster. */
  public readonly network: EksNetwork;
  public readonly clusterName: string;
  public readonly kubernetesAccess: KubernetesAccess;
  public readonly needsMetadataServer = false;
  private readonly region: string;
  private readonly oidcProvider: OidcProvider;
  private readonly nodes: NodeGroupHost;
  private readonly pools: Construct;

  constructor(scope: Construct, id: string, props: EksClusterProps) {
    super(scope, id);
    const { clusterName, region, zones, kubernetesVersion, cidr } = props;
    this.network = new EksNetwork(this, 'Network', { networkName: clusterName, region, zones, cidr });
    const cluster = this.controlPlane(props);
    const issuer = new TerraformLocal(
      this,
      'OidcIssuer',
      Fn.replace(cluster.identity.get(0).oidc.get(0).issuer, 'https://', ''),
    );
    const provider = new IamOpenidConnectProvider(this, 'OidcProvider', {
      url: cluster.identity.get(0).oidc.get(0).issuer,
      clientIdList: ['sts.amazonaws.com'],
    });
    this.oidcProvider = { arn: provider.arn, issuer: issuer.asString };
    this.nodes = {
      clusterName: cluster.name,
      kubernetesVersion,
      nodeRoleArn: this.nodeRole(clusterName),
      subnetIds: Object.fromEntries(zones.map((zone, index) => [zone, this.network.privateSubnetIds[index] ?? ''])),
    };
    this.pools = new Construct(this, 'Pools');
    this.addOns(cluster, clusterName);
    this.clusterName = clusterName;
    this.region = region;
    this.kubernetesAccess = {
      host: cluster.endpoint,
      clusterCaCertificate: cluster.certificateAuthority.get(0).data,
      execCommand: 'aws',
      execArgs: ['eks', 'get-token', '--cluster-name', clusterName, '--region', region],
    };
  }

  /**
   * Adds a pool of nodes.
   *
   * @throws when a bound contradicts another, or a zone is not one of the cluster's
   */
  public addPool(poolName: string, options: NodePoolOptions): INodePool {
    const known = Object.keys(this.nodes.subnetIds);
    const stray = options.zones?.find((zone) => !known.includes(zone));
    if (stray !== undefined) {
      throw invalidProp(this, 'zones', `of pool ${poolName} names ${stray}`, `choose from ${known.join(', ')}`);
    }
    return new EksNodePool(this.pools, poolName, this.nodes, options);
  }

  public createWorkloadIdentity(scope: Construct, id: string, options: WorkloadIdentityOptions): IWorkloadIdentity {
    return new EksWorkloadIdentity(scope, id, this.oidcProvider, options);
  }

  public createScratchBucket(scope: Construct, id: string, options: ScratchBucketOptions): IBucket {
    return new EksScratchBucket(scope, id, options);
  }

  public installAutoscaler(scope: Construct, id: string): void {
    new EksAutoscaler(scope, id, this.clusterName, this.region, this.oidcProvider);
  }

  private controlPlane(props: EksClusterProps): EksClusterResource {
    const { clusterName, kubernetesVersion, allowedCidrs = [], logRetentionDays = 30 } = props;
    const scope = new Construct(this, 'ControlPlane');
    const role = serviceRole(scope, `${clusterName}-control-plane`, 'eks.amazonaws.com');
    const policies = attachAwsPolicies(scope, role, ['AmazonEKSClusterPolicy']);
    const key = new KmsKey(this, 'SecretsKey', {
      description: `Kubernetes secrets of ${clusterName}`,
      enableKeyRotation: true,
      lifecycle: { preventDestroy: true },
    });
    // EKS would make this group itself and keep its logs for ever.
    const logs = new CloudwatchLogGroup(this, 'Logs', {
      name: `/aws/eks/${clusterName}/cluster`,
      retentionInDays: logRetentionDays,
    });
    return new EksClusterResource(this, 'Resource', {
      name: clusterName,
      version: kubernetesVersion,
      roleArn: role.arn,
      upgradePolicy: { supportType: 'STANDARD' },
      accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: true },
      encryptionConfig: { provider: { keyArn: key.arn }, resources: ['secrets'] },
      enabledClusterLogTypes: CONTROL_PLANE_LOGS,
      vpcConfig: {
        subnetIds: this.network.privateSubnetIds,
        endpointPrivateAccess: true,
        endpointPublicAccess: allowedCidrs.length > 0,
        ...(allowedCidrs.length > 0 ? { publicAccessCidrs: allowedCidrs } : {}),
      },
      lifecycle: { preventDestroy: true },
      dependsOn: [logs, ...policies],
    });
  }

  private nodeRole(clusterName: string): string {
    const scope = new Construct(this, 'NodeRole');
    const role = serviceRole(scope, `${clusterName}-node`, 'ec2.amazonaws.com');
    attachAwsPolicies(scope, role, NODE_POLICIES);
    return role.arn;
  }

  private addOns(cluster: EksClusterResource, clusterName: string): void {
    const scope = new Construct(this, 'AddOns');
    const ebs = new Construct(scope, 'EbsIdentity');
    const role = serviceAccountRole(
      ebs,
      `${clusterName}-ebs-csi`,
      this.oidcProvider,
      'kube-system',
      'ebs-csi-controller-sa',
    );
    attachAwsPolicies(ebs, role, ['service-role/AmazonEBSCSIDriverPolicy']);
    const addOn = (addonName: string, more: { configurationValues?: string; serviceAccountRoleArn?: string } = {}) =>
      new EksAddon(scope, addonName, {
        clusterName: cluster.name,
        addonName,
        resolveConflictsOnCreate: 'OVERWRITE',
        resolveConflictsOnUpdate: 'OVERWRITE',
        ...more,
      });
    addOn('vpc-cni', { configurationValues: JSON.stringify({ enableNetworkPolicy: 'true' }) });
    addOn('kube-proxy');
    addOn('coredns');
    addOn('aws-ebs-csi-driver', { serviceAccountRoleArn: role.arn });
  }
}
