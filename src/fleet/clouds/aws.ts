import { z } from 'zod';
import { accessSchema } from '../schema/access.ts';
import { backups } from '../schema/backups.ts';
import { clusterKeys } from '../schema/cluster-keys.ts';
import { expected, withRemedy } from '../schema/expected.ts';
import { homeStorageName, poolName } from '../schema/name.ts';
import { gpuKeys, poolSchema } from '../schema/pool.ts';
import { awsAddOns, awsControlPlane } from './aws-control-plane.ts';
import { awsNetwork } from './aws-network.ts';
import { awsPrincipal, awsRegion, awsZone } from './aws-place.ts';
import { type Cloud, poolZones } from './cloud.ts';

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

const efs = z.strictObject({
  kind: z.literal('efs').describe('Elastic File System: grows with its content, billed by what it holds'),
  backups,
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
  homeStorage: z
    .record(homeStorageName, z.discriminatedUnion('kind', [efs]))
    .default({})
    .describe('storage for home directories by name'),
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
  ],
  isZoneOf: (name, of) => name.slice(0, -1) === of,
  zonesWithoutSubnet({ zones, network: { existing } }) {
    return existing ? zones.filter((each) => !(each in existing.privateSubnets)) : [];
  },
  secretStores: ['awsSecretsManager', 'variable'],
  hubIdentity: { maxLength: 49, what: 'Helm releases and buckets of the hub' },
};
