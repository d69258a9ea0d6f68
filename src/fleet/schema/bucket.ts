import { z } from 'zod';
import { hubName, shortName } from './name.ts';
import { wholeNumber } from './quantity.ts';

const days = (what: string) => wholeNumber(1, 36_500).optional().describe(what);

/** Buckets whose content is kept; each cloud names people and programs in its own way. */
export function bucketsSchema(principal: z.ZodType<string>) {
  const bucket = z.strictObject({
    hubs: z
      .record(hubName, z.enum(['read', 'readWrite']))
      .default({})
      .describe('hubs whose users may read, or read and write, by name'),
    administrators: z.array(principal).default([]).describe('others that may read and write'),
    oldVersionDays: wholeNumber(1, 3650)
      .default(30)
      .describe('days for which replaced and deleted versions of an object are kept'),
    archiveAfterDays: days('days after which objects move to a class that is cheaper to keep; default: never'),
    deleteAfterDays: days('days after which objects are deleted; default: never'),
    accessLogs: z.boolean().default(false).describe('write each access to a bucket of its own, for 30 days'),
    requesterPays: z.boolean().default(false).describe('those who read pay for it; they need an account in the cloud'),
  });
  return z
    .record(shortName, bucket)
    .default({})
    .describe('buckets for data that is kept, by name; they are private and versioned');
}
