import { z } from 'zod';
import { expected } from './expected.ts';
import { wholeNumber } from './quantity.ts';

const sizes = (usual: readonly [number, ...number[]], what: string) =>
  z
    .array(wholeNumber(1, 10_000))
    .min(1)
    .max(50)
    .default([...usual])
    .describe(`${what}; the last size repeats`);

const batches = z.strictObject({
  support: sizes([1, 5, 20], 'clusters whose own stacks are rolled out at a time'),
  staging: sizes([20], 'staging hubs at a time'),
  canary: sizes([5], 'canary hubs at a time'),
  production: sizes([1, 5, 20], 'production hubs at a time'),
});

/** `1` or `10%`. */
const PERCENT = /^(?:100|[1-9][0-9]?)%$/;

const HALT = expected('a number of hubs like 2, or a share like "10%"');

/** How a change reaches the fleet. */
export const rollout = z.strictObject({
  batches: batches.prefault({}).describe('sizes of the batches of each wave'),
  haltAt: z
    .union([wholeNumber(1, 10_000), z.string().regex(PERCENT, { error: HALT })], { error: HALT })
    .default(1)
    .describe('failed hubs at which a rollout halts: a number, or a share of those begun such as "10%"'),
});

export type RolloutFile = z.output<typeof rollout>;
