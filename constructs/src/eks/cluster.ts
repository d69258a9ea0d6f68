import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { Fn, TerraformLocal } from 'cdktf';
import { Construct } from 'constructs';
import type { ClusterAccessOptions } from '../access';
import type { CiIdentityOptions, ICiIdentity } from '../ci-trust';
import type { IBucket, ICluster, IWorkloadIdentity, ScratchBucketOptions, WorkloadIdentityOptions } from '../cluster';
import { KubernetesAccess } from '../kubernetes-access';
import type { INodePool, NodePoolOptions } from '../pool';
import { invalidProp } from '../private/errors';
import { EksAccess } from './access';
import { type AddOnOptions, installAddOns } from './add-ons';
import { EksAutoscaler } from './autoscaler';
import { EksCiIdentity } from './ci-identity';
import { createControlPlane, type EksControlPlaneOptions } from './control-plane';
import { attachAwsPolicies, type OidcProvider, serviceRole } from './iam';
import { ImportedEksCluster } from './imported-cluster';
import { EksNetwork, type IEksNetwork } from './network';
import { EksNodePool, type NodeGroupHost } from './node-pool';
import { EksScratchBucket } from './scratch-bucket';
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
   * Network of the cluster, with a private subnet in each of `zones`.
   * @default - a new one, 10.0.0.0/16
   */
  readonly network?: IEksNetwork;
  /**
   * Logs, support and protection of the control plane.
   * @default - all logs for 30 days, standard support, protected
   */
  readonly controlPlane?: EksControlPlaneOptions;
  /**
   * Add-ons of EKS by name: further ones, or versions and settings of those that every cluster has.
   * @default - vpc-cni with network policies enforced, kube-proxy, coredns, aws-ebs-csi-driver and metrics-server
   */
  readonly addOns?: Record<string, AddOnOptions>;
}

/** What lets a caller find an EKS cluster that exists already. */
export interface EksClusterAttributes {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Region of the cluster. */
  readonly region: string;
  /**
   * Context of the local kubeconfig by which Terraform reaches the cluster, for example through a bastion.
   * @default - the endpoint that AWS names, with credentials of the `aws` program
   */
  readonly kubeconfigContext?: string;
}

const NODE_POLICIES = ['AmazonEKSWorkerNodePolicy', 'AmazonEC2ContainerRegistryPullOnly', 'AmazonEKS_CNI_Policy'];

/**
 * An EKS cluster with private nodes and a cloud identity for each service account that needs one.
 *
 * Extended support, which costs six times the fee, is off; Kubernetes secrets are encrypted with a key of the
 * cluster's own; network policies are enforced.
 *
 * @stateful the control plane and its key are not destroyed by Terraform
 */
export class EksCluster extends Construct implements ICluster {
  /** A cluster that exists already. */
  public static fromEksClusterAttributes(scope: Construct, id: string, attributes: EksClusterAttributes): ICluster {
    return new ImportedEksCluster(scope, id, attributes);
  }

  /** The network of the cluster. */
  public readonly network: IEksNetwork;
  public readonly clusterName: string;
  public readonly kubernetesAccess: KubernetesAccess;
  public readonly needsMetadataServer = false;
  private readonly clusterArn: string;
  private readonly region: string;
  private readonly oidcProvider: OidcProvider;
  private readonly nodes: NodeGroupHost;
  private readonly pools: Construct;
  private readonly access: Construct;

  constructor(scope: Construct, id: string, props: EksClusterProps) {
    super(scope, id);
    const { clusterName, region, zones, kubernetesVersion, allowedCidrs = [], controlPlane = {}, addOns = {} } = props;
    this.network = props.network ?? new EksNetwork(this, 'Network', { networkName: clusterName, region, zones });
    const subnets = this.subnetsOf(zones);
    const subnetIds = Object.values(subnets);
    const host = { clusterName, kubernetesVersion, allowedCidrs, subnetIds };
    const cluster = createControlPlane(this, host, controlPlane);
    const { issuer } = cluster.identity.get(0).oidc.get(0);
    const issuerHost = new TerraformLocal(this, 'OidcIssuer', Fn.replace(issuer, 'https://', ''));
    const clientIdList = ['sts.amazonaws.com'];
    const provider = new IamOpenidConnectProvider(this, 'OidcProvider', { url: issuer, clientIdList });
    this.oidcProvider = { arn: provider.arn, issuer: issuerHost.asString };
    const nodeRoleArn = this.nodeRole(clusterName);
    this.nodes = { clusterName, clusterReference: cluster.name, kubernetesVersion, nodeRoleArn, subnetIds: subnets };
    this.pools = new Construct(this, 'Pools');
    this.access = new Construct(this, 'Access');
    const addOnHost = {
      clusterName,
      kubernetesVersion,
      clusterReference: cluster.name,
      oidcProvider: this.oidcProvider,
    };
    installAddOns(this, addOnHost, addOns);
    this.clusterName = clusterName;
    this.clusterArn = cluster.arn;
    this.region = region;
    this.kubernetesAccess = KubernetesAccess.credentialPlugin({
      host: cluster.endpoint,
      clusterCaCertificate: cluster.certificateAuthority.get(0).data,
      execCommand: 'aws',
      execArgs: ['eks', 'get-token', '--cluster-name', clusterName, '--region', region],
    });
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

  /** Lets an IAM role use the API of the cluster; the one that created the cluster administrates it anyway. */
  public addAccess(accessName: string, options: ClusterAccessOptions): void {
    new EksAccess(this.access, accessName, this.nodes.clusterReference, options);
  }

  /**
   * Lets a pipeline deploy to the cluster, with tokens and without keys.
   *
   * @param providerArn of an identity provider that the account has for the pipeline's service already: it can have one
   */
  public createCiIdentity(scope: Construct, id: string, options: CiIdentityOptions, providerArn?: string): ICiIdentity {
    const host = { clusterArn: this.clusterArn, addAccess: this.addAccess.bind(this) };
    return new EksCiIdentity(scope, id, host, options, providerArn);
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

  private subnetsOf(zones: string[]): Record<string, string> {
    const { zones: known, privateSubnetIds } = this.network;
    const stray = zones.find((zone) => !known.includes(zone));
    if (stray !== undefined) {
      throw invalidProp(this, 'zones', `names ${stray}, where the network is not`, `choose from ${known.join(', ')}`);
    }
    return Object.fromEntries(zones.map((zone) => [zone, privateSubnetIds[known.indexOf(zone)] ?? '']));
  }

  private nodeRole(clusterName: string): string {
    const scope = new Construct(this, 'NodeRole');
    const role = serviceRole(scope, `${clusterName}-node`, 'ec2.amazonaws.com');
    attachAwsPolicies(scope, role, NODE_POLICIES);
    return role.arn;
  }
}
