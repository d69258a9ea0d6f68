import type { IConstruct } from 'constructs';
import { Capacity, type Gpu, type NodePoolOptions, PoolPurpose, TaintEffect } from '../pool';
import { Scheduling } from '../scheduling';
import { invalidProp, isLiteral } from './errors';

/** A taint in neither cloud's spelling. */
export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: TaintEffect;
}

/** `NodePoolOptions` with every default applied. */
export interface PoolSettings {
  readonly minNodes: number;
  readonly maxNodes: number;
  readonly spot: boolean;
  readonly diskGiB: number;
  readonly gpu?: Gpu;
  readonly labels: Record<string, string>;
  readonly taints: Taint[];
  /** Tags beyond those of the cluster and the purpose. */
  readonly tags: Record<string, string>;
  readonly singleProcessOomKill: boolean;
  /** Name of the pool with its generation. */
  readonly name: string;
}

const taint = (key: string, value: string): Taint => ({ key, value, effect: TaintEffect.NO_SCHEDULE });

const TAINTS: Record<PoolPurpose, Taint[]> = {
  [PoolPurpose.CORE]: [],
  [PoolPurpose.USER]: [taint(Scheduling.USER_TAINT, 'user')],
  [PoolPurpose.DASK]: [taint(Scheduling.DASK_TAINT, 'worker')],
};

const DASK_PURPOSE: Record<PoolPurpose, string> = {
  [PoolPurpose.CORE]: 'core',
  [PoolPurpose.USER]: 'scheduler',
  [PoolPurpose.DASK]: 'worker',
};

/** Applies defaults and refuses bounds that contradict each other. */
export function poolSettings(at: IConstruct, poolName: string, options: NodePoolOptions): PoolSettings {
  const { purpose, maxNodes, capacity = Capacity.ON_DEMAND, diskGiB = 80, gpu, marks = {}, details = {} } = options;
  const minNodes = options.minNodes ?? (purpose === PoolPurpose.CORE ? 1 : 0);
  refuseContradictions(at, { ...options, minNodes });
  const { generation, singleProcessOomKill = purpose !== PoolPurpose.CORE } = details;
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
      ...(marks.hubName === undefined ? {} : { [Scheduling.HUB_LABEL]: marks.hubName }),
      ...marks.labels,
    },
    taints: [
      ...TAINTS[purpose],
      ...(gpu ? [taint(Scheduling.GPU_TAINT, 'present')] : []),
      ...(marks.phaseOut ? [taint(Scheduling.PHASE_OUT_TAINT, 'true')] : []),
      ...(marks.taints ?? []).map(({ key, value = '', effect }) => ({
        ...taint(key, value),
        ...(effect && { effect }),
      })),
    ],
    tags: marks.tags ?? {},
    singleProcessOomKill,
    name: generation === undefined ? poolName : `${poolName}-${generation}`,
  };
}

function refuseContradictions(at: IConstruct, options: NodePoolOptions & { readonly minNodes: number }): void {
  const { purpose, minNodes, maxNodes, capacity } = options;
  const core = purpose === PoolPurpose.CORE;
  const least = Math.max(minNodes, 1);
  if (isLiteral(maxNodes) && isLiteral(minNodes) && maxNodes < least) {
    throw invalidProp(at, 'maxNodes', `must be at least ${least}, got ${maxNodes}`, 'raise maxNodes');
  }
  if (core && isLiteral(minNodes) && minNodes < 1) {
    const problem = `must be at least 1 for a core pool, got ${minNodes}`;
    throw invalidProp(at, 'minNodes', problem, 'keep one node for the hubs');
  }
  if (core && capacity === Capacity.SPOT) {
    const remedy = 'the cloud would stop hubs at will; use on-demand';
    throw invalidProp(at, 'capacity', 'of a core pool cannot be spot', remedy);
  }
}
