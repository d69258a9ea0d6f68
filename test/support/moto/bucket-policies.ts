import type { IncomingMessage, ServerResponse } from 'node:http';

const NONE = '<Error><Code>NoSuchBucketPolicy</Code><Message>there is no bucket policy</Message></Error>';

/** Policies of buckets: the emulator obeys them but knows no conditions, so that TLS-only would shut everybody out. */
export class BucketPolicies {
  readonly #policies = new Map<string, string>();

  /** Answers a call about the policy of a bucket; false for every other call. */
  answer({ method, url = '' }: IncomingMessage, body: string, outgoing: ServerResponse): boolean {
    const [path = '', query = ''] = url.split('?');
    if (!new URLSearchParams(query).has('policy') || path.split('/').filter(Boolean).length !== 1) return false;
    const bucket = path.replaceAll('/', '');
    const kept = this.#policies.get(bucket);
    if (method === 'GET') {
      const headers = { 'content-type': kept === undefined ? 'application/xml' : 'application/json' };
      outgoing.writeHead(kept === undefined ? 404 : 200, headers).end(kept ?? NONE);
      return true;
    }
    if (method === 'PUT') {
      this.#policies.set(bucket, body);
      // What it allows, the emulator may know: the delivery of access logs asks for it.
      if (allowedBy(body) !== undefined) return false;
    } else {
      this.#policies.delete(bucket);
    }
    outgoing.writeHead(204).end();
    return true;
  }
}

/** A policy without what it denies; undefined when nothing is left, or when the text is no policy. */
export function allowedBy(body: string): string | undefined {
  try {
    const policy = JSON.parse(body) as { Statement: { Effect: string }[] };
    const allowed = policy.Statement.filter(({ Effect }) => Effect === 'Allow');
    return allowed.length > 0 ? JSON.stringify({ ...policy, Statement: allowed }) : undefined;
  } catch {
    return undefined;
  }
}
