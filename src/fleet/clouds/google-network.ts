import { z } from 'zod';
import { cidr } from '../schema/address.ts';
import { networkKeys } from '../schema/cluster-keys.ts';
import { withRemedy } from '../schema/expected.ts';

const existing = z.strictObject({
  name: z.string().min(1).describe('name of the network; of a shared VPC its full path'),
  subnetwork: z.string().min(1).describe('name of the subnetwork for nodes; of a shared VPC its full path'),
  podRange: z.string().min(1).describe('name of the secondary range for pods'),
  serviceRange: z.string().min(1).describe('name of the secondary range for services'),
  controlPlaneCidr: cidr.describe('range for the control plane that nothing else uses, a /28'),
});

/** Network of a cluster on Google Cloud. */
export const googleNetwork = z
  .strictObject({
    ...networkKeys,
    flowLogSampling: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('share of the connections that are written down, 0 to 1; default: 0.1'),
    existing: existing.optional().describe('a network that is there already; it needs Cloud NAT'),
  })
  .superRefine(({ existing: found, ...own }, context) => {
    if (!found) return;
    for (const [key, value] of Object.entries(own)) {
      if (value === undefined) continue;
      const message = withRemedy('belongs to a new network, but existing names one', 'remove one of the two');
      context.addIssue({ code: 'custom', path: [key], message });
    }
  });
