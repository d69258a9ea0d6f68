import { type FleetCheck, rightClusters } from '../draft.ts';
import type { Problem } from '../problem.ts';

/** Keys of the stack that makes a cluster. */
const OWN_ONLY = ['access', 'addOns', 'pipeline'] as const;

/** A cluster that is there already is not told how to be made, but where it is. */
export const checkExistingClusters: FleetCheck = (draft) =>
  rightClusters(draft).flatMap(({ source, value }) => {
    if (!value.existing) return [];
    const problems: Problem[] = OWN_ONLY.filter((key) => given(value, key)).map((key) => {
      const message = 'hubfleet does not manage the cluster that existing names';
      return source.problem([key], { message, remedy: 'remove one of the two' }, 'key');
    });
    const inNetwork = Object.values(value.homeStorage).some(({ kind }) => kind !== 'disk') || value.database;
    if (inNetwork && !value.network.existing) {
      const message =
        'file systems and databases need the network of the cluster, which network.existing does not name';
      problems.push(source.problem(['existing'], { message, remedy: 'add network.existing' }, 'key'));
    }
    return problems;
  });

function given(value: object, key: string): boolean {
  const setting = (value as Record<string, unknown>)[key];
  return typeof setting === 'object' && setting !== null && Object.keys(setting).length > 0;
}
