import { z } from 'zod';
import { clusterKeys } from '../schema/cluster-keys.ts';
import { expected, withRemedy } from '../schema/expected.ts';
import { homeStorageName, poolName } from '../schema/name.ts';
import { nfsHome } from '../schema/nfs-home.ts';
import { gpuKeys, poolSchema } from '../schema/pool.ts';
import type { Cloud } from './cloud.ts';

const kubernetesVersion = z
  .string()
  .regex(/^1\.[1-9][0-9]$/, { error: expected('a Kubernetes minor version like "1.35"', 'leave out the patch') });

const pool = poolSchema({
  machineType: /^\S+$/,
  machineExample: 'Standard_E4s_v5',
  zone: z.string(),
  kubernetesVersion,
  gpu: z.strictObject(gpuKeys),
})
  .pick({ purpose: true, machineType: true, minNodes: true, maxNodes: true, spot: true, gpu: true, hub: true })
  .extend({
    allocatable: z
      .strictObject({
        cpus: z.number().positive().describe('CPUs'),
        memoryGiB: z.number().positive().describe('memory in GiB'),
      })
      .describe(
        'what a node has for pods beside those of the system: Allocatable of kubectl describe node, less these',
      ),
  });

const cinder = z.strictObject({
  kind: z
    .literal('disk')
    .describe('a volume of OpenStack behind an NFS server in the cluster, which gives each user a quota'),
  volumeId: z
    .string()
    .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { error: expected('the id of a Cinder volume') })
    .describe('id of the Cinder volume; it is made, kept and backed up outside of hubfleet'),
});

const NOT_HERE = 'not on this provider: it needs the account of a cloud';

/** A key that needs the account of a cloud: whoever writes it is told so. */
const needsAccount = (what: string) =>
  z
    .never({
      error: withRemedy(
        `${what} the account of a cloud, and of this cluster only a kubeconfig context is known`,
        'remove it, or describe the cluster with provider: aws or google',
      ),
    })
    .optional()
    .describe(NOT_HERE);

/** The same for a key that is a map elsewhere; it is empty here. */
const needsAccountMap = (what: string) =>
  needsAccount(what)
    .transform((): Readonly<Record<string, never>> => ({}))
    .describe(NOT_HERE);

const absent = {
  budget: needsAccount('a budget needs'),
  registry: needsAccount('a registry needs'),
  database: needsAccount('a database needs'),
  pipeline: needsAccount('the identity of a pipeline needs'),
  network: needsAccount('a network needs'),
  controlPlane: needsAccount('a control plane needs'),
  access: needsAccountMap('access for people needs'),
  addOns: needsAccountMap('add-ons need'),
  buckets: needsAccountMap('buckets need'),
  hubPermissions: needsAccountMap('permissions of hubs need'),
};

/** `cluster.yaml` of a cluster of any maker that is known by a context of the kubeconfig. */
export const kubernetesCluster = z.strictObject({
  provider: z.literal('kubernetes').describe('any cluster that a context of the kubeconfig leads to'),
  ...clusterKeys,
  existing: z
    .strictObject({
      kubeconfigContext: z.string().min(1).describe('context of the kubeconfig of whoever runs Terraform'),
    })
    .describe('how the cluster is reached'),
  kubernetesVersion: kubernetesVersion.describe('Kubernetes minor version, in quotes, for example "1.35"'),
  volumes: z
    .strictObject({
      driver: z
        .string()
        .regex(/^[a-z0-9](?:[a-z0-9./-]*[a-z0-9])?$/, { error: expected('the name of a driver') })
        .describe('CSI driver, for example disk.csi.azure.com or cinder.csi.openstack.org'),
      parameters: z.record(z.string(), z.string()).default({}).describe('what the driver is told, for example a type'),
    })
    .describe('how disks for databases and metrics are made'),
  pools: z
    .record(poolName, pool)
    .describe(
      'nodes that the cluster has, by the pool that their labels name: one core pool and at least one for users',
    ),
  homeStorage: z
    .record(homeStorageName, z.discriminatedUnion('kind', [nfsHome, cinder]))
    .default({})
    .describe('storage for home directories by name'),
  ...absent,
});

export type KubernetesClusterFile = z.output<typeof kubernetesCluster>;

export const kubernetes: Cloud<KubernetesClusterFile> = {
  region: ({ existing }) => existing.kubeconfigContext,
  zones: () => [],
  isZoneOf: () => true,
  zonesWithoutSubnet: () => [],
  stateOwner: () => undefined,
  kubeContext: ({ existing }) => existing.kubeconfigContext,
  hasAccount: false,
  secretStores: ['variable'],
  hubIdentity: { maxLength: 49, what: 'Helm releases of the hub' },
};
