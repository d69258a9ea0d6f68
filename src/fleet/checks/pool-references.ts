import { type FleetCheck, rightClusters, rightHubs } from '../draft.ts';
import { suggest } from '../near-miss.ts';
import type { HubFile } from '../schema/hub.ts';
import type { ProfileEntry } from '../schema/profile.ts';
import type { Path } from '../source-file.ts';

/** A profile runs on a user pool its cluster has. */
export const checkPoolReferences: FleetCheck = (draft) =>
  rightClusters(draft).flatMap((cluster) => {
    const { pools } = cluster.value;
    const userPools = Object.keys(pools).filter((name) => pools[name]?.purpose === 'user');
    return rightHubs(cluster).flatMap(({ source, value }) =>
      poolsOf(value).flatMap(({ pool, path }) => {
        if (userPools.includes(pool)) return [];
        const other = pools[pool]?.purpose;
        const message = other
          ? `pool ${pool} is a ${other} pool, user servers need a user pool`
          : `the cluster has no pool ${pool}`;
        const remedy = other ? `use one of ${userPools.join(', ')}` : suggest(pool, userPools);
        return [source.problem(path, { message, remedy }, part(path))];
      }),
    );
  });

interface NamedPool {
  readonly pool: string;
  readonly path: Path;
}

function poolsOf({ profiles, placeholders }: HubFile): NamedPool[] {
  const held = placeholders?.pool;
  return [
    ...profiles.flatMap((profile, index) =>
      namedPools(profile).map(({ pool, path }) => ({ pool, path: ['profiles', index, ...path] })),
    ),
    ...(held === undefined ? [] : [{ pool: held, path: ['placeholders', 'pool'] }]),
  ];
}

function namedPools({ pool, sizes = [], divide = {} }: ProfileEntry): NamedPool[] {
  return [
    ...(pool === undefined ? [] : [{ pool, path: ['pool'] }]),
    ...sizes.flatMap((size, index) => (size.pool ? [{ pool: size.pool, path: ['sizes', index, 'pool'] }] : [])),
    ...Object.keys(divide).map((name) => ({ pool: name, path: ['divide', name] })),
  ];
}

/** In `divide` the pool is the key. */
function part(path: Path): 'key' | 'value' {
  return path.at(-2) === 'divide' ? 'key' : 'value';
}
