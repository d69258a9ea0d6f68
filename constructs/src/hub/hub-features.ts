import type { DaskOptions } from './dask-options';
import type { HomePage } from './home-page';
import type { ImageBuilding } from './image-building';
import type { ServerResources } from './resource-allocation';

/** Which images are pulled before users ask for them. */
export enum ImagePulling {
  /** None: a user waits for the image on a new node. */
  ON_DEMAND = 'on-demand',
  /** On every node that joins. */
  ON_NEW_NODES = 'on-new-nodes',
  /** On every node that joins, and before an upgrade switches to a new image. */
  BEFORE_UPGRADES = 'before-upgrades',
}

/** Room that is kept free, so that the next users need not wait for a node. */
export interface Placeholders {
  /** How many are kept; each gives way to a server. */
  readonly count: number;
  /**
   * Size of one; a few large ones serve better than many small ones.
   * @default - a default server
   */
  readonly resources?: ServerResources;
}

/** Nodes that are kept started, so that many users can begin at once. */
export interface NodePlaceholders {
  /** How many nodes run at least. */
  readonly count: number;
  /** Pool of the nodes. */
  readonly pool: string;
}

/** What a hub does beside starting servers. */
export interface HubFeatures {
  /**
   * Servers that a user may run beside the first, each with a name.
   * @default 0
   */
  readonly namedServersPerUser?: number;
  /**
   * Most servers at once; it bounds the bill of an open hub.
   * @default - no limit
   */
  readonly activeServerLimit?: number;
  /**
   * Most servers that start at once.
   * @default 100
   */
  readonly concurrentSpawnLimit?: number;
  /**
   * Text on the login page and the home page.
   * @default - none
   */
  readonly announcement?: string;
  /**
   * Other variables of the hub's page templates.
   * @default - none
   */
  readonly templateVariables?: Record<string, string>;
  /**
   * Room that is kept free.
   * @default - none
   */
  readonly placeholders?: Placeholders;
  /**
   * Nodes that are kept started.
   * @default - none beyond what the pool keeps
   */
  readonly nodePlaceholders?: NodePlaceholders;
  /**
   * Pages of the hub from a git repository.
   * @default - the chart's own
   */
  readonly homePage?: HomePage;
  /**
   * Which images are pulled beforehand.
   * @default ImagePulling.ON_DEMAND
   */
  readonly imagePulling?: ImagePulling;
  /**
   * Whether servers are packed on the fullest nodes by a scheduler of their own, so that others can stop.
   * @default false
   */
  readonly packServers?: boolean;
  /**
   * Whether a service may start and stop a server of one test user, and nothing else.
   * @default true
   */
  readonly healthCheck?: boolean;
  /**
   * Python snippets of the hub's configuration by a name that orders them, for example `50-theme`.
   * @default - none
   */
  readonly pythonSnippets?: Record<string, string>;
  /**
   * Whether Prometheus learns which groups users are in, so that use and cost can be told by group; needs a login that
   * brings groups.
   * @default false
   */
  readonly groupMetrics?: boolean;
  /**
   * Whether Prometheus learns the size of each home directory; only where homes are on a shared file system.
   * @default false
   */
  readonly homeMetrics?: boolean;
  /**
   * Dask clusters for users.
   * @default - none
   */
  readonly dask?: DaskOptions;
  /**
   * Images that users build from git repositories.
   * @default - none
   */
  readonly imageBuilding?: ImageBuilding;
}
