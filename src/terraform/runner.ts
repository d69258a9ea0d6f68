import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import pLimit from 'p-limit';
import { TerraformFailure, TerraformInterrupted, TerraformUnusable } from './failure.ts';
import { causeOf } from './failure-causes.ts';
import { FollowedFile } from './followed-file.ts';
import type { Interruption } from './interruption.ts';

/** A line that Terraform wrote. */
export interface ProgressLine {
  readonly stack: string;
  /** Terraform's command, for example `init`. */
  readonly step: string;
  readonly text: string;
}

/** How Terraform is run. */
export interface RunnerOptions {
  /**
   * Name on the PATH, or a path.
   * @default 'terraform'
   */
  readonly binary?: string;
  /** The whole environment; nothing is added from the process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly interruption: Interruption;
  /** Receives every line as it comes. */
  progress(line: ProgressLine): void;
}

/** One call of Terraform. */
export interface TerraformCall {
  readonly stack: string;
  /** Absolute folder of the stack's configuration. */
  readonly directory: string;
  /** Terraform's command first. */
  readonly args: readonly string[];
  /**
   * Exit codes that are not a failure.
   * @default [0]
   */
  readonly accept?: readonly number[];
  /**
   * Keep standard output for the caller and show none of it: it may hold secrets.
   * @default false
   */
  readonly capture?: boolean;
  /**
   * Put over the environment of the runner.
   * @default {}
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface TerraformExit {
  readonly exitCode: number;
  /** Only when captured. */
  readonly stdout: string;
  /** Last lines of standard error. */
  readonly output: string;
}

const TAIL_LINES = 60;
const MAX_CAPTURE = 400 * 1024 * 1024;

/** The one place that starts Terraform. */
export class TerraformRunner {
  readonly binary: string;
  readonly env: RunnerOptions['env'];
  /** Name of the program as people call it, without its folder. */
  readonly program: string;
  readonly interruption: Interruption;
  /** Runs one `init` at a time. */
  readonly inits = pLimit(1);
  readonly #options: RunnerOptions;

  constructor(options: RunnerOptions) {
    this.binary = options.binary ?? 'terraform';
    this.env = options.env;
    this.program = basename(this.binary);
    this.interruption = options.interruption;
    this.#options = options;
  }

  /**
   * Runs Terraform to its end, also when the run is asked to end or this process dies: only so is everything that was
   * made in the state, and the lock released. What Terraform writes is left in the folder, in `terraform-<step>.*.log`.
   * @throws TerraformFailure
   */
  async run(call: TerraformCall): Promise<TerraformExit> {
    const { stack, directory, args, accept = [0], capture = false } = call;
    this.#refuseWhenInterrupted(stack, args);
    if (!existsSync(directory)) {
      throw new TerraformFailure(`${stack}: there is no folder ${directory}; synthesize the stack first`);
    }
    const tail: string[] = [];
    const result = await this.#runToItsEnd(call, tail);
    const output = tail.join('\n').trim();
    if (result.exitCode !== undefined && accept.includes(result.exitCode)) {
      return { exitCode: result.exitCode, stdout: capture ? String(result.stdout) : '', output };
    }
    throw this.#failure(call, result, output);
  }

  async #runToItsEnd({ stack, directory, args, capture = false, env }: TerraformCall, tail: string[]) {
    const step = args[0] ?? '';
    const show = (text: string): void => this.#options.progress({ stack, step, text });
    const file = (stream: string, onLine: (text: string) => void) =>
      new FollowedFile(join(directory, `terraform-${step}.${stream}.log`), onLine);
    const stdout = capture ? undefined : file('stdout', show);
    const stderr = file('stderr', (text) => {
      remember(tail, text);
      show(text);
    });
    const child = execa(this.binary, args, {
      cwd: directory,
      env: { ...this.env, ...env, TF_IN_AUTOMATION: '1', TF_INPUT: '0', CHECKPOINT_DISABLE: '1' },
      extendEnv: false,
      stdin: 'ignore',
      stdout: stdout?.fd ?? 'pipe',
      stderr: stderr.fd,
      buffer: { stdout: capture, stderr: false },
      maxBuffer: { stdout: MAX_CAPTURE },
      detached: true,
      cleanup: false,
      reject: false,
    });
    // Terraform's own process group does not see a terminal's Ctrl-C, so each signal arrives once: from here.
    const stopForwarding = this.interruption.listen((signal) => child.kill(signal));
    try {
      return await child;
    } finally {
      stopForwarding();
      stdout?.close();
      stderr.close();
    }
  }

  #refuseWhenInterrupted(stack: string, args: readonly string[]): void {
    const { signal } = this.interruption;
    if (signal)
      throw new TerraformInterrupted(`${stack}: ${this.program} ${args[0]} was not started after ${signal}`, signal);
  }

  #failure({ stack, directory, args }: TerraformCall, result: Ending, output: string): TerraformFailure {
    const what = `${stack}: ${this.binary} ${args[0]}`;
    if (result.code === 'ENOENT' || result.code === 'EACCES') return unusable(this.binary, result.code);
    const { signal } = this.interruption;
    if (signal) return new TerraformInterrupted(`${what} ended after ${signal}`, signal, output);
    if (result.isMaxBuffer)
      return new TerraformFailure(`${what} wrote more than ${MAX_CAPTURE} bytes; split the stack`);
    if (result.signal) return new TerraformFailure(`${what} was ended by ${result.signal}; see its message`, output);
    const cause = causeOf({ binary: this.binary, directory, step: args[0] ?? '', output });
    return new TerraformFailure(
      cause === undefined ? `${what} failed with exit code ${result.exitCode}; see its message` : `${stack}: ${cause}`,
      output,
    );
  }
}

interface Ending {
  readonly exitCode?: number | undefined;
  readonly code?: string | undefined;
  readonly signal?: string | undefined;
  readonly isMaxBuffer?: boolean;
}

function unusable(binary: string, code: string): TerraformUnusable {
  const what = code === 'ENOENT' ? 'is not installed or not on the PATH' : 'may not be executed';
  return new TerraformUnusable(
    `${binary}: ${what}; install Terraform >= 1.11 or OpenTofu >= 1.11, or name it with --terraform-binary`,
  );
}

function remember(tail: string[], text: string): void {
  tail.push(text);
  if (tail.length > TAIL_LINES) tail.shift();
}
