import { type FleetCheck, rightClusters } from '../draft.ts';
import { suggest } from '../near-miss.ts';

/** Hubs that the cluster file grants something are hubs of the cluster. */
export const checkClusterHubs: FleetCheck = (draft) =>
  rightClusters(draft).flatMap(({ source, value, hubs }) => {
    const names = hubs.map(({ name }) => name);
    const named = [
      ...Object.entries(value.buckets).flatMap(([bucket, { hubs: granted }]) =>
        Object.keys(granted).map((hub) => ({ path: ['buckets', bucket, 'hubs', hub], hub })),
      ),
      ...Object.keys(value.hubPermissions).map((hub) => ({ path: ['hubPermissions', hub], hub })),
    ];
    return named
      .filter(({ hub }) => !names.includes(hub))
      .map(({ path, hub }) =>
        source.problem(path, { message: `the cluster has no hub ${hub}`, remedy: suggest(hub, names) }, 'key'),
      );
  });
