import { EksNodeGroup } from '@cdktf/provider-aws/lib/eks-node-group';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { Construct } from 'constructs';
import type { INodePool, NodePoolOptions, PoolPurpose } from '../pool';
import { fitName } from '../private/names';
import { poolSettings } from '../private/pool-settings';

/** What a managed node group takes from its cluster. */
export interface NodeGroupHost {
  readonly clusterName: string;
  readonly kubernetesVersion: string;
  readonly nodeRoleArn: string;
  /** Private subnets by zone. */
  readonly subnetIds: Record<string, string>;
}

/** Longest name of a managed node group (EKS quotas). */
const NODE_GROUP_NAME_LIMIT = 63;

/** A managed node group with its launch template. */
export class EksNodePool extends Construct implements INodePool {
  public readonly poolName: string;

  constructor(scope: Construct, id: string, host: NodeGroupHost, options: NodePoolOptions) {
    super(scope, id);
    const settings = poolSettings(this, id, options);
    const template = this.launchTemplate(host.clusterName, id, options.purpose, settings.diskGiB);
    const zones = options.zones ?? Object.keys(host.subnetIds).slice(0, 1);
    const group = new EksNodeGroup(this, 'Resource', {
      clusterName: host.clusterName,
      nodeGroupName: fitName(`${host.clusterName}-${id}`, NODE_GROUP_NAME_LIMIT),
      nodeRoleArn: host.nodeRoleArn,
      version: host.kubernetesVersion,
      subnetIds: zones.map((zone) => host.subnetIds[zone] ?? ''),
      instanceTypes: [options.machineType],
      amiType: amiType(options),
      capacityType: settings.spot ? 'SPOT' : 'ON_DEMAND',
      scalingConfig: { minSize: settings.minNodes, maxSize: settings.maxNodes, desiredSize: settings.minNodes },
      updateConfig: { maxUnavailable: 1 },
      launchTemplate: { id: template.id, version: `\${${template.fqn}.latest_version}` },
      labels: settings.labels,
      taint: settings.taints.map(({ key, value }) => ({ key, value, effect: 'NO_SCHEDULE' })),
      // The autoscaler owns the size from the first minute on.
      lifecycle: { ignoreChanges: ['scaling_config[0].desired_size'] },
    });
    this.poolName = group.nodeGroupName;
  }

  private launchTemplate(clusterName: string, pool: string, purpose: PoolPurpose, diskGiB: number): LaunchTemplate {
    const tags = { Name: `${clusterName}-${pool}`, 'hubfleet:cluster': clusterName, 'hubfleet:node-purpose': purpose };
    return new LaunchTemplate(this, 'LaunchTemplate', {
      name: `${clusterName}-${pool}`,
      updateDefaultVersion: true,
      // One hop: a pod behind the node's bridge cannot fetch the node's own credentials.
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: { volumeSize: diskGiB, volumeType: 'gp3', encrypted: 'true', deleteOnTermination: 'true' },
        },
      ],
      tagSpecifications: ['instance', 'volume'].map((resourceType) => ({ resourceType, tags })),
    });
  }
}

function amiType({ gpu, machineType }: NodePoolOptions): string {
  // Graviton families carry a g after the generation: r7g, c8gd, m6gn.
  if (/^[a-z]+\d+g[a-z]*\./.test(machineType) && !/^(g|p)\d/.test(machineType)) return 'AL2023_ARM_64_STANDARD';
  return gpu ? 'AL2023_x86_64_NVIDIA' : 'AL2023_x86_64_STANDARD';
}
