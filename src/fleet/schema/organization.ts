import { z } from 'zod';
import { email } from './address.ts';
import { backend } from './backend.ts';
import { expected } from './expected.ts';
import { wholeNumber } from './quantity.ts';

const organization = z.strictObject({
  name: z.string().min(1).describe('name of the organization that runs the fleet'),
  contact: email.describe('e-mail address that answers for the fleet'),
});

const staff = z.strictObject({
  github: z.array(z.string().min(1)).default([]).describe('GitHub logins of staff'),
  google: z.array(email).default([]).describe('Google accounts of staff'),
});

const ruleId = z.string().regex(/^[a-z-]+\/[a-z0-9-]+$/, {
  error: expected('a rule id like cost/node-pool-ceiling'),
});

const policies = z.strictObject({
  levels: z
    .record(ruleId, z.enum(['error', 'warning', 'off']))
    .default({})
    .describe('level of single rules, by rule id; an error stops synthesis'),
  limits: z
    .strictObject({
      maxNodesPerPool: wholeNumber(1, 1000).default(100).describe('most nodes a pool may be allowed to grow to'),
    })
    .prefault({})
    .describe('numbers the rules compare with'),
});

/** `fleet.yaml`: what holds for all clusters. */
export const fleetFile = z
  .strictObject({
    organization: organization.describe('who runs the fleet'),
    staff: staff.prefault({}).describe('administrators of every hub that says `staff: true`'),
    backend: backend.optional().describe('where Terraform keeps its state, unless a cluster says otherwise'),
    policies: policies.prefault({}).describe('settings of the policies'),
  })
  .describe('What holds for all clusters of a fleet');

export type FleetFile = z.output<typeof fleetFile>;
