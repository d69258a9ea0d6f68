import type { Cluster } from '../../fleet/fleet.ts';

/** A cluster file of Google Cloud. */
export type GoogleCluster = Extract<Cluster, { provider: 'google' }>;

const isZone = (location: string): boolean => /-[a-z]$/.test(location);

/** Region of a region or zone. */
export const regionOf = (location: string): string => (isZone(location) ? location.slice(0, -2) : location);

/** Zone of the nodes and of what is bound to one: the location, or zone b, which every region has. */
export const zoneOf = (location: string): string => (isZone(location) ? location : `${location}-b`);
