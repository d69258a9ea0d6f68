import type { Moto } from './moto.ts';

/** Objects are private; the emulator wants a signature but does not verify it. */
const signed = { authorization: 'AWS4-HMAC-SHA256 Credential=testing/20260101/us-west-2/s3/aws4_request, Signature=0' };

/** A bucket for states, with what the tests want to know of it. */
export class StateBucket {
  readonly name: string;
  readonly #url: string;

  private constructor(name: string, url: string) {
    this.name = name;
    this.#url = `${url}/${name}`;
  }

  static async create(moto: Moto, name: string): Promise<StateBucket> {
    const body = `<CreateBucketConfiguration><LocationConstraint>${moto.env.AWS_REGION}</LocationConstraint></CreateBucketConfiguration>`;
    const { ok, status } = await fetch(`${moto.url}/${name}`, { method: 'PUT', body });
    if (!ok) throw new Error(`bucket ${name} cannot be made: ${status}`);
    return new StateBucket(name, moto.url);
  }

  /** A bucket that is there, or will be. */
  static of(moto: Moto, name: string): StateBucket {
    return new StateBucket(name, moto.url);
  }

  /** One setting as S3 tells it, for example `versioning`. */
  async setting(name: string): Promise<string> {
    return (await fetch(`${this.#url}?${name}`, { headers: signed })).text();
  }

  /** Keys of all objects. */
  async keys(): Promise<string[]> {
    const listing = await (await fetch(`${this.#url}?list-type=2`)).text();
    return [...listing.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key]) => key ?? '').sort();
  }

  /** What changes whenever a state is written. */
  async stateOf(key: string): Promise<{ serial: number; lineage: string; resources: number }> {
    const state = await (await fetch(`${this.#url}/${key}`, { headers: signed })).json();
    const { serial, lineage, resources } = state as { serial: number; lineage: string; resources: unknown[] };
    return { serial, lineage, resources: resources.length };
  }

  /** How an object is encrypted, and with which key. */
  async encryptionOf(key: string): Promise<{ encryption: string | null; key: string | null }> {
    const { headers } = await fetch(`${this.#url}/${key}`, { method: 'HEAD', headers: signed });
    const prefix = 'x-amz-server-side-encryption';
    return { encryption: headers.get(prefix), key: headers.get(`${prefix}-aws-kms-key-id`) };
  }

  async put(key: string, body: string): Promise<void> {
    const { ok, status } = await fetch(`${this.#url}/${key}`, { method: 'PUT', headers: signed, body });
    if (!ok) throw new Error(`${key} cannot be written: ${status}`);
  }

  async remove(key: string): Promise<void> {
    const { ok, status } = await fetch(`${this.#url}/${key}`, { method: 'DELETE', headers: signed });
    if (!ok) throw new Error(`${key} cannot be deleted: ${status}`);
  }
}
