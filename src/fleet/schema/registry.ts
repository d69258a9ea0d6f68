import { z } from 'zod';
import { shortName } from './name.ts';
import { wholeNumber } from './quantity.ts';

/** A registry of container images. */
export const registry = z.strictObject({
  repositories: z.array(shortName).min(1).describe('repositories, for example one for each hub that builds images'),
  keepImages: wholeNumber(1, 10_000).default(100).describe('most images that a repository keeps'),
  deleteUntaggedAfterDays: wholeNumber(1, 365)
    .default(7)
    .describe('days after which an image without a tag is deleted'),
});
