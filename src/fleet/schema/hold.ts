import { z } from 'zod';
import { expected } from './expected.ts';

/** Leaves a cluster or a hub out of rollouts for a while. */
export const hold = z.strictObject({
  reason: z.string().min(10).describe('why rollouts leave it alone, for whoever reads the summary'),
  until: z.iso
    .date({ error: expected('a day like 2027-01-31') })
    .describe('last day on which it holds; rollouts go on afterwards, and say so'),
});
