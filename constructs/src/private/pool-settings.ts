import type { IConstruct } from 'constructs';
import { Capacity, type Gpu, type NodePoolOptions, PoolPurpose } from '../pool';
import { Scheduling } from '../scheduling';
import { invalidProp, isLiteral } from './errors';

/** A taint in neither cloud's spelling. */
export interface Taint {
  readonly key: string;
  readonly value: string;
}

/** `NodePoolOptions` with every default applied. */
export interface PoolSettings {
  readonly minNodes: number;
  readonly maxNodes: number;
  readonly spot: boolean;
  readonly diskGiB: number;
  readonly gpu?: Gpu;
  readonly labels: Record<string, string>;
  /** All of effect NoSchedule. */
  readonly taints: Taint[];
}

const TAINTS: Record<PoolPurpose, Taint[]> = {
  [PoolPurpose.CORE]: [],
  [PoolPurpose.USER]: [{ key: Scheduling.USER_TAINT, value: 'user' }],
  [PoolPurpose.DASK]: [{ key: Scheduling.DASK_TAINT, value: 'worker' }],
};

const DASK_PURPOSE: Record<PoolPurpose, string> = {
  [PoolPurpose.CORE]: 'core',
  [PoolPurpose.USER]: 'scheduler',
  [PoolPurpose.DASK]: 'worker',
};

/** Applies defaults and refuses bounds that contradict each other. */
export function poolSettings(at: IConstruct, poolName: string, options: NodePoolOptions): PoolSettings {
  const { purpose, maxNodes, capacity = Capacity.ON_DEMAND, diskGiB = 80, gpu } = options;
  const core = purpose === PoolPurpose.CORE;
  const minNodes = options.minNodes ?? (core ? 1 : 0);
  if (isLiteral(maxNodes) && isLiteral(minNodes) && maxNodes < Math.max(minNodes, 1)) {
    throw invalidProp(at, 'maxNodes', `must be at least ${Math.max(minNodes, 1)}, got ${maxNodes}`, 'raise maxNodes');
  }
  if (core && isLiteral(minNodes) && minNodes < 1) {
    throw invalidProp(
      at,
      'minNodes',
      `must be at least 1 for a core pool, got ${minNodes}`,
      'keep one node for the hubs',
    );
  }
  if (core && capacity === Capacity.SPOT) {
    throw invalidProp(
      at,
      'capacity',
      'of a core pool cannot be spot',
      'the cloud would stop hubs at will; use on-demand',
    );
  }
  return {
    minNodes,
    maxNodes,
    spot: capacity === Capacity.SPOT,
    diskGiB,
    gpu,
    labels: {
      [Scheduling.POOL_LABEL]: poolName,
      [Scheduling.PURPOSE_LABEL]: purpose === PoolPurpose.DASK ? 'worker' : purpose,
      [Scheduling.DASK_PURPOSE_LABEL]: DASK_PURPOSE[purpose],
    },
    taints: [...TAINTS[purpose], ...(gpu ? [{ key: Scheduling.GPU_TAINT, value: 'present' }] : [])],
  };
}
