import { type DaskOptions, DaskWorkers, Memory, type UserServer } from '@hubfleet/constructs';
import type { ChoicePrice } from '../fleet/choice-prices.ts';
import type { Cluster, Hub } from '../fleet/fleet.ts';
import { poolCapacity } from '../fleet/pool-capacity.ts';
import { onlyProfile, profilePools, profilesOf, resourcesOf } from './profiles.ts';

/** The servers of a hub file in the words of the constructs. */
export function serverOf(hub: Hub, cluster: Cluster, prices: readonly ChoicePrice[]): UserServer {
  const { image, defaultUrl, workingDirectory, startTimeoutSeconds, environment, files } = hub;
  const only = onlyProfile(hub);
  return {
    image: only?.image ?? image,
    defaultUrl: only?.defaultUrl ?? defaultUrl,
    workingDirectory: only?.workingDirectory ?? workingDirectory,
    startTimeoutSeconds,
    environment: { ...environment, ...only?.environment },
    files,
    pools: profilePools(hub, cluster),
    profiles: profilesOf(hub, prices),
    ...(only && { pool: only.pool, resources: resourcesOf(only) }),
  };
}

/** Dask of a hub file in the words of the constructs; workers fill the nodes of their pool. */
export function daskOf({ dask }: Hub, cluster: Cluster): DaskOptions | undefined {
  if (!dask) return undefined;
  const { pool, workerSizes, maxMemoryGiBPerCluster, ...bounds } = dask;
  const name = pool ?? Object.keys(cluster.pools).find((each) => cluster.pools[each]?.purpose === 'dask');
  const own = cluster.pools[name ?? ''];
  const node = own && poolCapacity(own);
  const given = workerSizes?.map(({ threads, cpus, memoryGiB }) => ({
    threads,
    cpus,
    memory: Memory.gibibytes(memoryGiB),
  }));
  return {
    ...bounds,
    maxMemoryPerCluster: Memory.gibibytes(maxMemoryGiBPerCluster),
    workerSizes: given ?? (node && DaskWorkers.sizes(node)),
  };
}
