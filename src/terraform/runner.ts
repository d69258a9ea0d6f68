import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { TerraformFailure, TerraformInterrupted, TerraformUnusable } from './failure.ts';
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
  readonly interruption: Interruption;
  readonly #options: RunnerOptions;

  constructor(options: RunnerOptions) {
    this.binary = options.binary ?? 'terraform';
    this.interruption = options.interruption;
    this.#options = options;
  }

  /**
   * Runs Terraform to its end, also when the run is asked to end: only so is the lock of the state released.
   * @throws TerraformFailure
   */
  async run(call: TerraformCall): Promise<TerraformExit> {
    const { stack, directory, args, accept = [0], capture = false } = call;
    this.#refuseWhenInterrupted(stack, args);
    if (!existsSync(directory)) {
      throw new TerraformFailure(`${stack}: there is no folder ${directory}; synthesize the stack first`);
    }
    const tail: string[] = [];
    const child = this.#spawn(call, (text) => remember(tail, text));
    // Terraform's own process group does not see a terminal's Ctrl-C, so each signal arrives once: from here.
    const stopForwarding = this.interruption.listen((signal) => child.kill(signal));
    const result = await child.finally(stopForwarding);
    const output = tail.join('\n').trim();
    if (result.exitCode !== undefined && accept.includes(result.exitCode)) {
      return { exitCode: result.exitCode, stdout: capture ? String(result.stdout) : '', output };
    }
    throw this.#failure(call, result, output);
  }

  #spawn({ stack, directory, args, capture }: TerraformCall, onError: (text: string) => void) {
    const step = args[0] ?? '';
    const { env, progress } = this.#options;
    const show = (text: string): void => progress({ stack, step, text });
    return execa(this.binary, args, {
      cwd: directory,
      env: { ...env, TF_IN_AUTOMATION: '1', TF_INPUT: '0', CHECKPOINT_DISABLE: '1' },
      extendEnv: false,
      stdin: 'ignore',
      stdout: capture ? 'pipe' : forEachLine(show),
      stderr: forEachLine((text) => {
        onError(text);
        show(text);
      }),
      buffer: { stdout: capture === true, stderr: false },
      maxBuffer: { stdout: MAX_CAPTURE },
      detached: true,
      cleanup: false,
      reject: false,
    });
  }

  #refuseWhenInterrupted(stack: string, args: readonly string[]): void {
    const { signal } = this.interruption;
    if (signal)
      throw new TerraformInterrupted(`${stack}: terraform ${args[0]} was not started after ${signal}`, signal);
  }

  #failure({ stack, args }: TerraformCall, result: Ending, output: string): TerraformFailure {
    const what = `${stack}: ${this.binary} ${args[0]}`;
    if (result.code === 'ENOENT' || result.code === 'EACCES') return unusable(this.binary, result.code);
    const { signal } = this.interruption;
    if (signal) return new TerraformInterrupted(`${what} ended after ${signal}`, signal, output);
    if (result.isMaxBuffer)
      return new TerraformFailure(`${what} wrote more than ${MAX_CAPTURE} bytes; split the stack`);
    const how = result.signal ? `was ended by ${result.signal}` : `failed with exit code ${result.exitCode}`;
    return new TerraformFailure(`${what} ${how}; see its message`, output);
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

function forEachLine(use: (text: string) => void): (line: unknown) => Generator<string> {
  return function* (line) {
    use(String(line));
    yield String(line);
  };
}

function remember(tail: string[], text: string): void {
  tail.push(text);
  if (tail.length > TAIL_LINES) tail.shift();
}
