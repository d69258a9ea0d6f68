import { EksNodeGroup } from '@cdktf/provider-aws/lib/eks-node-group';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { Construct } from 'constructs';
import type { INodePool, NodeDetails, NodePoolOptions } from '../pool';
import { invalidProp } from '../private/errors';
import { fitName } from '../private/names';
import { type PoolSettings, poolSettings } from '../private/pool-settings';
import { machineArchitecture } from './machine-architecture';
import { nodeUserData } from './node-user-data';

/** What a managed node group takes from its cluster. */
export interface NodeGroupHost {
  readonly clusterName: string;
  /** The cluster's name as a reference, so that nodes come after the cluster. */
  readonly clusterReference: string;
  readonly kubernetesVersion: string;
  readonly nodeRoleArn: string;
  /** Private subnets by zone. */
  readonly subnetIds: Record<string, string>;
}

/** Longest name of a managed node group (EKS quotas). */
const NODE_GROUP_NAME_LIMIT = 63;
/** Longest name of a launch template (EC2 API). */
const TEMPLATE_NAME_LIMIT = 128;
const AUTOSCALER_RESOURCES = 'k8s.io/cluster-autoscaler/node-template/resources';

/** A managed node group with its launch template. */
export class EksNodePool extends Construct implements INodePool {
  public readonly poolName: string;

  constructor(scope: Construct, id: string, host: NodeGroupHost, options: NodePoolOptions) {
    super(scope, id);
    if ((options.gpu?.clientsPerGpu ?? 1) > 1) {
      throw invalidProp(this, 'gpu.clientsPerGpu', 'cannot be set on EKS', "set it in the device plugin's chart");
    }
    const settings = poolSettings(this, id, options);
    const tags = this.tags(host.clusterName, id, options, settings);
    const template = this.launchTemplate(
      fitName(`${host.clusterName}-${id}`, TEMPLATE_NAME_LIMIT),
      settings,
      tags,
      options.details,
    );
    const zones = options.zones ?? Object.keys(host.subnetIds).slice(0, 1);
    const group = new EksNodeGroup(this, 'Resource', {
      clusterName: host.clusterReference,
      nodeGroupName: fitName(`${host.clusterName}-${settings.name}`, NODE_GROUP_NAME_LIMIT),
      nodeRoleArn: host.nodeRoleArn,
      version: options.details?.kubernetesVersion ?? host.kubernetesVersion,
      subnetIds: zones.map((zone) => host.subnetIds[zone] ?? ''),
      instanceTypes: [options.machineType],
      amiType: amiType(options),
      capacityType: settings.spot ? 'SPOT' : 'ON_DEMAND',
      scalingConfig: { minSize: settings.minNodes, maxSize: settings.maxNodes, desiredSize: settings.minNodes },
      updateConfig: { maxUnavailable: 1 },
      launchTemplate: { id: template.id, version: `\${${template.fqn}.latest_version}` },
      labels: settings.labels,
      taint: settings.taints.map(({ key, value, effect }) => ({ key, value, effect })),
      tags: { ...tags, ...autoscalerTags(settings) },
      // The autoscaler owns the size from the first minute on. Another generation is there before the old one goes.
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ['scaling_config[0].desired_size'] },
    });
    this.poolName = group.nodeGroupName;
  }

  private tags(clusterName: string, pool: string, { purpose, marks }: NodePoolOptions, settings: PoolSettings) {
    return {
      Name: `${clusterName}-${pool}`,
      'hubfleet:cluster': clusterName,
      'hubfleet:node-purpose': purpose,
      ...(marks?.hubName === undefined ? {} : { 'hubfleet:hub': marks.hubName }),
      ...settings.tags,
    };
  }

  private launchTemplate(
    name: string,
    { diskGiB, singleProcessOomKill }: PoolSettings,
    tags: Record<string, string>,
    { diskType = 'gp3', diskIops, diskThroughputMibps }: NodeDetails = {},
  ): LaunchTemplate {
    return new LaunchTemplate(this, 'LaunchTemplate', {
      name,
      updateDefaultVersion: true,
      // One hop: a pod behind the node's bridge cannot fetch the node's own credentials.
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: {
            volumeSize: diskGiB,
            volumeType: diskType,
            iops: diskIops,
            throughput: diskThroughputMibps,
            encrypted: 'true',
            deleteOnTermination: 'true',
          },
        },
      ],
      userData: singleProcessOomKill ? nodeUserData({ singleProcessOOMKill: true }) : undefined,
      tagSpecifications: ['instance', 'volume'].map((resourceType) => ({ resourceType, tags })),
    });
  }
}

/**
 * What the autoscaler cannot learn from a group without nodes. Labels and taints it asks EKS for; the rest it takes
 * from tags of the group.
 */
function autoscalerTags({ diskGiB, gpu }: PoolSettings): Record<string, string> {
  return {
    [`${AUTOSCALER_RESOURCES}/ephemeral-storage`]: `${diskGiB}Gi`,
    ...(gpu ? { [`${AUTOSCALER_RESOURCES}/nvidia.com/gpu`]: String(gpu.count ?? 1) } : {}),
  };
}

function amiType({ gpu, machineType }: NodePoolOptions): string {
  if (machineArchitecture(machineType) === 'arm64') return 'AL2023_ARM_64_STANDARD';
  return gpu ? 'AL2023_x86_64_NVIDIA' : 'AL2023_x86_64_STANDARD';
}
