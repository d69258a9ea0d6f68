import { z } from 'zod';
import { layers } from '../../stacks/layer.ts';
import { waveNames } from './waves.ts';

const sizes = z.array(z.number()).readonly();

/** What a rollout was told; a resumed one goes by the same. */
const settings = z.object({
  batches: z.object({ support: sizes, staging: sizes, canary: sizes, production: sizes }),
  haltAt: z.union([z.number(), z.string()]),
  rollback: z.enum(['auto', 'helm', 'none']),
  /** Whether hubs are checked. */
  verify: z.boolean(),
});

export type RolloutSettings = z.output<typeof settings>;

/** What chose the stacks: globs, and the version or the records whose differences did. */
const selection = z.object({
  cluster: z.array(z.string()).readonly(),
  hub: z.array(z.string()).readonly(),
  stack: z.array(z.string()).readonly(),
  base: z.string().optional(),
  pending: z.boolean().optional(),
});

export type RolloutSelection = z.output<typeof selection>;

/** What a health check of a hub came to. */
const health = z.object({
  verdict: z.enum(['healthy', 'unhealthy', 'interrupted', 'not-checked']),
  seconds: z.number(),
  /** Layers that are broken. No answer of a server is in here but the cause. */
  broken: z.array(z.object({ layer: z.string(), cause: z.string().optional() })).readonly(),
});

export type RolloutHealth = z.output<typeof health>;

/** One way of taking a failed hub back. */
const rollback = z.object({
  how: z.enum(['terraform', 'helm']),
  outcome: z.enum(['done', 'nothing-to-do', 'failed']),
  /** Hash of the stack, or revision of the release, that it went back to. */
  to: z.string().optional(),
  seconds: z.number(),
  cause: z.string().optional(),
});

export type Rollback = z.output<typeof rollback>;

/**
 * `waiting`: not begun; `running`: begun, and if the record ends here, the process died; `unverified`: applied, the
 * hub not checked yet; `done`: applied or nothing to apply, and as healthy as it was looked at; `refused`: by the
 * policies; `failed`: Terraform failed; `unhealthy`: applied, but the hub does not work; `held`: by a hold in its
 * file; `skipped`: because of others.
 */
const outcomes = [
  'waiting',
  'running',
  'unverified',
  'done',
  'refused',
  'failed',
  'unhealthy',
  'held',
  'skipped',
] as const;

const entry = z.object({
  stack: z.string(),
  cluster: z.string(),
  hub: z.string().optional(),
  layer: z.enum(layers),
  wave: z.enum(waveNames),
  /** Counts from 1 within the wave; absent when the stack is held. */
  batch: z.number().optional(),
  /** SHA-256 of the Terraform JSON. */
  hash: z.string(),
  outcome: z.enum(outcomes),
  /** True when the rollout that this one resumes had finished it. */
  earlier: z.boolean().optional(),
  startedAt: z.string().optional(),
  /** Seconds of planning and applying. */
  seconds: z.number().optional(),
  /** Numbers of resources by what was done with them; absent when nothing was planned. */
  changes: z.record(z.string(), z.number()).optional(),
  /** Whether something was applied. */
  applied: z.boolean().optional(),
  /** Ids of rules that forbade the plan. */
  forbiddenBy: z.array(z.string()).readonly().optional(),
  health: health.optional(),
  rollbacks: z.array(rollback).readonly().optional(),
  /** The check after taking it back. */
  healthAfter: health.optional(),
  /** Stacks that stopped it. */
  because: z.array(z.string()).readonly().optional(),
  /** Why it failed or is held. */
  cause: z.string().optional(),
});

export type RolloutEntry = z.output<typeof entry>;

/** A rollout as it is kept. The shape is stable within `version`. */
export const rolloutRecord = z.object({
  version: z.literal(1),
  id: z.string(),
  /** Id of the rollout that this one goes on with. */
  resumes: z.string().optional(),
  who: z.object({ user: z.string(), host: z.string(), pipeline: z.string().optional() }),
  what: z.object({
    hubfleet: z.string(),
    /** Commit of the fleet. */
    commit: z.string().optional(),
    /** True when the fleet had changes that were not committed. */
    dirty: z.boolean().optional(),
    selection,
  }),
  settings,
  startedAt: z.string(),
  endedAt: z.string().optional(),
  seconds: z.number().optional(),
  outcome: z.enum(['running', 'done', 'incomplete', 'halted', 'interrupted', 'failed']),
  /** Why it halted. */
  halt: z.string().optional(),
  stacks: z.array(entry).readonly(),
});

export type RolloutRecord = z.output<typeof rolloutRecord>;
