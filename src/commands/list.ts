import type { CommandDefinition } from './command.ts';

/** A command by name; its module is loaded only when the command line names it. */
export interface CommandEntry {
  readonly name: string;
  /** One line for the list in `hubfleet --help`. */
  readonly summary: string;
  load(): Promise<CommandDefinition>;
}

/** Every command, in the order of help. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'validate',
    summary: 'read the fleet files and print what is wrong in them',
    load: async () => (await import('./validate.ts')).validateCommand,
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
    name: 'check',
    summary: 'judge Terraform JSON or plans by the cost and security policies',
    load: async () => (await import('./check.ts')).checkCommand,
  },
  {
    name: 'verify',
    summary: 'test live hubs layer by layer, or sum up earlier tests',
    load: async () => (await import('./verify.ts')).verifyCommand,
  },
];
