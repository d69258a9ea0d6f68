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
  /**
   * Servers that share one accelerator by taking turns, without a bound on its memory. GKE only: on EKS the device
   * plugin decides.
   * @default 1 - none shares
   */
  readonly clientsPerGpu?: number;
}

/** What a taint does to pods that do not tolerate it. */
export enum TaintEffect {
  /** They are not started here. */
  NO_SCHEDULE = 'NO_SCHEDULE',
  /** They are started here only if there is nowhere else. */
  PREFER_NO_SCHEDULE = 'PREFER_NO_SCHEDULE',
  /** They are not started here, and stopped where they run. */
  NO_EXECUTE = 'NO_EXECUTE',
}

/** A taint of a node. */
export interface NodeTaint {
  /** Key of the taint. */
  readonly key: string;
  /**
   * Value of the taint.
   * @default ''
   */
  readonly value?: string;
  /**
   * What it does.
   * @default TaintEffect.NO_SCHEDULE
   */
  readonly effect?: TaintEffect;
}

/** How nodes are told apart, beyond their pool and its purpose. */
export interface NodeMarks {
  /**
   * The one hub that the nodes are for: their label, and the tag by which the bill is split.
   * @default - all hubs
   */
  readonly hubName?: string;
  /**
   * Further labels of the nodes.
   * @default - none
   */
  readonly labels?: Record<string, string>;
  /**
   * Further taints of the nodes.
   * @default - none
   */
  readonly taints?: NodeTaint[];
  /**
   * Further tags of the machines and their disks in the cloud.
   * @default - none
   */
  readonly tags?: Record<string, string>;
  /**
   * Whether the pool is being emptied: what runs goes on, nothing new is started.
   * @default false
   */
  readonly phaseOut?: boolean;
}

/** What the nodes of a pool are made of. */
export interface NodeDetails {
  /**
   * A letter that ends the pool's name in the cloud. Another letter makes new nodes before the old ones go, which a
   * change of the machine type or the disk needs.
   * @default - none
   */
  readonly generation?: string;
  /**
   * Kubernetes version of the nodes, when it is to lag behind the control plane.
   * @default - that of the cluster
   */
  readonly kubernetesVersion?: string;
  /**
   * The cloud's type of the boot disk.
   * @default - gp3 on AWS, pd-balanced on Google Cloud
   */
  readonly diskType?: string;
  /**
   * Operations per second of the boot disk, where its type has a choice.
   * @default - what the type comes with
   */
  readonly diskIops?: number;
  /**
   * MiB per second of the boot disk, where its type has a choice.
   * @default - what the type comes with
   */
  readonly diskThroughputMibps?: number;
  /**
   * Whether the kernel stops only the process that is out of memory, so that a user loses a kernel and not the whole
   * server.
   * @default true for user and Dask pools
   */
  readonly singleProcessOomKill?: boolean;
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
  /**
   * Labels, taints and tags, and the hub that the nodes are for.
   * @default - what follows from the purpose
   */
  readonly marks?: NodeMarks;
  /**
   * Generation, version and disk of the nodes.
   * @default - the cloud's usual ones
   */
  readonly details?: NodeDetails;
}

/** A pool of nodes. */
export interface INodePool extends IConstruct {
  /** Name of the pool in its cloud. */
  readonly poolName: string;
}
