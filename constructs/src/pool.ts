import type { IConstruct } from 'constructs';

/** What the nodes of a pool are for; it decides their labels and taints. */
export enum PoolPurpose {
  /** Hubs, proxies and support services. Never bought as spot, never scaled to zero. */
  CORE = 'core',
  /** User servers and nothing else. */
  USER = 'user',
  /** Dask workers, which survive the loss of a node. */
  DASK = 'dask',
}

/** How machines are bought. */
export enum Capacity {
  /** At list price, kept until released. */
  ON_DEMAND = 'on-demand',
  /** At a discount, taken back by the cloud at short notice. */
  SPOT = 'spot',
}

/** The accelerators of one node. */
export interface Gpu {
  /**
   * The cloud's name of the accelerator, for example `nvidia-tesla-t4`. AWS derives it from the machine type.
   * @default - what the machine type brings
   */
  readonly acceleratorType?: string;
  /**
   * Accelerators per node.
   * @default 1
   */
  readonly count?: number;
}

/** A group of equal nodes that grows and shrinks. */
export interface NodePoolOptions {
  /** What the nodes are for. */
  readonly purpose: PoolPurpose;
  /** The cloud's machine type, for example `r5.xlarge` or `n2-highmem-4`. */
  readonly machineType: string;
  /** Most nodes the autoscaler may start. It bounds the bill, so it has no default. */
  readonly maxNodes: number;
  /**
   * Nodes kept when nobody is logged in.
   * @default 0 for user and Dask pools, 1 for core pools
   */
  readonly minNodes?: number;
  /**
   * How the machines are bought.
   * @default Capacity.ON_DEMAND
   */
  readonly capacity?: Capacity;
  /**
   * Size of the boot disk in GiB.
   * @default 80
   */
  readonly diskGiB?: number;
  /**
   * Zones that nodes may run in.
   * @default - the cluster's first zone, where zonal disks are
   */
  readonly zones?: string[];
  /**
   * Accelerators of each node.
   * @default - none
   */
  readonly gpu?: Gpu;
}

/** A pool of nodes. */
export interface INodePool extends IConstruct {
  /** Name of the pool in its cloud. */
  readonly poolName: string;
}
