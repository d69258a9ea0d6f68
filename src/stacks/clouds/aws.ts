import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { EfsHomeStorage, EksBudget, EksCluster, EksNetwork } from '@hubfleet/constructs';
import { Construct } from 'constructs';
import type { Cluster } from '../../fleet/fleet.ts';
import { budgetOptions } from '../budget-options.ts';
import { type Cloud, ownership, storageName } from './cloud.ts';

type AwsCluster = Extract<Cluster, { provider: 'aws' }>;

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

  createCluster(scope, id, { name, region, zones, kubernetesVersion, controlPlane, network }) {
    const { allowedCidrs } = controlPlane;
    const { cidr } = network;
    return new EksCluster(scope, id, { clusterName: name, region, zones, kubernetesVersion, allowedCidrs, cidr });
  },

  findCluster(scope, id, { name, region }) {
    return EksCluster.fromEksClusterAttributes(scope, id, { clusterName: name, region });
  },

  createBudget(scope, id, cluster) {
    new EksBudget(scope, id, budgetOptions(cluster));
  },

  createHomeStorage(scope, cluster) {
    const { name, zones, network, homeStorage } = cluster;
    const entries = Object.entries(homeStorage);
    if (entries.length === 0) return;
    const { cidr } = network;
    const found = EksNetwork.fromEksNetworkAttributes(scope, 'Network', { networkName: name, zones, cidr });
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
