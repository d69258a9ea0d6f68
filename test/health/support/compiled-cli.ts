import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The command line as users run it, in a process of its own that can be sent signals. */
export interface CompiledCli {
  start(args: readonly string[], env: Readonly<Record<string, string>>): RunningCli;
  remove(): void;
}

/** A command line that runs. */
export interface RunningCli {
  /** Resolves when the output holds the text. */
  shows(text: string): Promise<void>;
  signal(signal: 'SIGINT' | 'SIGTERM'): void;
  ended(): Promise<{ readonly code: number | null; readonly output: string }>;
}

/** Compiles the package into a folder that finds the same modules. */
export function compileCli(): CompiledCli {
  const cache = join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'hubfleet-cli-'));
  // Whether the types are right is judged elsewhere.
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', root, '--noCheck', '--outDir', join(folder, 'lib')]);
  for (const name of ['package.json', 'notebooks']) cpSync(join(root, name), join(folder, name), { recursive: true });
  return {
    start: (args, env) => {
      const path = { PATH: process.env.PATH ?? '' };
      return follow(spawn(process.execPath, [join(folder, 'lib', 'cli.js'), ...args], { env: { ...path, ...env } }));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function follow(child: ChildProcessWithoutNullStreams): RunningCli {
  let output = '';
  const listeners = new Set<() => void>();
  const take = (chunk: Buffer): void => {
    output += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    shows: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!output.includes(text)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        void ended.then(() => reject(new Error(`ended without showing ${text}:\n${output}`)));
        look();
      }),
    signal: (signal) => void child.kill(signal),
    ended: async () => ({ code: await ended, output }),
  };
}
