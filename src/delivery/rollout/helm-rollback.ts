import { z } from 'zod';
import { HelmFailure, type HelmRelease, type HelmRunner } from '../../helm/helm-runner.ts';

const history = z.array(
  z.object({ revision: z.number(), updated: z.string(), status: z.string(), description: z.string().optional() }),
);

type Revision = z.output<typeof history>[number];

/** What is to be done with a release so that it is as it was. */
export type HelmStep =
  | { readonly kind: 'roll-back'; readonly revision: number }
  /** It is as it was: nothing was upgraded, or Helm has taken it back by itself. */
  | { readonly kind: 'nothing'; readonly revision: number }
  | { readonly kind: 'impossible' };

/**
 * Chooses the revision that worked before a rollout began. `helm rollback` alone goes to the revision before the
 * newest, which is the broken one once an atomic upgrade has already rolled back.
 */
export function helmStep(revisions: readonly Revision[], startedAt: Date): HelmStep {
  const worked = revisions.filter(({ status }) => status === 'deployed' || status === 'superseded');
  const before = worked
    .filter(({ updated }) => new Date(updated) < startedAt)
    .sort(byRevision)
    .at(-1);
  if (!before) return { kind: 'impossible' };
  const { revision } = before;
  const live = worked
    .filter(({ status }) => status === 'deployed')
    .sort(byRevision)
    .at(-1);
  const isBack = live && (live.revision === revision || live.description === `Rollback to ${revision}`);
  return isBack && revisions.every((each) => each.revision <= live.revision)
    ? { kind: 'nothing', revision }
    : { kind: 'roll-back', revision };
}

/**
 * Takes a release back to what it was before a moment, and waits until it is up.
 * @throws HelmFailure
 */
export async function rollBackRelease(
  helm: HelmRunner,
  release: HelmRelease,
  { startedAt, timeoutSeconds }: { readonly startedAt: Date; readonly timeoutSeconds: number },
): Promise<HelmStep> {
  const step = helmStep(await historyOf(helm, release), startedAt);
  if (step.kind !== 'roll-back') return step;
  const args = [String(step.revision), '--wait', `--timeout=${timeoutSeconds}s`, '--cleanup-on-fail'];
  await helm.run('rollback', release, args);
  return step;
}

async function historyOf(helm: HelmRunner, release: HelmRelease): Promise<Revision[]> {
  const text = await helm.run('history', release, ['--max=20', '--output=json']);
  try {
    return history.parse(JSON.parse(text));
  } catch {
    throw new HelmFailure(`helm history ${release.name}: its answer cannot be read; use Helm 3 or 4`);
  }
}

function byRevision(a: Revision, b: Revision): number {
  return a.revision - b.revision;
}
