import { type FleetCheck, rightClusters, rightHubs } from '../draft.ts';
import { suggest } from '../near-miss.ts';
import type { Problem } from '../problem.ts';

/** Word a hub writes to have no home directories. */
const NONE = 'none';

/** A hub keeps homes in a storage its cluster has. */
export const checkHomeStorage: FleetCheck = (draft) =>
  rightClusters(draft).flatMap((cluster) => {
    const names = Object.keys(cluster.value.homeStorage);
    const problems: Problem[] = names
      .filter((name) => name === NONE)
      .map((name) =>
        cluster.source.problem(
          ['homeStorage', name],
          { message: `a storage cannot be called ${NONE}`, remedy: 'hubs write it to have no storage, rename it' },
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
  if (home === NONE || (home && names.includes(home))) return undefined;
  if (home) return { message: `the cluster has no homeStorage ${home}`, remedy: suggest(home, [...names, NONE]) };
  if (names.length === 1) return undefined;
  if (names.length === 0) {
    return { message: 'the cluster has no homeStorage', remedy: `add one to cluster.yaml, or write home: ${NONE}` };
  }
  return { message: `the cluster has ${names.length} of homeStorage`, remedy: `choose one of ${names.join(', ')}` };
}
