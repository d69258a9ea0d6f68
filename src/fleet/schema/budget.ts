import { z } from 'zod';
import { email } from './address.ts';
import { withRemedy } from './expected.ts';
import { wholeNumber } from './quantity.ts';

/** What a cluster may cost and who hears about it. */
export const budget = z.strictObject({
  monthlyUsd: z.number().positive().max(10_000_000).describe('what the cluster may cost in a month, in US dollars'),
  recipients: z.array(email).min(1).describe('e-mail addresses that are told when a threshold is passed'),
  thresholdsPercent: z
    .array(wholeNumber(1, 1000))
    .min(1)
    .refine((list) => new Set(list).size === list.length, {
      error: withRemedy('a threshold is there twice', 'remove one'),
    })
    .default([50, 80, 100, 120])
    .describe('shares of monthlyUsd at which mail is sent, in percent'),
  forecastPercent: z
    .array(wholeNumber(1, 1000))
    .default([100])
    .describe('shares of monthlyUsd at which mail is sent once the month is expected to end there, in percent'),
});
