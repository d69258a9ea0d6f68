import { type FleetCheck, rightClusters, rightHubs } from '../draft.ts';
import { suggest } from '../near-miss.ts';
import type { Problem } from '../problem.ts';

/** Words a hub writes instead of a storage: no home directories, or a disk for each user. */
const NONE = 'none';
const DISKS = 'disks';

/** A hub keeps homes in a storage its cluster has. */
export const checkHomeStorage: FleetCheck = (draft) =>
  rightClusters(draft).flatMap((cluster) => {
    const names = Object.keys(cluster.value.homeStorage);
    const problems: Problem[] = names
      .filter((name) => name === NONE || name === DISKS)
      .map((name) =>
        cluster.source.problem(
          ['homeStorage', name],
          { message: `a storage cannot be called ${name}`, remedy: 'hubs write it to have no storage, rename it' },
          'key',
        ),
      );
    for (const { source, value } of rightHubs(cluster)) {
      const details = judge(value.storage.home, names);
      if (details) problems.push(source.problem(['storage', 'home'], details));
    }
    return problems;
  });

function judge(home: string | undefined, names: readonly string[]) {
  if (home === NONE || home === DISKS || (home && names.includes(home))) return undefined;
  if (home)
    return { message: `the cluster has no homeStorage ${home}`, remedy: suggest(home, [...names, DISKS, NONE]) };
  if (names.length === 1) return undefined;
  if (names.length === 0) {
    return { message: 'the cluster has no homeStorage', remedy: `add one to cluster.yaml, or write home: ${NONE}` };
  }
  return { message: `the cluster has ${names.length} of homeStorage`, remedy: `choose one of ${names.join(', ')}` };
}
