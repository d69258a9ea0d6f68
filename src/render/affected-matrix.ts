import type { AffectedStack } from '../delivery/affected/affected-stack.ts';
import type { MatrixUnit } from './affected.ts';

/** A matrix is larger than its service takes. */
export class MatrixTooLarge extends Error {}

/** Most jobs of a matrix, by the documentation of each service. */
const MOST_JOBS = { github: 256, gitlab: 200 };

/**
 * A matrix for GitHub Actions on one line, `{"include":[{"stack","cluster","layer","kind"}]}` or with one entry per
 * cluster `{"include":[{"cluster","stacks"}]}`. What is removed has no job.
 * @throws MatrixTooLarge
 */
export function renderAffectedGithub(stacks: readonly AffectedStack[], by: MatrixUnit): string {
  const include = jobs(stacks, by, MOST_JOBS.github);
  return `${JSON.stringify({ include })}\n`;
}

/**
 * A file for a child pipeline of GitLab: the hidden job `.affected` carries the matrix with the variables
 * HUBFLEET_STACK, HUBFLEET_CLUSTER and so on, and jobs of another included file extend it. Without anything to do
 * there is one job that says so, because GitLab refuses an empty pipeline.
 * @throws MatrixTooLarge
 */
export function renderAffectedGitlab(stacks: readonly AffectedStack[], by: MatrixUnit): string {
  const matrix = jobs(stacks, by, MOST_JOBS.gitlab).map((job) =>
    Object.fromEntries(Object.entries(job).map(([name, value]) => [`HUBFLEET_${name.toUpperCase()}`, [value]])),
  );
  const pipeline =
    matrix.length > 0
      ? { '.affected': { parallel: { matrix } } }
      : { '.affected': { rules: [{ when: 'never' }] }, 'nothing-touched': { script: ['echo "no stack is touched"'] } };
  return `${JSON.stringify(pipeline)}\n`;
}

function jobs(stacks: readonly AffectedStack[], by: MatrixUnit, most: number): Record<string, string>[] {
  const present = stacks.filter(({ kind }) => kind !== 'removed');
  const entries = by === 'stack' ? present.map(stackJob) : clusterJobs(present);
  if (entries.length <= most) return entries;
  const remedy = by === 'stack' ? 'give --by cluster' : 'choose some with --cluster';
  throw new MatrixTooLarge(`--format: a matrix has at most ${most} jobs, got ${entries.length}; ${remedy}`);
}

function stackJob({ stack, cluster, layer, kind }: AffectedStack) {
  return { stack, cluster, layer, kind };
}

function clusterJobs(stacks: readonly AffectedStack[]) {
  return [...new Set(stacks.map(({ cluster }) => cluster))].map((cluster) => {
    const own = stacks.filter((each) => each.cluster === cluster);
    return { cluster, stacks: own.map(({ stack }) => stack).join(' ') };
  });
}
