import { Capacity, type NodePoolOptions, PoolPurpose } from '@hubfleet/constructs';
import type { Cluster } from '../fleet/fleet.ts';

type Pool = Cluster['pools'][string];

const purposes = {
  core: PoolPurpose.CORE,
  user: PoolPurpose.USER,
  dask: PoolPurpose.DASK,
} satisfies Record<Pool['purpose'], PoolPurpose>;

/** A pool of a cluster file in the words of the constructs. */
export function poolOptions({ purpose, spot, gpu, ...pool }: Pool): NodePoolOptions {
  return {
    ...pool,
    purpose: purposes[purpose],
    capacity: spot ? Capacity.SPOT : Capacity.ON_DEMAND,
    ...(gpu ? { gpu: { acceleratorType: gpu.type, count: gpu.count } } : {}),
  };
}
