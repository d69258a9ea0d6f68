import { z } from 'zod';
import { driftClasses } from '../delivery/drift.ts';

const resource = z.object({
  /** Terraform address. */
  address: z.string(),
  /** How much it matters: whether data would be lost, money is spent, or neither. */
  class: z.enum(driftClasses),
  /** Why it has its class. */
  why: z.string(),
  /** What happened to it since the last application; absent when only the files are ahead. */
  outside: z.enum(['changed', 'deleted']).optional(),
  /** What an application would do now: update, replace, delete and so on; absent when nothing. */
  wouldDo: z.string().optional(),
});

const states = { 'as-applied': 'clean', drifted: 'drifted', unseen: 'failed' } as const;

const stack = z
  .object({
    stack: z.string(),
    outcome: z.enum(['as-applied', 'drifted', 'unseen']),
    resources: z.array(resource).default([]),
    failure: z.object({ message: z.string() }).optional(),
  })
  .transform(({ stack: name, outcome, resources, failure }) => ({
    stack: name,
    state: states[outcome],
    changes: resources,
    /** Why the stack could not be looked at, or what Terraform refused. */
    ...(failure && { cause: failure.message }),
  }));

/** What `hubfleet drift --format json` prints. Further keys are left out. */
export const driftFile = z
  .object({
    version: z.literal(1, { error: 'is not what `hubfleet drift --format json` prints' }),
    checkedAt: z.iso.datetime(),
    stacks: z.array(stack),
    unseen: z.array(z.string()).default([]),
  })
  .transform(({ checkedAt, stacks, unseen }) => {
    const seen = new Set(stacks.map((each) => each.stack));
    const skipped = unseen.filter((name) => !seen.has(name));
    const missing = skipped.map((name) => ({
      stack: name,
      state: 'failed' as const,
      changes: [],
      cause: 'the check was ended before it',
    }));
    return { checkedAt, stacks: [...stacks, ...missing] };
  });

/** What differs between the configuration and what is there. */
export type Drift = z.output<typeof driftFile>;
