import { type FleetCheck, rightClusters, rightHubs } from '../draft.ts';
import { suggest } from '../near-miss.ts';
import type { Problem } from '../problem.ts';

/** The persistent bucket of a hub is one of its cluster, and is granted in one place only. */
export const checkPersistentBucket: FleetCheck = (draft) =>
  rightClusters(draft).flatMap((cluster) => {
    const { buckets } = cluster.value;
    return rightHubs(cluster).flatMap(({ name, source, value: { persistentBucket } }): Problem[] => {
      if (persistentBucket === undefined) return [];
      const bucket = buckets[persistentBucket];
      if (bucket === undefined) {
        const message = `the cluster has no bucket ${persistentBucket}`;
        const names = Object.keys(buckets);
        const remedy = names.length > 0 ? suggest(persistentBucket, names) : 'add it to buckets of cluster.yaml';
        return [source.problem(['persistentBucket'], { message, remedy })];
      }
      if (bucket.hubs[name] === undefined) return [];
      const message = `hub ${name} has the bucket as its persistentBucket already`;
      const path = ['buckets', persistentBucket, 'hubs', name];
      return [cluster.source.problem(path, { message, remedy: 'remove it here' }, 'key')];
    });
  });
