import { z } from 'zod';
import { accessSchema } from '../schema/access.ts';
import { bucketsSchema } from '../schema/bucket.ts';
import { budget } from '../schema/budget.ts';
import { clusterKeys } from '../schema/cluster-keys.ts';
import { databaseSchema } from '../schema/database.ts';
import { expected } from '../schema/expected.ts';
import { googleHcpLogin } from '../schema/hcp.ts';
import { hubName, poolName } from '../schema/name.ts';
import { pipelineSchema } from '../schema/pipeline.ts';
import { gpuKeys, poolSchema } from '../schema/pool.ts';
import { wholeNumber } from '../schema/quantity.ts';
import { type Cloud, diskZones, poolZones } from './cloud.ts';
import { googleControlPlane } from './google-control-plane.ts';
import { googleHomeStorage } from './google-home-storage.ts';
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

const role = z
  .string()
  .regex(/^(?:roles\/(?!owner$|editor$|viewer$)\S+|(?:projects|organizations)\/\S+\/roles\/\S+)$/, {
    error: expected('a role of one service like roles/bigquery.dataViewer'),
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
  homeStorage: googleHomeStorage,
  buckets: bucketsSchema(googlePrincipal),
  hubPermissions: z
    .record(hubName, z.array(role).min(1))
    .default({})
    .describe('roles in the project that users of a hub have beyond its buckets, by name of the hub'),
  database: databaseSchema({ pattern: /^db-[a-z0-9-]+$/, example: 'db-custom-1-3840' })
    .optional()
    .describe('database server for the hubs; default: none'),
  pipeline: pipelineSchema({
    permissions: z.array(role).default([]).describe('roles in the project that the pipeline gets too'),
  }).optional(),
  hcpLogin: googleHcpLogin
    .optional()
    .describe('how runs in HCP Terraform log in to the project; default: not said here'),
  budget: budget.describe('what the cluster may cost and who is told'),
});

export type GoogleClusterFile = z.output<typeof googleCluster>;

export const google: Cloud<GoogleClusterFile> = {
  region: (cluster) => REGION.exec(cluster.location)?.[0] ?? cluster.location,
  zones: (cluster) => [...poolZones(cluster.pools), ...diskZones(cluster.homeStorage)],
  isZoneOf: (name, of) => name.slice(0, -2) === of,
  // A subnetwork spans its whole region.
  zonesWithoutSubnet: () => [],
  stateOwner: ({ project }) => ({ kind: 'gcs', owner: project }),
  // As `gcloud container clusters get-credentials` names it.
  kubeContext: ({ project, location }, name) => `gke_${project}_${location}_${name}`,
  hasAccount: true,
  secretStores: ['gcpSecretManager', 'variable'],
  hubIdentity: { maxLength: 30, what: 'the service account of the hub' },
};
