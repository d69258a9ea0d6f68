import { z } from 'zod';
import { networkCidr } from '../schema/address.ts';
import { networkKeys } from '../schema/cluster-keys.ts';
import { expected, withRemedy } from '../schema/expected.ts';
import { wholeNumber } from '../schema/quantity.ts';
import { awsZone } from './aws-place.ts';

/** Retentions that CloudWatch knows. */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Days that CloudWatch can keep logs for. */
export const logRetention = wholeNumber(1, 3653).refine((days) => RETENTIONS.includes(days), {
  error: ({ input }) =>
    withRemedy(
      `CloudWatch does not know a retention of ${input} days`,
      `choose ${nearest(Number(input)).join(' or ')}`,
    ),
});

function nearest(days: number): number[] {
  const above = RETENTIONS.find((each) => each > days);
  const below = RETENTIONS.findLast((each) => each < days);
  return [below, above].flatMap((each) => each ?? []);
}

const flowLogs = z.strictObject({
  traffic: z
    .enum(['rejected', 'all', 'none'])
    .default('rejected')
    .describe('which connections are written down; CloudWatch bills by the GB'),
  retentionDays: logRetention.default(30).describe('days for which they are kept'),
});

const existing = z.strictObject({
  vpcId: z
    .string()
    .regex(/^vpc-[0-9a-f]+$/, { error: expected('the id of a VPC') })
    .describe('id of the VPC'),
  cidr: networkCidr.describe('private IPv4 range of the VPC'),
  privateSubnets: z
    .record(awsZone, z.string().regex(/^subnet-[0-9a-f]+$/, { error: expected('the id of a subnet') }))
    .describe('private subnet of each zone; they need a way out'),
});

/** Network of a cluster on AWS. */
export const awsNetwork = z
  .strictObject({
    ...networkKeys,
    natGateways: z
      .enum(['one', 'perZone'])
      .optional()
      .describe(
        'one for all zones, or one in each: dearer, but the loss of a zone does not cut off the others; default: one',
      ),
    registryEndpoints: z
      .boolean()
      .optional()
      .describe(
        'fetch images of ECR through endpoints of the network, billed by the hour, not through NAT; default: false',
      ),
    flowLogs: flowLogs.optional().describe('record of connections; default: rejected ones for 30 days'),
    existing: existing.optional().describe('a network that is there already'),
  })
  .superRefine(({ existing: found, ...own }, context) => {
    if (!found) return;
    for (const [key, value] of Object.entries(own)) {
      if (value === undefined) continue;
      const message = withRemedy('belongs to a new network, but existing names one', 'remove one of the two');
      context.addIssue({ code: 'custom', path: [key], message });
    }
  });
