import { type FleetCheck, rightClusters, rightHubs } from '../draft.ts';
import { suggest } from '../near-miss.ts';

/** A pool for one hub names a hub of its cluster, and no other hub uses it. */
export const checkPoolHubs: FleetCheck = (draft) =>
  rightClusters(draft).flatMap((cluster) => {
    const { source, value } = cluster;
    const names = cluster.hubs.map(({ name }) => name);
    const strays = Object.entries(value.pools).flatMap(([name, { hub }]) => {
      if (hub === undefined || names.includes(hub)) return [];
      const message = `the cluster has no hub ${hub}`;
      return [source.problem(['pools', name, 'hub'], { message, remedy: suggest(hub, names) })];
    });
    const intruders = rightHubs(cluster).flatMap((hub) =>
      hub.value.profiles.flatMap(({ pool = '' }, index) => {
        const owner = value.pools[pool]?.hub;
        if (owner === undefined || owner === hub.name) return [];
        const message = `pool ${pool} is for hub ${owner} only`;
        return [hub.source.problem(['profiles', index, 'pool'], { message, remedy: 'use another pool' })];
      }),
    );
    return [...strays, ...intruders];
  });
