import { z } from 'zod';
import { cidr, email, networkCidr } from './address.ts';
import { backend } from './backend.ts';
import { budget } from './budget.ts';
import { expected } from './expected.ts';

const owner = z.strictObject({
  community: z.string().min(1).describe('community the cluster is for'),
  contact: email.describe('e-mail address of the community'),
  paidBy: z.enum(['organization', 'community']).describe('who pays the cloud bill'),
});

const controlPlane = z.strictObject({
  allowedCidrs: z.array(cidr).min(1).describe('IPv4 ranges that may reach the API server of the cluster'),
});

const network = z.strictObject({
  cidr: networkCidr.default('10.0.0.0/16').describe('private IPv4 range of the network'),
});

const support = z.strictObject({
  certificateContact: email
    .optional()
    .describe('e-mail address given to the certificate authority; default: owner.contact'),
});

/** Keys that a cluster has on every cloud. */
export const clusterKeys = {
  owner: owner.describe('who the cluster is for'),
  kubernetesVersion: z
    .string()
    .regex(/^1\.[1-9][0-9]$/, { error: expected('a Kubernetes minor version like "1.35"', 'leave out the patch') })
    .describe('Kubernetes minor version, in quotes, for example "1.35"'),
  controlPlane: controlPlane.describe('who may reach the API server'),
  network: network.prefault({}).describe('network of the cluster'),
  budget: budget.describe('what the cluster may cost and who is told'),
  support: support.prefault({}).describe('services that all hubs of the cluster share'),
  backend: backend.optional().describe('where Terraform keeps the state of this cluster; default: that of fleet.yaml'),
};
