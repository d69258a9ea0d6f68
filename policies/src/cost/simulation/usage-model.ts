import type { ArrivalPattern } from './week';

/** How a hub is used. */
export interface UsageModel {
  /** People who use the hub in a month. */
  readonly users: number;
  /** Visits of one of them in a week. */
  readonly sessionsPerWeek: number;
  /** Hours of one visit in which something happens; the culling comes on top. */
  readonly hoursPerSession: number;
  readonly arrivals: ArrivalPattern;
  /**
   * Whether visits differ in length (many short ones, some long ones) or are all the same.
   * @default true
   */
  readonly varied?: boolean;
}

/** When a hub stops servers. */
export interface CullingSettings {
  /** Minutes without activity after which a server stops. */
  readonly idleMinutes: number;
  /** Hours after which a server stops even when it works; 0 for never. */
  readonly maxAgeHours: number;
  /** Minutes between two looks of the culler. @default 10 */
  readonly everyMinutes?: number;
}

/** What a server asks of its node. */
export interface Demand {
  /** Guaranteed CPUs, in thousandths. */
  readonly milliCpus: number;
  /** Guaranteed memory in bytes. */
  readonly bytes: number;
  readonly gpus: number;
}

/** A choice that users have, and how many take it. */
export interface ProfileUse extends Demand {
  readonly slug: string;
  readonly pool: string;
  /** Part of the visits, relative to the other profiles. */
  readonly share: number;
}

/** Workers that some visits start beside their server. */
export interface DaskUse extends Demand {
  readonly pool: string;
  /** Part of the visits that start a Dask cluster, 0 to 1. */
  readonly share: number;
  readonly workers: number;
  /** Hours for which they run. */
  readonly hours: number;
}

/** One hub as a simulation sees it. */
export interface HubUse {
  readonly name: string;
  readonly usage: UsageModel;
  readonly culling: CullingSettings;
  readonly profiles: readonly ProfileUse[];
  readonly dask?: DaskUse;
}

/** Pods that hold room free and give way to servers. */
export interface Placeholders extends Demand {
  readonly count: number;
}

/** A pool of nodes as a simulation sees it. */
export interface PoolSetup {
  readonly name: string;
  /** CPUs that a node has left for servers, in thousandths. */
  readonly milliCpus: number;
  /** Memory that a node has left for servers, in bytes. */
  readonly bytes: number;
  readonly gpus: number;
  /** Most servers on one node, whatever their size. @default - no limit */
  readonly pods?: number;
  readonly minNodes: number;
  readonly maxNodes: number;
  /** Minutes from asking for a node until servers start on it. @default 5 */
  readonly bootMinutes?: number;
  /** Minutes after which an empty node is given back. @default 10 */
  readonly scaleDownMinutes?: number;
  /** A server goes to the fullest node it fits on, or to the emptiest. @default true */
  readonly packs?: boolean;
  readonly placeholders?: Placeholders;
}
