import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import {
  EbsHomeDisk,
  EfsHomeStorage,
  EksBucket,
  EksBudget,
  EksCluster,
  EksCostWatch,
  EksImageRegistry,
  EksPermissions,
  EksRegistry,
  EksUptimeCheck,
  EksUptimeContacts,
  HcpCloudLogin,
  QuotaHomeServer,
} from '@hubfleet/constructs';
import type { Construct } from 'constructs';
import { budgetOptions } from '../budget-options.ts';
import { homeServerName } from '../home-disk-options.ts';
import { pipelineOptions } from '../pipeline-options.ts';
import { registryOptions } from '../registry-options.ts';
import type { AwsCluster } from './aws-cluster.ts';
import { awsBucketName, createAwsData } from './aws-data.ts';
import { networkOf } from './aws-network.ts';
import { type Cloud, cloudName, ownership, storageName } from './cloud.ts';

/** Amazon Web Services. */
export const aws: Cloud<AwsCluster> = {
  providers: ['aws'],

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
    const { name, region, zones, kubernetesVersion, addOns, pipeline } = cluster;
    const { allowedCidrs, ...controlPlane } = cluster.controlPlane;
    const place = { clusterName: name, region, zones, network: networkOf(scope, cluster) };
    const own = new EksCluster(scope, id, { ...place, kubernetesVersion, allowedCidrs, controlPlane, addOns });
    if (pipeline) {
      const options = pipelineOptions(name, pipeline);
      const host = options.trust.issuer.replace('https://', '');
      const known = `arn:aws:iam::${cluster.account}:oidc-provider/${host}`;
      own.createCiIdentity(scope, 'Pipeline', options, pipeline.existingProvider ? known : undefined);
    }
    return own;
  },

  findCluster(scope, id, cluster) {
    const { kubeconfigContext } = cluster.existing ?? {};
    const attributes = { clusterName: cloudName(cluster), region: cluster.region, kubeconfigContext };
    return EksCluster.fromEksClusterAttributes(scope, id, attributes);
  },

  /** An access entry says so. */
  bindPipeline() {},

  createBudget(scope, id, cluster) {
    const { anomalyUsd, activateCostTags: activateTags, recipients } = cluster.budget;
    new EksBudget(scope, id, budgetOptions(cluster));
    const monitorName = `hubfleet-${cluster.name}`;
    const watch = { monitorName, clusterName: cluster.name, anomalyUsd, recipients, activateTags };
    new EksCostWatch(scope, 'CostWatch', watch);
  },

  createRegistry(scope, id, cluster) {
    const options = registryOptions(cluster);
    if (options) new EksRegistry(scope, id, options);
  },

  createData: createAwsData,

  findHomeStorage(scope, id, cluster, name) {
    if (cluster.homeStorage[name]?.kind === 'disk') {
      return QuotaHomeServer.fromServerName(scope, id, homeServerName(name));
    }
    return EfsHomeStorage.fromStorageName(scope, id, storageName(cluster, name));
  },

  findHomeDisk(scope, id, cluster, name) {
    return EbsHomeDisk.fromDiskName(scope, id, storageName(cluster, name));
  },

  findBucket(scope, id, cluster, name) {
    return EksBucket.fromBucketName(scope, id, awsBucketName(cluster, storageName(cluster, name)));
  },

  findImageRegistry(scope, id, { name: registryName, account, region }, repositoryName) {
    return new EksImageRegistry(scope, id, { account, region, registryName, repositoryName });
  },

  allowHub(scope, id, { hubPermissions }, hub, identity) {
    const permissions = hubPermissions[hub];
    if (permissions) new EksPermissions(scope, id, identity, permissions);
  },

  createUptimeContacts(scope, id, cluster, contacts) {
    new EksUptimeContacts(scope, id, contacts, globalProvider(scope, cluster));
  },

  createUptimeCheck(scope, id, cluster, { check, contacts: { contactsName } }) {
    const provider = globalProvider(scope, cluster);
    const contacts = EksUptimeContacts.fromContactsName(scope, `${id}Contacts`, contactsName, provider);
    new EksUptimeCheck(scope, id, contacts, check, provider);
  },

  hcpLogin({ hcpLogin: login }) {
    return login && HcpCloudLogin.aws({ roleArn: login.role, planRoleArn: login.planRole });
  },

  bucketName: awsBucketName,
};

/** Where Route 53 tells what its checks find, wherever the cluster is. */
function globalProvider(scope: Construct, { name, account, owner }: AwsCluster): AwsProvider {
  return new AwsProvider(scope, 'AwsGlobal', {
    alias: 'global',
    region: 'us-east-1',
    allowedAccountIds: [account],
    defaultTags: [{ tags: { 'hubfleet:cluster': name, 'hubfleet:community': owner.community } }],
  });
}
