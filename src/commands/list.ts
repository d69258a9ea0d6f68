import type { CommandEntry } from './command.ts';

export type { CommandEntry };

/** Every command, in the order of help. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'validate',
    summary: 'read the fleet files and print what is wrong in them',
    load: async () => (await import('./validate.ts')).validateCommand,
  },
  {
    name: 'init',
    summary: 'write the file of a new cluster or hub, or pipelines, or list the presets',
    load: async () => (await import('./init.ts')).initCommand,
  },
  {
    name: 'link',
    summary: 'print a link that brings a git repository into the homes of users',
    load: async () => (await import('./link.ts')).linkCommand,
  },
  {
    name: 'schema',
    summary: 'print or write the JSON Schema of the fleet files',
    load: async () => (await import('./schema.ts')).schemaCommand,
  },
  {
    name: 'synth',
    summary: 'write the Terraform JSON of the fleet',
    load: async () => (await import('./synth.ts')).synthCommand,
  },
  {
    name: 'affected',
    summary: 'tell which stacks a change touches, also as a matrix for CI',
    load: async () => (await import('./affected.ts')).affectedCommand,
  },
  {
    name: 'check',
    summary: 'judge Terraform JSON or plans by the cost and security policies',
    load: async () => (await import('./check.ts')).checkCommand,
  },
  {
    name: 'explain',
    summary: 'say what a policy asks for, why, and how to mend it',
    load: async () => (await import('./explain.ts')).explainCommand,
  },
  {
    name: 'bootstrap',
    summary: 'make the bucket that the states are kept in, once',
    load: async () => (await import('./bootstrap.ts')).bootstrapCommand,
  },
  {
    name: 'plan',
    summary: 'plan stacks with Terraform and judge what would change',
    load: async () => (await import('./plan.ts')).planCommand,
  },
  {
    name: 'apply',
    summary: 'plan stacks, judge them, and apply exactly that after a yes',
    load: async () => (await import('./apply.ts')).applyCommand,
  },
  {
    name: 'rollout',
    summary: 'bring a change to the fleet in waves, with checks between them',
    load: async () => (await import('./rollout.ts')).rolloutCommand,
  },
  {
    name: 'destroy',
    summary: 'destroy a hub, a stack or a cluster, after its name was typed',
    load: async () => (await import('./destroy.ts')).destroyCommand,
  },
  {
    name: 'drift',
    summary: 'find what is no longer as it was applied, and how bad that is',
    load: async () => (await import('./drift.ts')).driftCommand,
  },
  {
    name: 'comment',
    summary: 'write the comment of a pull request: plan, findings, cost and drift',
    load: async () => (await import('./comment.ts')).commentCommand,
  },
  {
    name: 'verify',
    summary: 'test live hubs layer by layer, or sum up earlier tests',
    load: async () => (await import('./verify.ts')).verifyCommand,
  },
  {
    name: 'hcp',
    summary: 'HCP Terraform: answer its run tasks, or run a stack there',
    load: async () => (await import('./hcp.ts')).hcpCommand,
  },
  {
    name: 'cost',
    summary: 'price the fleet or a plan: nobody logged in, as expected, at the most',
    load: async () => (await import('./cost.ts')).costCommand,
  },
  {
    name: 'quote',
    summary: 'tell what a hub costs its community, or plan an event on it',
    load: async () => (await import('./quote.ts')).quoteCommand,
  },
  {
    name: 'prices',
    summary: 'list the sources of prices and their age, or fetch price lists',
    load: async () => (await import('./prices.ts')).pricesCommand,
  },
  {
    name: 'quota',
    summary: 'tell what clusters ask of their accounts when all pools are full',
    load: async () => (await import('./quota.ts')).quotaCommand,
  },
  {
    name: 'report',
    summary: 'write a report of the fleet as web pages, JSON or Markdown',
    load: async () => (await import('./report.ts')).reportCommand,
  },
];
