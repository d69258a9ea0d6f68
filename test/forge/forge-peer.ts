import { type Answered, answer, answerError, bearerOf, type Exchange } from '../hcp-peer/exchange.ts';
import { LoopbackServer } from '../hcp-peer/loopback-server.ts';

interface PeerComment {
  readonly id: number;
  body: string;
}

const routes = {
  github: {
    list: /^GET \/repos\/odc\/hubs\/issues\/7\/comments\?per_page=100&page=(\d+)$/,
    create: /^POST \/repos\/odc\/hubs\/issues\/7\/comments$/,
    update: /^PATCH \/repos\/odc\/hubs\/issues\/comments\/(\d+)$/,
  },
  gitlab: {
    list: /^GET \/projects\/42\/merge_requests\/7\/notes\?per_page=100&page=(\d+)$/,
    create: /^POST \/projects\/42\/merge_requests\/7\/notes$/,
    update: /^PUT \/projects\/42\/merge_requests\/7\/notes\/(\d+)$/,
  },
};

/** GitHub or GitLab on loopback, as far as comments go. */
export class ForgePeer {
  readonly comments: PeerComment[] = [];
  /** Statuses of the first answers, before it answers as it should. */
  readonly failing: number[];
  readonly #kind: keyof typeof routes;
  #server: LoopbackServer | undefined;

  private constructor(kind: keyof typeof routes, failing: readonly number[]) {
    this.#kind = kind;
    this.failing = [...failing];
  }

  static async start(kind: keyof typeof routes, failing: readonly number[] = []): Promise<ForgePeer> {
    const peer = new ForgePeer(kind, failing);
    peer.#server = await LoopbackServer.start((exchange) => peer.#handle(exchange));
    return peer;
  }

  /** What a job of the service finds in its environment. */
  get env(): Record<string, string> {
    const api = this.#server?.origin ?? '';
    return this.#kind === 'github'
      ? {
          GITHUB_API_URL: api,
          GITHUB_REPOSITORY: 'odc/hubs',
          GITHUB_REF: 'refs/pull/7/merge',
          GITHUB_TOKEN: 'job-token',
        }
      : { CI_API_V4_URL: api, CI_PROJECT_ID: '42', CI_MERGE_REQUEST_IID: '7', GITLAB_TOKEN: 'job-token' };
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  #handle(exchange: Exchange): Answered {
    const told = this.failing.shift();
    if (told !== undefined) return answerError(exchange, told, 'as told');
    if (bearerOf(exchange) !== 'job-token') return answerError(exchange, 401, 'unauthorized');
    const line = `${exchange.method} ${exchange.path}`;
    const { list, create, update } = routes[this.#kind];
    const page = Number(list.exec(line)?.[1] ?? 0);
    if (page > 0) return answer(exchange, 200, this.comments.slice((page - 1) * 100, page * 100));
    if (exchange.headers['content-type'] !== 'application/json') return answerError(exchange, 415, 'media type');
    const { body } = JSON.parse(exchange.body.toString());
    if (create.test(line)) {
      this.comments.push({ id: this.comments.length + 1, body });
      return answer(exchange, 201, this.comments.at(-1));
    }
    const known = this.comments.find(({ id }) => id === Number(update.exec(line)?.[1]));
    if (!known) return answerError(exchange, 404, 'not found');
    known.body = body;
    return answer(exchange, 200, known);
  }
}
