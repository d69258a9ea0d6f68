import type { Kernel, KernelConnection, KernelMessage } from '@jupyterlab/services';
import { HealthFailure } from '../health-failure.ts';
import type { HttpClient } from '../http-client.ts';
import { orAborted } from '../pause.ts';
import { type Output, type RawOutput, toOutput } from './output.ts';
import { quietConsole } from './quiet-console.ts';
import { serverSettings } from './server-settings.ts';

/** Most characters of output that are kept of one cell. */
const MOST_CHARACTERS = 1024 * 1024;

/** A kernel a server can start. */
export interface KernelChoice {
  readonly name: string;
  readonly language: string;
}

/** A running kernel; whoever starts one shuts it down. */
export class LiveKernel {
  readonly #connection: Kernel.IKernelConnection;
  readonly #unmute: () => void;
  readonly #dead: Promise<never>;

  private constructor(connection: Kernel.IKernelConnection, unmute: () => void) {
    this.#connection = connection;
    this.#unmute = unmute;
    this.#dead = new Promise((_, reject) => {
      connection.statusChanged.connect((_, status) => {
        if (status !== 'dead' && status !== 'autorestarting') return;
        reject(
          new HealthFailure('the kernel died', { remedy: 'most often it needed more memory than the profile has' }),
        );
      });
    });
    this.#dead.catch(() => {});
  }

  /** Starts a kernel and waits until it answers. */
  static async start(
    http: HttpClient,
    server: URL,
    name: string | undefined,
    signal: AbortSignal,
  ): Promise<LiveKernel> {
    const unmute = quietConsole();
    try {
      const jupyter = await import('@jupyterlab/services');
      const settings = await serverSettings(http, server);
      const model = await orAborted(jupyter.KernelAPI.startNew(name === undefined ? {} : { name }, settings), signal);
      const connection = new (withoutReconnection(jupyter.KernelConnection))({
        model,
        serverSettings: settings,
        handleComms: false,
      });
      const kernel = new LiveKernel(connection, unmute);
      try {
        await orAborted(Promise.race([connection.info, kernel.#dead]), signal);
        return kernel;
      } catch (error) {
        await kernel.shutdown();
        throw error;
      }
    } catch (error) {
      unmute();
      throw error;
    }
  }

  /** Runs code to its end and gives what it put out; an error of the code is an output as well. */
  async execute(code: string, signal: AbortSignal): Promise<Output[]> {
    const future = this.#connection.requestExecute({ code, allow_stdin: false, stop_on_error: true });
    const outputs: Output[] = [];
    let room = MOST_CHARACTERS;
    future.onIOPub = ({ header, content }: KernelMessage.IIOPubMessage) => {
      const output = toOutput(header.msg_type, content as RawOutput);
      if (!output || room <= 0) return;
      room -= 'text' in output ? output.text.length : output.value.length;
      outputs.push(output);
    };
    try {
      await orAborted(Promise.race([future.done, this.#dead]), signal);
    } finally {
      future.dispose();
    }
    if (room <= 0) throw new HealthFailure(`the cell put out more than ${MOST_CHARACTERS} characters`);
    return outputs;
  }

  /** Ends the kernel as far as that is possible; the server ends with it at the latest. */
  async shutdown(): Promise<void> {
    try {
      await orAborted(this.#connection.shutdown(), AbortSignal.timeout(5000));
    } catch {
      // A dead kernel, or a server that is gone.
    } finally {
      this.#connection.dispose();
      this.#unmute();
    }
  }
}

/**
 * A kernel that restarted is a dead one to us. The client would connect to it again, and end the process with an error
 * that nobody catches when the connection is given up meanwhile.
 */
function withoutReconnection(connection: typeof KernelConnection): typeof KernelConnection {
  return class extends connection {
    override reconnect(): Promise<void> {
      return Promise.resolve();
    }

    override async requestKernelInfo() {
      // The client asks by itself and leaves a failure to nobody; `info` stays open then, which has a time limit.
      return await super.requestKernelInfo().catch(() => undefined);
    }
  };
}

/** The kernels of a server, the default first. */
export async function kernelChoices(http: HttpClient, server: URL, signal: AbortSignal): Promise<KernelChoice[]> {
  const unmute = quietConsole();
  try {
    const { KernelSpecAPI } = await import('@jupyterlab/services');
    const settings = await serverSettings(http, server);
    const { default: standard, kernelspecs } = await orAborted(KernelSpecAPI.getSpecs(settings), signal);
    return Object.values(kernelspecs)
      .flatMap((spec) => (spec ? [{ name: spec.name, language: spec.language.toLowerCase() }] : []))
      .sort((a, b) => Number(b.name === standard) - Number(a.name === standard));
  } finally {
    unmute();
  }
}
