import { z } from 'zod';
import { expected } from './expected.ts';

const SHAPE = /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/;

/** Lengths that keep every name made in a cloud within its limit, see `clouds/`. */
const clusterNameLength = { min: 3, max: 24 } as const;
const hubNameLength = { min: 2, max: 24 } as const;

function name(what: string, { min, max }: { min: number; max: number }) {
  const error = expected(
    `${what} of ${min} to ${max} lowercase letters, digits and dashes that starts with a letter`,
    'cloud resources are named after it',
  );
  return z.string({ error }).min(min, { error }).max(max, { error, abort: true }).regex(SHAPE, { error });
}

export const clusterName = name('a cluster name', clusterNameLength);
export const hubName = name('a hub name', hubNameLength);
export const poolName = name('a pool name', { min: 1, max: 24 });
export const homeStorageName = name('a storage name', { min: 1, max: 24 });
/** A name within the cluster file. */
export const shortName = name('a name', { min: 1, max: 24 });
export const slug = name('a slug', { min: 1, max: 40 });
