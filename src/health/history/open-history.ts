import { resolve } from 'node:path';
import { BucketHistory } from './bucket-history.ts';
import { FileHistory } from './file-history.ts';
import type { HistoryLog } from './history-log.ts';
import type { Objects } from './objects.ts';

// The libraries of the clouds are loaded for those who keep a log there.
const stores: Readonly<Record<string, (bucket: string) => Promise<Objects>>> = {
  s3: async (bucket) => new (await import('./s3-objects.ts')).S3Objects(bucket),
  gs: async (bucket) => new (await import('./google-objects.ts')).GoogleObjects(bucket),
};

/** What a place of a log is resolved with. */
export interface HistoryPlace {
  /** Folder that paths start from. */
  readonly cwd: string;
  now(): Date;
}

/**
 * The log at a place: a path, `s3://bucket/prefix` or `gs://bucket/prefix`.
 * @throws RangeError if it is an address of another kind
 */
export async function openHistory(place: string, { cwd, now }: HistoryPlace): Promise<HistoryLog> {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]+):\/\/(.*)$/.exec(place) ?? [];
  if (scheme === undefined) return new FileHistory(resolve(cwd, place));
  const store = stores[scheme];
  if (!store) {
    throw new RangeError(
      `is no place for a history, got ${place}; give a file, s3://bucket/prefix or gs://bucket/prefix`,
    );
  }
  const [bucket = '', ...path] = rest.split('/');
  if (!/^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/.test(bucket)) {
    throw new RangeError(`names no bucket, got ${place}; write it as ${scheme}://bucket/prefix`);
  }
  return new BucketHistory(await store(bucket), { prefix: path.filter((part) => part !== '').join('/'), now });
}
