import { type ClusterDraft, type FleetCheck, rightClusters } from '../draft.ts';
import type { Problem } from '../problem.ts';
import type { SourceFile } from '../source-file.ts';

/** A cluster has one pool for its services and at least one for users. */
export const checkPoolPurposes: FleetCheck = (draft) => rightClusters(draft).flatMap(checkPools);

function checkPools({ source, value: { pools } }: Required<Pick<ClusterDraft, 'source' | 'value'>>): Problem[] {
  const named = (purpose: string) => Object.keys(pools).filter((name) => pools[name]?.purpose === purpose);
  const core = named('core');
  const problems = core.slice(1).map((name) => secondCore(source, name, core[0] ?? ''));
  if (core.length === 0) problems.push(missing(source, 'core', 'hubs and cluster services have nowhere to run'));
  if (named('user').length === 0) problems.push(missing(source, 'user', 'user servers have nowhere to run'));
  for (const name of core) {
    if ((pools[name]?.minNodes ?? 0) >= 1) continue;
    const message = 'expected at least 1 in a core pool, got 0';
    problems.push(source.problem(['pools', name, 'minNodes'], { message, remedy: 'write minNodes: 1' }));
  }
  return problems;
}

function secondCore(source: SourceFile, name: string, first: string): Problem {
  const message = `a cluster has one core pool and ${first} is one already`;
  return source.problem(['pools', name, 'purpose'], { message, remedy: 'make it a user pool, or remove it' });
}

function missing(source: SourceFile, purpose: string, why: string): Problem {
  const message = `there is no ${purpose} pool, ${why}`;
  return source.problem(['pools'], { message, remedy: `add a pool with purpose: ${purpose}` }, 'key');
}
