import { z } from 'zod';
import { domain } from './address.ts';
import { authentication } from './authentication.ts';
import { expected } from './expected.ts';
import { image } from './image.ts';
import { profile } from './profile.ts';
import { sizeGiB, wholeNumber } from './quantity.ts';

const storage = z.strictObject({
  home: z
    .string()
    .min(1)
    .optional()
    .describe('a name of homeStorage in cluster.yaml, or none; default: the only one there is'),
  quotaGiB: sizeGiB(1, 102_400).default(10).describe('most a home directory may hold, in GiB'),
});

const scratchBucket = z.strictObject({
  deleteAfterDays: wholeNumber(1, 365).default(7).describe('days after which an object is deleted'),
});

const culling = z.strictObject({
  idleMinutes: wholeNumber(5, 10_080).default(60).describe('minutes without activity after which a server stops'),
  maxAgeHours: wholeNumber(1, 8760).default(168).describe('hours after which a server stops, busy or not'),
});

const environmentName = z
  .string()
  .regex(/^[A-Za-z_][0-9A-Za-z_]*$/, { error: expected('the name of an environment variable') });

/** `hubs/<hub>.yaml`: one JupyterHub. */
export const hubFile = z
  .strictObject({
    displayName: z.string().min(1).describe('name users see'),
    domain: domain.describe('host name of the hub; unique in the fleet'),
    stage: z
      .enum(['staging', 'canary', 'production'])
      .default('production')
      .describe('when a change reaches the hub: staging first, then canary, then production'),
    authentication,
    admins: z.array(z.string().min(1)).default([]).describe('users who administrate the hub'),
    staff: z.boolean().default(true).describe('the staff of fleet.yaml administrate the hub too'),
    image: image.describe('image of user servers, with a fixed tag'),
    defaultUrl: z
      .string()
      .regex(/^\/\S*$/, { error: expected('a path that starts with /') })
      .default('/lab')
      .describe('path users land on, for example /lab, /tree or /rstudio'),
    profiles: z.array(profile).min(1).describe('machines users may choose from'),
    storage: storage.prefault({}).describe('home directories'),
    scratchBucket: scratchBucket.optional().describe('a bucket for passing results; absent: none'),
    culling: culling.prefault({}).describe('when servers are stopped'),
    environment: z
      .record(environmentName, z.string())
      .default({})
      .describe('environment variables of user servers; never secrets'),
    values: z
      .record(z.string(), z.json())
      .default({})
      .describe('values of the Zero to JupyterHub chart, merged last over those made from this file'),
  })
  .describe('A JupyterHub');

export type HubFile = z.output<typeof hubFile>;
