import { randomBytes } from 'node:crypto';
import { type Answered, answer, answerError, type Exchange } from './exchange.ts';
import { LoopbackServer } from './loopback-server.ts';

/** A host of its own that serves signed addresses. It must never be shown a token. */
export class ObjectStore {
  /** Authorization headers that arrived; a right client sends none. */
  readonly leakedTokens: string[] = [];
  readonly #objects = new Map<string, Uint8Array>();
  readonly #uploads = new Map<string, (body: Buffer) => void>();
  #server: LoopbackServer | undefined;

  async start(): Promise<void> {
    this.#server = await LoopbackServer.start((exchange) => this.#handle(exchange));
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  /** A signed address that serves these bytes. */
  publish(bytes: Uint8Array): string {
    const path = `/v1/object/${randomBytes(16).toString('hex')}`;
    this.#objects.set(path, bytes);
    return `${this.#server?.origin}${path}`;
  }

  /** A signed address that takes one upload. */
  expect(uploaded: (body: Buffer) => void): string {
    const path = `/v1/object/${randomBytes(16).toString('hex')}`;
    this.#uploads.set(path, uploaded);
    return `${this.#server?.origin}${path}`;
  }

  #handle(exchange: Exchange): Answered {
    const { method, path, headers, body } = exchange;
    if (headers.authorization !== undefined) {
      this.leakedTokens.push(headers.authorization);
      return answerError(exchange, 400, 'only one auth mechanism allowed');
    }
    const upload = this.#uploads.get(path);
    if (method === 'PUT' && upload) {
      if (headers['content-type'] !== 'application/octet-stream') return answerError(exchange, 415, 'content type');
      this.#uploads.delete(path);
      upload(body);
      return answer(exchange, 200);
    }
    const object = this.#objects.get(path);
    if (method !== 'GET' || !object) return answerError(exchange, 403, 'signature');
    exchange.response.writeHead(200, { 'content-type': 'application/octet-stream' });
    exchange.response.end(object);
    return true;
  }
}
