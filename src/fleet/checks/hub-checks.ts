import { type FleetCheck, rightClusters } from '../draft.ts';
import { suggest } from '../near-miss.ts';
import type { Problem } from '../problem.ts';

/** Checks of hubs keep their results in a bucket that is there, and come from where they are let in. */
export const checkHubChecks: FleetCheck = (draft) =>
  rightClusters(draft).flatMap(({ source, value: { support, buckets } }) => {
    const { healthChecks, uptimeChecks, ingress } = support;
    const problems: Problem[] = [];
    const history = healthChecks?.history;
    if (history !== undefined && !Object.hasOwn(buckets, history)) {
      const message = `the cluster has no bucket ${history}`;
      const remedy = Object.keys(buckets).length === 0 ? 'add it to buckets' : suggest(history, Object.keys(buckets));
      problems.push(source.problem(['support', 'healthChecks', 'history'], { message, remedy }));
    }
    if (uptimeChecks && ingress.allowedCidrs) {
      const message = 'nobody outside can ask hubs that only ingress.allowedCidrs may reach';
      const remedy = 'remove uptimeChecks and use healthChecks, which ask from inside';
      problems.push(source.problem(['support', 'uptimeChecks'], { message, remedy }, 'key'));
    }
    return problems;
  });
