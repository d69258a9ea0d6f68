import { type MicroUsd, nodeRate, nodeRoom, type PriceBook, serverRate, serversPerNode } from '@hubfleet/policies';
import { isInAccount } from './account-cluster.ts';
import { demandOf, profileSizes } from './choices.ts';
import { cloudOf } from './clouds/registry.ts';
import type { Cluster, Hub } from './fleet.ts';
import { nodeGpus } from './node-gpus.ts';

type Pool = Cluster['pools'][string];

/** Price of a node of a pool for an hour; undefined where it is not known, as for nodes in no account of a cloud. */
export function poolRate(
  pool: Pool,
  cluster: Cluster,
  region: string,
  book: PriceBook,
  spot = pool.spot,
): MicroUsd | undefined {
  if (!isInAccount(cluster) || 'allocatable' in pool) return undefined;
  const { machineType, diskGiB, gpu } = pool;
  return nodeRate({ cloud: cluster.provider, region, machineType, spot, diskGiB, ...(gpu && { gpu }) }, book);
}

/** What one choice of machine costs an hour. */
export interface ChoicePrice {
  /** Slug of the profile, or `<profile>/<size>`. */
  readonly slug: string;
  /** On a node that is full of such servers; absent when it is not known. */
  readonly hourly?: MicroUsd;
}

/** What each choice of a hub costs an hour: its share of a node that is full of the same. */
export function choicePrices(hub: Hub, cluster: Cluster, book: PriceBook): ChoicePrice[] {
  const region = cloudOf(cluster).region(cluster);
  return profileSizes(hub).map((choice) => {
    const pool = cluster.pools[choice.pool];
    const room = pool && nodeRoom(pool.machineType);
    if (!pool || !room) return { slug: choice.slug };
    const bounds = { minNodes: pool.minNodes, maxNodes: pool.maxNodes };
    const count = serversPerNode(demandOf(choice, cluster), {
      name: choice.pool,
      ...room,
      gpus: nodeGpus(pool),
      ...bounds,
    });
    const rate = poolRate(pool, cluster, region, book);
    return { slug: choice.slug, ...(rate !== undefined && count > 0 && { hourly: serverRate(rate, count) }) };
  });
}
