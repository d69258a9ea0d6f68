import { EksNetwork, FlowLogs, type IEksNetwork } from '@hubfleet/constructs';
import type { Construct } from 'constructs';
import type { AwsCluster } from './aws-cluster.ts';

const DEFAULT_CIDR = '10.0.0.0/16';

const flowLogs = {
  rejected: FlowLogs.rejected,
  all: FlowLogs.all,
  none: FlowLogs.off,
};

/** The network that the cluster file says is there already. */
function existingNetwork(scope: Construct, { network: { existing } }: AwsCluster): IEksNetwork | undefined {
  if (!existing) return undefined;
  const { vpcId, cidr, privateSubnets } = existing;
  return EksNetwork.fromExisting(scope, 'Network', { vpcId, cidr, privateSubnetIds: privateSubnets });
}

/** The network of a new cluster. */
export function networkOf(scope: Construct, cluster: AwsCluster): IEksNetwork {
  return existingNetwork(scope, cluster) ?? newNetwork(scope, cluster);
}

/** The network as other stacks see it. */
export function findNetwork(scope: Construct, cluster: AwsCluster): IEksNetwork {
  return existingNetwork(scope, cluster) ?? importNetwork(scope, cluster);
}

function newNetwork(scope: Construct, { name, region, zones, network }: AwsCluster): IEksNetwork {
  const { cidr, natGateways, registryEndpoints, flowLogs: logs } = network;
  return new EksNetwork(scope, 'Network', {
    networkName: name,
    region,
    zones,
    cidr,
    natPerZone: natGateways === 'perZone',
    registryEndpoints,
    flowLogs: logs && flowLogs[logs.traffic](logs.retentionDays),
  });
}

function importNetwork(scope: Construct, { name, zones, network: { cidr = DEFAULT_CIDR } }: AwsCluster): IEksNetwork {
  return EksNetwork.fromEksNetworkAttributes(scope, 'Network', { networkName: name, zones, cidr });
}
