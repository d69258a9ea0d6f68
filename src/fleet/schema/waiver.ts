import { z } from 'zod';
import { expected } from './expected.ts';

const waiver = z.strictObject({
  rule: z.string().min(1).describe('id of the rule'),
  match: z.string().min(1).describe('glob on the address or construct path of what is accepted'),
  reason: z.string().min(10).describe('why the finding is accepted, for the next reader'),
  owner: z.string().min(1).describe('who answers for it'),
  expires: z.iso
    .date({ error: expected('a day like 2027-01-31') })
    .describe('last day on which it holds, at most 180 days ahead'),
  ticket: z.string().min(1).optional().describe('where the work to remove it is tracked'),
});

/** `waivers.yaml`: findings that are accepted for a while. */
export const waiverFile = z.array(waiver).describe('Findings of a cluster that are accepted until a day');

export type WaiverEntry = z.output<typeof waiver>;
