import type { Context } from '../../src/commands/command.ts';
import type { CommandEntry } from '../../src/commands/list.ts';
import { runProgram } from '../../src/commands/program.ts';

/** What a command line wrote and answered. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, with streams that are only read here. */
export async function run(
  args: readonly string[],
  overrides: Partial<Context> = {},
  entries?: readonly CommandEntry[],
): Promise<Run> {
  let stdout = '';
  let stderr = '';
  const context: Context = {
    stdout: { write: (text) => (stdout += text), columns: 100 },
    stderr: { write: (text) => (stderr += text), columns: 100 },
    cwd: process.cwd(),
    env: {},
    now: () => new Date('2026-11-22T00:00:00Z'),
    ...overrides,
  };
  const code = await runProgram(args, context, entries);
  return { code, stdout, stderr };
}
