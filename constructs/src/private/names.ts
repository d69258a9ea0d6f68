import { createHash } from 'node:crypto';

/** Longest name of a bucket, on both clouds. */
export const BUCKET_NAME_LIMIT = 63;

/**
 * A name that fits a cloud's limit: unchanged when it is short enough, else cut and given a hash of the whole, so
 * that two long names stay two names.
 */
export function fitName(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return `${name.slice(0, limit - hash.length - 1).replace(/-+$/, '')}-${hash}`;
}
