import { ApiRuns, type RunScript } from './api-runs.ts';
import { type Answered, answer, answerError, type Exchange } from './exchange.ts';
import { LoopbackServer } from './loopback-server.ts';
import { ObjectStore } from './object-store.ts';
import { RunTasks } from './run-tasks.ts';

export interface PeerOptions {
  /** Token of the API. @default 'user-token' */
  readonly token?: string;
  readonly script?: RunScript;
  /** How many requests are answered with 429 before any is served. @default 0 */
  readonly throttled?: number;
}

/** HCP Terraform on loopback: the API on one host, its object store on another. */
export class HcpPeer {
  readonly store = new ObjectStore();
  readonly tasks: RunTasks;
  readonly api: ApiRuns;
  #throttled: number;
  #server: LoopbackServer | undefined;

  private constructor({ token = 'user-token', script = { plan: {} }, throttled = 0 }: PeerOptions) {
    this.tasks = new RunTasks(this.store, () => this.origin);
    this.api = new ApiRuns(token, this.store, script);
    this.#throttled = throttled;
  }

  static async start(options: PeerOptions = {}): Promise<HcpPeer> {
    const peer = new HcpPeer(options);
    await peer.store.start();
    peer.#server = await LoopbackServer.start((exchange) => peer.#handle(exchange));
    return peer;
  }

  /** Name and port. */
  get host(): string {
    return this.#server?.host ?? '';
  }

  get origin(): string {
    return this.#server?.origin ?? '';
  }

  async close(): Promise<void> {
    await this.#server?.close();
    await this.store.close();
  }

  #handle(exchange: Exchange): Answered {
    if (!exchange.headers['user-agent']?.startsWith('hubfleet/')) return answerError(exchange, 400, 'user agent');
    if (this.#throttled > 0) {
      this.#throttled -= 1;
      return answer(exchange, 429, { errors: [{ status: '429', title: 'throttled' }] }, { 'retry-after': '0.01' });
    }
    return this.tasks.handle(exchange) || this.api.handle(exchange);
  }
}
