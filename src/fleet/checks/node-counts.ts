import { type FleetCheck, rightClusters } from '../draft.ts';

/** A pool may grow to what it starts with. */
export const checkNodeCounts: FleetCheck = (draft) =>
  rightClusters(draft).flatMap(({ source, value }) =>
    Object.entries(value.pools)
      .filter(([, { minNodes, maxNodes }]) => maxNodes < minNodes)
      .map(([name, { minNodes, maxNodes }]) =>
        source.problem(['pools', name, 'maxNodes'], {
          message: `expected at least minNodes (${minNodes}), got ${maxNodes}`,
          remedy: 'raise maxNodes or lower minNodes',
        }),
      ),
  );
