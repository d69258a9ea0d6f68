import { type FleetCheck, rightClusters, rightHubs } from '../draft.ts';
import { suggest } from '../near-miss.ts';

/** A profile runs on a user pool its cluster has. */
export const checkPoolReferences: FleetCheck = (draft) =>
  rightClusters(draft).flatMap((cluster) => {
    const { pools } = cluster.value;
    const userPools = Object.keys(pools).filter((name) => pools[name]?.purpose === 'user');
    return rightHubs(cluster).flatMap(({ source, value }) =>
      value.profiles.flatMap(({ pool }, index) => {
        if (userPools.includes(pool)) return [];
        const other = pools[pool]?.purpose;
        const message = other
          ? `pool ${pool} is a ${other} pool, user servers need a user pool`
          : `the cluster has no pool ${pool}`;
        const remedy = other ? `use one of ${userPools.join(', ')}` : suggest(pool, userPools);
        return [source.problem(['profiles', index, 'pool'], { message, remedy })];
      }),
    );
  });
