import { z } from 'zod';
import { accessSchema } from '../schema/access.ts';
import { bucketsSchema } from '../schema/bucket.ts';
import { budget } from '../schema/budget.ts';
import { clusterKeys } from '../schema/cluster-keys.ts';
import { databaseSchema } from '../schema/database.ts';
import { expected, withRemedy } from '../schema/expected.ts';
import { awsHcpLogin } from '../schema/hcp.ts';
import { hubName, poolName } from '../schema/name.ts';
import { pipelineSchema } from '../schema/pipeline.ts';
import { gpuKeys, poolSchema } from '../schema/pool.ts';
import { awsAddOns, awsControlPlane } from './aws-control-plane.ts';
import { awsHomeStorage } from './aws-home-storage.ts';
import { awsNetwork } from './aws-network.ts';
import { awsPrincipal, awsRegion, awsZone } from './aws-place.ts';
import { type Cloud, diskZones, poolZones } from './cloud.ts';

const kubernetesVersion = z
  .string()
  .regex(/^1\.[1-9][0-9]$/, { error: expected('a Kubernetes minor version like "1.35"', 'leave out the patch') });

const pool = poolSchema({
  machineType: /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
  machineExample: 'r5.xlarge',
  zone: awsZone,
  kubernetesVersion,
  gpu: z.strictObject(gpuKeys),
});

const permission = z.strictObject({
  actions: z
    .array(
      z
        .string()
        .regex(/^[a-z0-9-]+:[A-Za-z]+\*?$/, { error: expected('an action like s3:GetObject', 'name each action') }),
    )
    .min(1)
    .describe('actions, for example s3:GetObject'),
  resources: z
    .array(z.string().regex(/^(?:arn:aws\S+|\*)$/, { error: expected('an ARN') }))
    .min(1)
    .describe('ARNs of the resources; * only for actions that know none'),
});

const awsBudget = budget.extend({
  anomalyUsd: z
    .number()
    .positive()
    .optional()
    .describe('US dollars beyond the usual from which mail is sent, once a day; default: not watched'),
  activateCostTags: z
    .boolean()
    .default(false)
    .describe(
      'switch the tags of hubfleet on for the bill; only the account that pays can, a day after their first use',
    ),
});

/** `cluster.yaml` of a cluster on EKS. */
export const awsCluster = z.strictObject({
  provider: z.literal('aws').describe('Amazon EKS'),
  account: z
    .string()
    .regex(/^[0-9]{12}$/, { error: expected('an account number of 12 digits') })
    .describe('number of the AWS account, 12 digits in quotes'),
  region: awsRegion.describe('region of the cluster, for example us-west-2'),
  zones: z
    .array(awsZone)
    .min(2)
    .refine((list) => new Set(list).size === list.length, { error: withRemedy('a zone is there twice', 'remove one') })
    .describe('zones of the network; EKS needs at least two'),
  ...clusterKeys,
  kubernetesVersion: kubernetesVersion.describe('Kubernetes minor version, in quotes, for example "1.35"'),
  controlPlane: awsControlPlane.describe('who may reach the API server, and how it is run'),
  network: awsNetwork.prefault({}).describe('network of the cluster'),
  access: accessSchema(awsPrincipal),
  addOns: awsAddOns,
  pools: z.record(poolName, pool).describe('node pools by name: one core pool and at least one user pool'),
  homeStorage: awsHomeStorage,
  buckets: bucketsSchema(awsPrincipal),
  hubPermissions: z
    .record(hubName, z.array(permission).min(1))
    .default({})
    .describe('what users of a hub may do on AWS beyond its buckets, by name of the hub'),
  database: databaseSchema({ pattern: /^db\.[a-z0-9]+\.[a-z0-9]+$/, example: 'db.t4g.small' })
    .optional()
    .describe('database server for the hubs; default: none'),
  pipeline: pipelineSchema({
    permissions: z
      .array(z.string().regex(/^arn:aws\S*:iam::\S+:policy\/\S+$/, { error: expected('the ARN of an IAM policy') }))
      .default([])
      .describe('ARNs of IAM policies that the pipeline gets too'),
    existingProvider: z
      .boolean()
      .default(false)
      .describe('the account knows the service already, from another cluster: it can be told once only'),
  }).optional(),
  hcpLogin: awsHcpLogin.optional().describe('how runs in HCP Terraform log in to the account; default: not said here'),
  budget: awsBudget.describe('what the cluster may cost and who is told'),
});

export type AwsClusterFile = z.output<typeof awsCluster>;

export const aws: Cloud<AwsClusterFile> = {
  region: (cluster) => cluster.region,
  zones: (cluster) => [
    ...cluster.zones.map((name, index) => ({ path: ['zones', index], zone: name })),
    ...Object.keys(cluster.network.existing?.privateSubnets ?? {}).map((name) => ({
      path: ['network', 'existing', 'privateSubnets', name],
      zone: name,
    })),
    ...poolZones(cluster.pools),
    ...diskZones(cluster.homeStorage),
  ],
  isZoneOf: (name, of) => name.slice(0, -1) === of,
  zonesWithoutSubnet({ zones, network: { existing } }) {
    return existing ? zones.filter((each) => !(each in existing.privateSubnets)) : [];
  },
  stateOwner: ({ account }) => ({ kind: 's3', owner: account }),
  // As `aws eks update-kubeconfig` names it.
  kubeContext: ({ account, region }, name) => `arn:${partitionOf(region)}:eks:${region}:${account}:cluster/${name}`,
  hasAccount: true,
  secretStores: ['awsSecretsManager', 'variable'],
  hubIdentity: { maxLength: 49, what: 'Helm releases and buckets of the hub' },
};

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
