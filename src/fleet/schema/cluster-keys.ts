import { z } from 'zod';
import { cidr, email, networkCidr } from './address.ts';
import { backend } from './backend.ts';
import { existing } from './existing.ts';
import { hold } from './hold.ts';
import { wholeNumber } from './quantity.ts';
import { registry } from './registry.ts';
import { support } from './support.ts';

const owner = z.strictObject({
  community: z.string().min(1).describe('community the cluster is for'),
  contact: email.describe('e-mail address of the community'),
  paidBy: z.enum(['organization', 'community']).describe('who pays the cloud bill'),
});

/** Keys that a control plane has on every cloud. */
export const controlPlaneKeys = {
  allowedCidrs: z
    .array(cidr)
    .describe('IPv4 ranges that may reach the API server; []: it answers in the network of the cluster only'),
  logRetentionDays: wholeNumber(1, 3650).default(30).describe('days for which logs of the control plane are kept'),
  deletionProtection: z
    .boolean()
    .default(true)
    .describe('refuse to destroy the cluster; turn it off only to take the cluster down'),
};

/** Keys that a network has on every cloud. */
export const networkKeys = {
  cidr: networkCidr.optional().describe('private IPv4 range of a new network; default: 10.0.0.0/16'),
};

/** Keys that a cluster has on every cloud. */
export const clusterKeys = {
  owner: owner.describe('who the cluster is for'),
  registry: registry.optional().describe('registry of container images; default: none'),
  existing: existing
    .optional()
    .describe('a cluster that is there already and carries hubs; pools tell which nodes it has'),
  support: support.prefault({}).describe('services that all hubs of the cluster share'),
  hold: hold.optional().describe('rollouts leave the cluster and all its hubs alone until a day; default: they do not'),
  backend: backend.optional().describe('where Terraform keeps the state of this cluster; default: that of fleet.yaml'),
};
