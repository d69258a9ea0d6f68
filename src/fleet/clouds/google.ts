import { z } from 'zod';
import { accessSchema } from '../schema/access.ts';
import { clusterKeys } from '../schema/cluster-keys.ts';
import { expected, withRemedy } from '../schema/expected.ts';
import { homeStorageName, poolName } from '../schema/name.ts';
import { gpuKeys, poolSchema } from '../schema/pool.ts';
import { sizeGiB, wholeNumber } from '../schema/quantity.ts';
import { type Cloud, poolZones } from './cloud.ts';
import { googleControlPlane } from './google-control-plane.ts';
import { googleNetwork } from './google-network.ts';
import { googlePrincipal, googleZone } from './google-place.ts';

const REGION = /^[a-z]+-[a-z]+[0-9]{1,2}/;

const kubernetesVersion = z.string().regex(/^1\.[1-9][0-9](?:\.[0-9]+-gke\.[0-9]+)?$/, {
  error: expected('a Kubernetes version like "1.35" or "1.35.3-gke.1943000"'),
});

const pool = poolSchema({
  machineType: /^[a-z][0-9][a-z0-9]*(?:-[a-z0-9]+)+$/,
  machineExample: 'n2-highmem-4',
  zone: googleZone,
  kubernetesVersion,
  gpu: z.strictObject({
    ...gpuKeys,
    clientsPerGpu: wholeNumber(2, 48)
      .optional()
      .describe('servers that share a GPU by taking turns; its memory is not divided'),
  }),
});

const LEAST_GIB = 1024;

/** Least capacity of a Filestore instance by tier, in GiB. */
const leastCapacityGiB = { BASIC_HDD: LEAST_GIB, BASIC_SSD: 2560, ZONAL: LEAST_GIB, REGIONAL: LEAST_GIB } as const;

const filestore = z
  .strictObject({
    kind: z.literal('filestore').describe('Filestore: a fixed size, billed whether used or not'),
    tier: z
      .enum(['BASIC_HDD', 'BASIC_SSD', 'ZONAL', 'REGIONAL'])
      .describe('service tier; BASIC_HDD is the cheapest, REGIONAL survives the loss of a zone'),
    capacityGiB: sizeGiB(LEAST_GIB, 102_400).describe('size in GiB, at least 1024; a file system never shrinks'),
  })
  .superRefine(({ tier, capacityGiB }, context) => {
    const least = leastCapacityGiB[tier];
    if (capacityGiB < LEAST_GIB || capacityGiB >= least) return;
    const message = withRemedy(`expected at least ${least} for tier ${tier}, got ${capacityGiB}`, 'raise it');
    context.addIssue({ code: 'custom', path: ['capacityGiB'], message });
  });

/** `cluster.yaml` of a cluster on GKE. */
export const googleCluster = z.strictObject({
  provider: z.literal('google').describe('Google GKE'),
  project: z
    .string()
    .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, { error: expected('a project id like my-project-1234') })
    .describe('id of the Google Cloud project'),
  billingAccount: z
    .string()
    .regex(/^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$/, { error: expected('a billing account like 012345-6789AB-CDEF01') })
    .describe('billing account the budget is set on'),
  location: z
    .string()
    .regex(/^[a-z]+-[a-z]+[0-9]{1,2}(?:-[a-z])?$/, { error: expected('a region or zone like europe-west2') })
    .describe('region of the control plane, or a zone for a cheaper one that stops during upgrades'),
  ...clusterKeys,
  kubernetesVersion: kubernetesVersion.describe(
    'Kubernetes version, in quotes: a minor one like "1.35", or with releaseChannel PINNED a full one',
  ),
  controlPlane: googleControlPlane.describe('who may reach the API server, and how it is run'),
  network: googleNetwork.prefault({}).describe('network of the cluster'),
  access: accessSchema(googlePrincipal),
  pools: z.record(poolName, pool).describe('node pools by name: one core pool and at least one user pool'),
  homeStorage: z
    .record(homeStorageName, z.discriminatedUnion('kind', [filestore]))
    .default({})
    .describe('storage for home directories by name'),
});

export type GoogleClusterFile = z.output<typeof googleCluster>;

export const google: Cloud<GoogleClusterFile> = {
  region: (cluster) => REGION.exec(cluster.location)?.[0] ?? cluster.location,
  zones: (cluster) => poolZones(cluster.pools),
  isZoneOf: (name, of) => name.slice(0, -2) === of,
  // A subnetwork spans its whole region.
  zonesWithoutSubnet: () => [],
  secretStores: ['gcpSecretManager', 'variable'],
  hubIdentity: { maxLength: 30, what: 'the service account of the hub' },
};
