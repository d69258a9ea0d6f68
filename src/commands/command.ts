import { type Command, InvalidArgumentError, Option } from 'commander';

/** What every command may answer to the shell. */
export const exitCodes = {
  /** Nothing to complain about. */
  fine: 0,
  /** Problems in the files, or findings of the policies. */
  problems: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** A tool outside hubfleet, or hubfleet itself, failed. */
  failed: 3,
  /** Ended by a signal, as a shell counts: 128 and the number of SIGHUP, SIGINT or SIGTERM. */
  hangUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A place to write text: a stream of the process, or a string collector in a test. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Everything a command may know about the process that runs it. */
export interface Context {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Folder that relative paths on the command line start from. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The clock; commands hand days on to code that must not look at it. */
  now(): Date;
}

/** Ends a command with one line on standard error and an exit code, without a stack. */
export class CliError extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = exitCodes.usage) {
    super(message);
    this.name = 'CliError';
    this.exitCode = exitCode;
  }
}

/** One command: what it is called in help, which options it takes, what it does. */
export interface CommandDefinition<Options extends object = object> {
  /** Sentences below the usage line of `hubfleet <command> --help`. */
  readonly description: string;
  /** Adds arguments and options to the parser. */
  configure?(command: Command): void;
  /** Command lines that work on the example fleet, each with what it does. */
  readonly examples: readonly (readonly [commandLine: string, does: string])[];
  /** When the command ends with which code; code 2 is the same for all and added by the program. */
  readonly exits: Readonly<Partial<Record<ExitCode, string>>>;
  run(options: Options, context: Context, args: readonly string[]): Promise<ExitCode>;
}

/** A command that does nothing by itself but has commands below it, as in `hubfleet <command> <command>`. */
export interface CommandGroup extends Omit<CommandDefinition, 'run' | 'configure'> {
  readonly commands: readonly CommandEntry[];
}

/** A command by name; its module is loaded only when the command line names it. */
export interface CommandEntry {
  readonly name: string;
  /** One line for the list in the help of what is above. */
  readonly summary: string;
  load(): Promise<CommandDefinition | CommandGroup>;
}

/** Keeps the options' type where the command is defined and gives all commands one type in the list. */
export function defineCommand<Options extends object>(definition: CommandDefinition<Options>): CommandDefinition {
  return definition as CommandDefinition;
}

/** Options of a command that reads the fleet. */
export interface FleetOptions {
  readonly fleet: string;
}

/** Options of a command that works on a part of the fleet. Globs; an empty list selects everything. */
export interface SelectionOptions extends FleetOptions {
  readonly cluster: readonly string[];
  readonly hub: readonly string[];
}

export function fleetOption(command: Command): void {
  command.option('--fleet <dir>', 'folder of the fleet', 'clusters');
}

export function selectionOptions(command: Command): void {
  fleetOption(command);
  clusterOption(command);
  command.addOption(globs('--hub <name>', 'only hubs of this name; a glob, repeatable'));
}

export function clusterOption(command: Command): void {
  command.addOption(globs('--cluster <name>', 'only clusters of this name; a glob, repeatable'));
}

/** The first of the formats is the default. */
export function formatOption(command: Command, formats: readonly [string, ...string[]]): void {
  command.addOption(new Option('--format <format>', 'how to print').choices(formats).default(formats[0]));
}

function globs(flags: string, description: string): Option {
  const add = (glob: string, before: readonly string[]): string[] => {
    if (glob === '') throw new InvalidArgumentError('it is empty.');
    return [...before, glob];
  };
  return new Option(flags, description).argParser(add).default([], 'all');
}
