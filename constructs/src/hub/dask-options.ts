import type { Memory } from './memory';

/** One size of Dask worker that users may choose. */
export interface DaskWorkerSize {
  /** Threads of a worker. */
  readonly threads: number;
  /** CPUs that are kept for a worker. */
  readonly cpus: number;
  /** Memory of a worker, kept and at most. */
  readonly memory: Memory;
}

/** Dask clusters that users start from their servers, through Dask Gateway. */
export interface DaskOptions {
  /** Most workers of one cluster. It bounds the bill, so it has no default. */
  readonly maxWorkersPerCluster: number;
  /** Most CPUs of one cluster. It bounds the bill, so it has no default. */
  readonly maxCpusPerCluster: number;
  /** Most memory of one cluster. It bounds the bill, so it has no default. */
  readonly maxMemoryPerCluster: Memory;
  /**
   * Most clusters of one user at once.
   * @default 2
   */
  readonly maxClustersPerUser?: number;
  /**
   * Sizes of workers, the first is chosen beforehand; `DaskWorkers.sizes` divides a node.
   * @default - one thread and 4 GiB
   */
  readonly workerSizes?: DaskWorkerSize[];
  /**
   * Minutes without work after which a cluster is stopped.
   * @default 30
   */
  readonly idleMinutes?: number;
  /**
   * Version of the Dask Gateway chart; the images' clients must have the same.
   * @default '2026.3.0'
   */
  readonly chartVersion?: string;
}
