import { type Demand, type EventWish, playEvent } from '@hubfleet/policies';
import type { Cluster, Hub } from '../fleet/fleet.ts';
import { clusterUse } from './cluster-use.ts';
import { usageFile } from './usage-file.ts';

/** What becomes of the people of an event. */
export interface EventLoad {
  /** Part of them who wait for a node to start, 0 to 1. */
  readonly waiting: number;
  /** Part of them who get no server, 0 to 1. */
  readonly refused: number;
  readonly peakNodes: number;
}

interface LoadPlace {
  readonly wish: EventWish;
  readonly demand: Demand;
  readonly pool: string;
  /** Nodes of the pool that others take. */
  readonly usualNodes: number;
}

/** Lets the people of an event come to a hub in a cluster as these are configured. */
export function eventLoad(hub: Hub, cluster: Cluster, place: LoadPlace): EventLoad {
  const { wish, demand, pool, usualNodes } = place;
  const setup = clusterUse(cluster, usageFile.parse({})).pools.find(({ name }) => name === pool);
  if (!setup) return { waiting: 0, refused: 1, peakNodes: 0 };
  // Whoever comes when the hub is full is sent away before a server is made.
  const admitted = Math.min(wish.seats, hub.limits.activeServers ?? wish.seats);
  const free = Math.max(0, setup.maxNodes - usualNodes);
  const use = playEvent({ ...wish, seats: admitted }, demand, {
    ...setup,
    maxNodes: free,
    minNodes: Math.min(setup.minNodes, free),
  });
  return {
    waiting: use.waited / wish.seats,
    refused: (use.refused + wish.seats - admitted) / wish.seats,
    peakNodes: use.peakNodes,
  };
}
