import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import pc from 'picocolors';
import type { Fleet } from '../fleet/fleet.ts';
import { loadFleet } from '../fleet/load.ts';
import { renderFaults } from '../render/findings.ts';
import { renderProblemsText } from '../render/problems-text.ts';
import { unmatchedGlobs } from '../stacks/selection.ts';
import type { SynthesizedStack } from '../stacks/synthesize.ts';
import { CliError, type Context, type ExitCode, exitCodes, type SelectionOptions } from './command.ts';

/** Options of a command that begins with a synthesis. */
export interface SynthesisOptions extends SelectionOptions {
  readonly out: string;
}

export function outOption(command: Command): void {
  command.option('--out <dir>', 'folder for Terraform JSON', 'cdktf.out');
}

/** A fleet whose selected stacks have been written. */
export interface SynthesizedFleet {
  readonly fleet: Fleet;
  readonly stacks: readonly SynthesizedStack[];
  readonly outdir: string;
  readonly milliseconds: number;
}

/**
 * Loads the fleet and writes the selected stacks: the first step of most commands. What is wrong is printed, and the
 * exit code returned.
 */
export async function synthesizeFleet(
  options: SynthesisOptions,
  context: Context,
  stack: readonly string[] = [],
): Promise<SynthesizedFleet | ExitCode> {
  const start = performance.now();
  const loaded = await loadFleet(options.fleet, { cwd: context.cwd });
  if ('problems' in loaded) {
    context.stderr.write(renderProblemsText(loaded.problems, loaded.sources));
    return exitCodes.problems;
  }
  const { fleet } = loaded;
  const selection = { cluster: options.cluster, hub: options.hub, stack };
  for (const { option, glob, known } of unmatchedGlobs(fleet, selection)) {
    throw new CliError(`${option} '${glob}' is not in ${options.fleet}; choose from ${known.join(', ')}`);
  }
  const outdir = resolve(context.cwd, options.out);
  await mkdir(outdir, { recursive: true }).catch(({ code }: NodeJS.ErrnoException) => {
    throw new CliError(`--out: cannot make the folder ${options.out}, got ${code}; name another`);
  });
  // The cloud libraries take a second to load, which commands that only share the options above do not need.
  const { synthesize } = await import('../stacks/synthesize.ts');
  const { stacks, faults } = await synthesize(fleet, { selection, outdir });
  if (faults.length > 0) {
    context.stderr.write(renderFaults(faults, pc));
    return exitCodes.problems;
  }
  return { fleet, stacks, outdir, milliseconds: performance.now() - start };
}
