import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { EfsHomeStorage, EksBudget, EksCluster, EksNetwork, FlowLogs, type IEksNetwork } from '@hubfleet/constructs';
import { Construct } from 'constructs';
import type { Cluster } from '../../fleet/fleet.ts';
import { budgetOptions } from '../budget-options.ts';
import { type Cloud, ownership, storageName } from './cloud.ts';

type AwsCluster = Extract<Cluster, { provider: 'aws' }>;

const DEFAULT_CIDR = '10.0.0.0/16';

const flowLogs = {
  rejected: FlowLogs.rejected,
  all: FlowLogs.all,
  none: FlowLogs.off,
};

function existingNetwork(scope: Construct, { network: { existing } }: AwsCluster): IEksNetwork | undefined {
  if (!existing) return undefined;
  const { vpcId, cidr, privateSubnets } = existing;
  return EksNetwork.fromExisting(scope, 'Network', { vpcId, cidr, privateSubnetIds: privateSubnets });
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

function findNetwork(scope: Construct, { name, zones, network: { cidr = DEFAULT_CIDR } }: AwsCluster): IEksNetwork {
  return EksNetwork.fromEksNetworkAttributes(scope, 'Network', { networkName: name, zones, cidr });
}

export const aws: Cloud<AwsCluster> = {
  provider: 'aws',

  addProvider(stack, place, { account, region, owner }) {
    const tags = Object.entries({ ...ownership(place), community: owner.community });
    new AwsProvider(stack, 'Aws', {
      region,
      // A shell that is logged in to another account gets an error, not another community's resources.
      allowedAccountIds: [account],
      defaultTags: [{ tags: Object.fromEntries(tags.map(([key, value]) => [`hubfleet:${key}`, value])) }],
    });
  },

  createCluster(scope, id, cluster) {
    const { name, region, zones, kubernetesVersion, addOns } = cluster;
    const { allowedCidrs, ...controlPlane } = cluster.controlPlane;
    const network = existingNetwork(scope, cluster) ?? newNetwork(scope, cluster);
    const place = { clusterName: name, region, zones, network };
    return new EksCluster(scope, id, { ...place, kubernetesVersion, allowedCidrs, controlPlane, addOns });
  },

  findCluster(scope, id, { name, region }) {
    return EksCluster.fromEksClusterAttributes(scope, id, { clusterName: name, region });
  },

  createBudget(scope, id, cluster) {
    new EksBudget(scope, id, budgetOptions(cluster));
  },

  createHomeStorage(scope, cluster) {
    const entries = Object.entries(cluster.homeStorage);
    if (entries.length === 0) return;
    const found = existingNetwork(scope, cluster) ?? findNetwork(scope, cluster);
    const homes = new Construct(scope, 'Homes');
    for (const [key, { backups }] of entries) {
      new EfsHomeStorage(homes, key, {
        storageName: storageName(cluster, key),
        network: found,
        backupRetentionDays: backups.retentionDays,
      });
    }
  },

  findHomeStorage(scope, id, cluster, name) {
    return EfsHomeStorage.fromStorageName(scope, id, storageName(cluster, name));
  },

  bucketName: ({ account }, name) => `${account}-${name}`,
};
