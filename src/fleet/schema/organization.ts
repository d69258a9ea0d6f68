import { z } from 'zod';
import { email } from './address.ts';
import { backend } from './backend.ts';
import { expected } from './expected.ts';
import { hcp } from './hcp.ts';
import { pricing } from './pricing.ts';
import { wholeNumber } from './quantity.ts';
import { rollout } from './rollout.ts';

const organization = z.strictObject({
  name: z.string().min(1).describe('name of the organization that runs the fleet'),
  contact: email.describe('e-mail address that answers for the fleet'),
});

const staff = z.strictObject({
  github: z.array(z.string().min(1)).default([]).describe('GitHub logins of staff'),
  google: z.array(email).default([]).describe('Google accounts of staff'),
});

const levelName = z.string().regex(/^[a-z-]+(?:\/[a-z0-9-]+)?$/, {
  error: expected('a rule id like cost/node-pool-ceiling, a category or a set'),
});

const limits = z.strictObject({
  maxNodesPerPool: wholeNumber(1, 1000).default(100).describe('most nodes a pool may be allowed to grow to'),
  maxLogRetentionDays: wholeNumber(1, 3653).default(400).describe('most days that a log group may keep its events'),
  maxIdleMinutes: wholeNumber(1, 1440).default(120).describe('longest time in minutes that an idle server may stay'),
  eksSupportLeadDays: wholeNumber(0, 365)
    .default(0)
    .describe('days before the end of standard support at which an EKS version is refused'),
  maxMemoryOvercommit: wholeNumber(1, 100)
    .default(4)
    .describe('how many times its guaranteed memory a server may take'),
  maxHubAdmins: wholeNumber(1, 1000).default(20).describe('most administrators of one hub'),
  maxPlaceholders: wholeNumber(0, 1000)
    .default(10)
    .describe('most placeholder servers that keep room for users who have not come yet'),
  maxHomeGiB: wholeNumber(1, 16384).default(100).describe('most GiB of home disk that each user gets'),
  maxScratchDays: wholeNumber(1, 365).default(30).describe('most days that scratch buckets keep an object'),
  maxOpenHubHours: wholeNumber(1, 168)
    .default(24)
    .describe('longest time in hours that a server may run on a hub which anybody can enter'),
});

const policies = z.strictObject({
  sets: z
    .array(z.enum(['baseline', 'strict', 'cis']))
    .min(1)
    .default(['baseline'])
    .describe(
      'sets of rules that run: baseline for every fleet, strict for more of them, cis for those of the benchmarks',
    ),
  levels: z
    .record(levelName, z.enum(['error', 'warning', 'off']))
    .default({})
    .describe('level by rule id, by category or by set; an error fails the check'),
  onUnknown: z
    .enum(['error', 'warning', 'off'])
    .default('warning')
    .describe('level of findings about values that cannot be seen before Terraform runs'),
  limits: limits.prefault({}).describe('numbers the rules compare with'),
});

/** `fleet.yaml`: what holds for all clusters. */
export const fleetFile = z
  .strictObject({
    organization: organization.describe('who runs the fleet'),
    staff: staff.prefault({}).describe('administrators of every hub that says `staff: true`'),
    backend: backend.optional().describe('where Terraform keeps its state, unless a cluster says otherwise'),
    hcp: hcp.optional().describe('workspaces that hubfleet sets up in HCP Terraform; default: it sets up none'),
    policies: policies.prefault({}).describe('settings of the policies'),
    pricing: pricing
      .prefault({})
      .describe('what the organization pays instead of the list price; estimates, budget rules and reports go by it'),
    rollout: rollout.prefault({}).describe('how `hubfleet rollout` brings a change to the clusters and hubs'),
  })
  .describe('What holds for all clusters of a fleet');

export type FleetFile = z.output<typeof fleetFile>;
