import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answered, answerError, type Exchange, readBody } from './exchange.ts';

/** An HTTP server on a free port of 127.0.0.1. */
export class LoopbackServer {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(handle: (exchange: Exchange) => Answered): Promise<LoopbackServer> {
    const server = createServer(async (request, response) => {
      const { method = '', url = '', headers } = request;
      try {
        handle({ method, path: url, headers, body: await readBody(request), response });
      } catch (error) {
        answerError({ method, path: url, headers, body: Buffer.alloc(0), response }, 500, String(error));
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new LoopbackServer(server);
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get origin(): string {
    return `http://${this.host}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
