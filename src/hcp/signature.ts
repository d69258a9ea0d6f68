import { createHmac, timingSafeEqual } from 'node:crypto';

/** Header of the signature, as Node names headers. */
export const SIGNATURE_HEADER = 'x-tfc-task-signature';

/**
 * Tells whether one of the keys signed these bytes: HMAC-SHA512 in lower-case hexadecimal. Every key is tried and
 * compared in constant time, so that the time taken tells nothing.
 * @param body the bytes as they came, before any parsing
 */
export function isSignedBy(keys: readonly string[], body: Uint8Array, signature: string): boolean {
  const given = Buffer.from(signature, 'utf8');
  let signed = false;
  for (const key of keys) {
    const expected = Buffer.from(createHmac('sha512', key).update(body).digest('hex'), 'utf8');
    // Lengths are public: they differ only for what is no signature at all.
    if (given.length === expected.length && timingSafeEqual(given, expected)) signed = true;
  }
  return signed;
}
