import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import {
  CliError,
  type CommandDefinition,
  type CommandEntry,
  type CommandGroup,
  type Context,
  type ExitCode,
  exitCodes,
} from './command.ts';
import { commands } from './list.ts';

const ABOUT = 'Many JupyterHubs on many Kubernetes clusters, as typed Terraform that is checked before it is applied.';

const DEBUG = '--debug';

const EXIT_CODES = {
  0: 'fine',
  1: 'problems in the fleet files, or findings of the policies',
  2: 'the command line is wrong',
  3: 'a tool outside hubfleet, or hubfleet itself, failed',
  130: 'interrupted; 129 and 143 for other signals',
} satisfies Partial<Record<ExitCode, string>>;

/** Runs one command line, without the name of the program, and answers the exit code. Never throws. */
export async function runProgram(
  args: readonly string[],
  context: Context,
  entries: readonly CommandEntry[] = commands,
): Promise<ExitCode> {
  let code: ExitCode = exitCodes.fine;
  try {
    const program = await buildProgram(args, context, entries, (ended) => {
      code = ended;
    });
    if (args.every((arg) => arg === DEBUG)) {
      program.outputHelp();
      return exitCodes.fine;
    }
    // `--debug` may stand anywhere, so that it can be put behind a line that failed.
    await program.parseAsync(
      args.filter((arg) => arg !== DEBUG),
      { from: 'user' },
    );
    return code;
  } catch (error) {
    return explain(error, args.includes(DEBUG), context);
  }
}

async function buildProgram(
  args: readonly string[],
  context: Context,
  entries: readonly CommandEntry[],
  ended: (code: ExitCode) => void,
): Promise<Command> {
  const program = new Command('hubfleet')
    .description(ABOUT)
    .version(readVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .option(DEBUG, 'print the stack of unexpected errors')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      getOutHelpWidth: () => context.stdout.columns ?? 100,
      getErrHelpWidth: () => context.stderr.columns ?? 100,
      outputError: (text, write) => write(text.replace(/^error: /, 'hubfleet: ')),
    })
    .addHelpText('after', sections({ examples: [['hubfleet validate', 'check the fleet files']], exits: EXIT_CODES }));
  await addCommands(program, entries, { args, context, ended });
  return program;
}

/** What a command gets when it is attached to the program. */
interface Surroundings {
  readonly args: readonly string[];
  readonly context: Context;
  ended(code: ExitCode): void;
}

async function addCommands(above: Command, entries: readonly CommandEntry[], around: Surroundings): Promise<void> {
  for (const { name, summary, load } of entries) {
    const command = above.command(name).summary(summary).description(summary);
    command.helpOption('-h, --help', 'print this help');
    // Modules of commands that are not named stay unread: some of them take a second to load.
    if (around.args.includes(name)) await attach(command, await load(), around);
  }
}

async function attach(
  command: Command,
  definition: CommandDefinition | CommandGroup,
  around: Surroundings,
): Promise<void> {
  command.description(definition.description);
  const exits = { ...definition.exits, 2: EXIT_CODES[2] };
  command.addHelpText('after', sections({ examples: definition.examples, exits }));
  if ('commands' in definition) return addCommands(command, definition.commands, around);
  definition.configure?.(command);
  command.action(async () => {
    around.ended(await definition.run(command.opts(), around.context, command.args));
  });
}

function sections({ examples, exits }: Pick<CommandDefinition, 'examples' | 'exits'>): string {
  const width = Math.max(...examples.map(([line]) => line.length));
  const shown = examples.map(([line, does]) => `  ${line.padEnd(width)}  ${does}`);
  const codes = Object.entries(exits).map(([code, meaning]) => `  ${code}  ${meaning}`);
  return ['', 'Examples:', ...shown, '', 'Exit codes:', ...codes].join('\n');
}

/** What `@hubfleet/constructs` marks its refusals with. */
const REFUSAL = Symbol.for('@hubfleet/constructs.refusal');

function explain(error: unknown, debug: boolean, context: Context): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
  if (error instanceof CliError) {
    context.stderr.write(`hubfleet: ${error.message}\n`);
    return error.exitCode;
  }
  // What a construct refuses is in the files, though no check of the files knows of it.
  if (error instanceof Error && REFUSAL in error) {
    context.stderr.write(`hubfleet: ${error.message}\n`);
    return exitCodes.problems;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const hint = debug ? (stack ?? '') : 'run again with --debug for the stack';
  context.stderr.write(`hubfleet: unexpected error: ${message}${debug ? '\n' : '; '}${hint}\n`);
  return exitCodes.failed;
}

function readVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
