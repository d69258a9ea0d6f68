import { z } from 'zod';
import { environment } from './environment.ts';
import { expected } from './expected.ts';
import { image } from './image.ts';
import { slug } from './name.ts';

/** A path of the hub that servers open. */
export const landingPage = z.string().regex(/^\/\S*$/, { error: expected('a path that starts with /') });

/** Groups whose members alone see a choice. */
export const allowedGroups = z.array(z.string().min(1)).min(1);

const imageChoice = z.strictObject({
  slug: slug.describe('short name, unique in the list'),
  displayName: z.string().min(1).describe('name users see'),
  description: z.string().min(1).optional().describe('a sentence below the name'),
  image: image.describe('image with a fixed tag'),
  defaultUrl: landingPage.optional().describe('path users land on; default: that of the hub'),
  workingDirectory: landingPage.optional().describe('folder in which servers start; default: that of the hub'),
  environment: environment.optional().describe('environment variables beside those of the hub; never secrets'),
  pullAlways: z.boolean().optional().describe('ask for the image at every start, for a tag that moves; default: false'),
  allowedGroups: allowedGroups.optional().describe('only members of these groups see it; default: everybody'),
});

/** Images users choose from, the first is the default. */
export const imageChoices = z.array(imageChoice).min(1);

/** A field for any other image. */
export const freeImage = z.strictObject({
  pattern: z
    .string()
    .min(1)
    .refine(isPattern, { error: expected('a regular expression') })
    .default('^.+:.+$')
    .describe('regular expression the whole name must match; the default asks for a tag'),
  patternMessage: z.string().min(1).optional().describe('what users read when it does not match'),
  displayName: z.string().min(1).optional().describe('what users see beside the field; default: Custom image'),
});

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
