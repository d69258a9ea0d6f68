import { z } from 'zod';
import { image } from './image.ts';
import { poolName, slug } from './name.ts';
import { cpus, memoryGiB } from './quantity.ts';

const memory = z.strictObject({
  guaranteeGiB: memoryGiB().describe('memory kept free for the server, in GiB; it decides how many fit on a node'),
  limitGiB: memoryGiB().describe('memory at which the server is stopped, in GiB; at least the guarantee'),
});

const cpu = z.strictObject({
  guarantee: cpus().default(0.05).describe('CPUs kept free for the server'),
  limit: cpus().optional().describe('most CPUs the server may use; default: all of the node'),
});

const imageChoice = z.strictObject({
  slug: slug.describe('short name, unique in the profile'),
  displayName: z.string().min(1).describe('name users see'),
  image: image.describe('image with a fixed tag'),
});

/** One choice of machine and image on the page where users start their server. */
export const profile = z.strictObject({
  slug: slug.describe('short name, unique in the hub'),
  displayName: z.string().min(1).describe('name users see'),
  description: z.string().min(1).optional().describe('a sentence below the name'),
  default: z.boolean().default(false).describe('chosen when a user does not choose; default: the first profile'),
  pool: poolName.describe('pool of the cluster the server runs on'),
  memory: memory.describe('memory of the server'),
  cpu: cpu.prefault({}).describe('CPUs of the server'),
  image: image.optional().describe('image of this profile; default: that of the hub'),
  images: z.array(imageChoice).min(1).optional().describe('images users may choose from, the first is the default'),
  allowedGroups: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('only members of these groups see the profile; default: everybody'),
});

export type Profile = z.output<typeof profile>;
