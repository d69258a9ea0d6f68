import { execa } from 'execa';
import type { Interruption } from '../terraform/interruption.ts';

/** Helm is missing or failed: `where: what is wrong; what to do`. */
export class HelmFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'HelmFailure';
  }
}

/** How Helm is run. */
export interface HelmOptions {
  /**
   * Name on the PATH, or a path.
   * @default 'helm'
   */
  readonly binary?: string;
  /** The whole environment; nothing is added from the process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly interruption: Interruption;
}

/** A release, and how its cluster is reached. */
export interface HelmRelease {
  readonly name: string;
  readonly namespace: string;
  /** Context of the local kubeconfig. */
  readonly kubeContext: string;
}

/** The one place that starts Helm. */
export class HelmRunner {
  readonly #options: HelmOptions;

  constructor(options: HelmOptions) {
    this.#options = options;
  }

  /**
   * Runs a command about a release to its end; only a second signal is passed on.
   * @returns standard output
   * @throws HelmFailure
   */
  async run(command: string, release: HelmRelease, args: readonly string[]): Promise<string> {
    const { binary = 'helm', env, interruption } = this.#options;
    if (interruption.signal) throw new HelmFailure(`helm ${command} was not started after ${interruption.signal}`);
    const { name, namespace, kubeContext } = release;
    // Values after `=` cannot be taken for options of their own.
    const all = [command, name, ...args, `--namespace=${namespace}`, `--kube-context=${kubeContext}`];
    const child = execa(binary, all, {
      env,
      extendEnv: false,
      stdin: 'ignore',
      reject: false,
      detached: true,
      cleanup: false,
    });
    let signals = 0;
    const stopListening = interruption.listen((signal) => {
      signals += 1;
      if (signals > 1) child.kill(signal);
    });
    const { exitCode, code, stdout, stderr } = await child.finally(stopListening);
    if (exitCode === 0) return stdout;
    if (code === 'ENOENT' || code === 'EACCES') {
      throw new HelmFailure(
        `${binary}: is not installed or may not be executed; install Helm, or name it with --helm-binary`,
      );
    }
    const said = stderr.trim().split('\n').slice(-5).join(' ');
    throw new HelmFailure(
      `helm ${command} ${name} on ${kubeContext} failed: ${said || `exit code ${exitCode}`}; see whether helm works with this context`,
    );
  }
}
