import { z } from 'zod';
import { environment } from './environment.ts';
import { image } from './image.ts';
import { allowedGroups, freeImage, imageChoices, landingPage } from './image-choice.ts';
import { poolName, slug } from './name.ts';
import { cpus, memoryGiB, wholeNumber } from './quantity.ts';

/** Memory of a server. */
export const memory = z.strictObject({
  guaranteeGiB: memoryGiB().describe('memory kept free for the server, in GiB; it decides how many fit on a node'),
  limitGiB: memoryGiB().describe('memory at which the server is stopped, in GiB; at least the guarantee'),
});

/** CPUs of a server. */
export const cpu = z.strictObject({
  guarantee: cpus().default(0.05).describe('CPUs kept free for the server'),
  limit: cpus().optional().describe('most CPUs the server may use; default: all of the node'),
});

const sizeChoice = z.strictObject({
  slug: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?$/)
    .describe('short name, unique in the list'),
  displayName: z.string().min(1).describe('name users see'),
  description: z.string().min(1).optional().describe('a sentence below the name'),
  pool: poolName.optional().describe('pool of the cluster; default: that of the profile'),
  memory: memory.describe('memory of the server'),
  cpu: cpu.prefault({}).describe('CPUs of the server'),
  allowedGroups: allowedGroups.optional().describe('only members of these groups see it; default: everybody'),
});

/** One choice of machine and image on the page where users start their server, as a file has it. */
export const profileEntry = z.strictObject({
  slug: slug.describe('short name, unique in the hub'),
  displayName: z.string().min(1).describe('name users see'),
  description: z.string().min(1).optional().describe('a sentence below the name'),
  default: z.boolean().default(false).describe('chosen when a user does not choose; default: the first profile'),
  pool: poolName
    .optional()
    .describe('pool of the cluster the server runs on; default: the smallest user pool that it fits'),
  memory: memory.optional().describe('memory of the server; needed where there are neither sizes, divide nor gpus'),
  cpu: cpu.optional().describe('CPUs of the server; default: a guarantee of 0.05 and no limit'),
  gpus: wholeNumber(1, 16)
    .optional()
    .describe('GPUs of the server; default: 1 on a pool with GPUs. Without memory: its share of the node'),
  sizes: z.array(sizeChoice).min(1).optional().describe('sizes users choose from, the first is the default'),
  divide: z
    .record(poolName, wholeNumber(1, 10))
    .optional()
    .describe('sizes made from nodes, by pool: 4 is the whole node, its half, its quarter and its eighth'),
  image: image.optional().describe('image of this profile; default: that of the hub'),
  images: imageChoices.optional().describe('images users may choose from, the first is the default'),
  buildImage: z
    .boolean()
    .optional()
    .describe('users may build an image for it; default: true where the hub has imageBuilding'),
  freeImage: freeImage.optional().describe('a field for any other image, beside images'),
  defaultUrl: landingPage.optional().describe('path users land on; default: that of the hub'),
  workingDirectory: landingPage.optional().describe('folder in which servers start; default: that of the hub'),
  environment: environment.optional().describe('environment variables beside those of the hub; never secrets'),
  allowedGroups: allowedGroups.optional().describe('only members of these groups see it; default: everybody'),
});

/** A profile as a file or a preset has it. */
export interface ProfileEntry extends z.output<typeof profileEntry> {
  /** Of presets: how many sizes each user pool is divided into, from the smallest pool up. */
  readonly sizesPerPool?: readonly number[];
}

/** A size with everything decided. */
export interface ProfileSize extends z.output<typeof sizeChoice> {
  readonly pool: string;
}

/** A profile with everything decided. Where users choose a size, it has that of the first. */
export interface Profile extends Omit<z.output<typeof profileEntry>, 'divide' | 'sizes'> {
  readonly pool: string;
  readonly memory: z.output<typeof memory>;
  readonly cpu: z.output<typeof cpu>;
  readonly sizes?: readonly ProfileSize[];
}
