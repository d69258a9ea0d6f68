import { type FleetCheck, rightClusters, rightHubs } from '../draft.ts';
import { suggest } from '../near-miss.ts';
import type { Problem } from '../problem.ts';

/** Dask workers have a pool of their own. */
export const checkDaskPool: FleetCheck = (draft) =>
  rightClusters(draft).flatMap((cluster) => {
    const { pools } = cluster.value;
    const daskPools = Object.keys(pools).filter((name) => pools[name]?.purpose === 'dask');
    return rightHubs(cluster).flatMap(({ source, value: { dask } }): Problem[] => {
      if (!dask) return [];
      if (daskPools.length === 0) {
        const message = 'the cluster has no pool for Dask workers';
        const remedy = 'add a pool with purpose: dask to cluster.yaml, or write dask: null';
        return [source.problem(['dask'], { message, remedy }, 'key')];
      }
      if (dask.pool === undefined || daskPools.includes(dask.pool)) return [];
      const message = pools[dask.pool] ? `pool ${dask.pool} is no dask pool` : `the cluster has no pool ${dask.pool}`;
      return [source.problem(['dask', 'pool'], { message, remedy: suggest(dask.pool, daskPools) })];
    });
  });
