import { z } from 'zod';

const change = z.object({
  /** Terraform address. */
  address: z.string(),
  /** What Terraform would do: update, replace, delete and so on. */
  kind: z.string(),
  /** How much it matters: whether data would be lost, money is spent, or neither. */
  class: z.enum(['destructive', 'cost', 'harmless']).optional(),
});

/** What differs between the configuration and what is there, as a drift check saves it. Further keys are left out. */
export const driftFile = z.object({
  checkedAt: z.iso.datetime(),
  stacks: z.array(
    z.object({
      stack: z.string(),
      state: z.enum(['clean', 'drifted', 'failed']),
      changes: z.array(change).default([]),
      /** Why the stack could not be checked. */
      cause: z.string().optional(),
    }),
  ),
});

export type Drift = z.output<typeof driftFile>;
