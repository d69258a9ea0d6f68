import { HelmFailure, type HelmRelease, type HelmRunner } from '../../helm/helm-runner.ts';
import type { StackApplication } from '../../terraform/apply-stack.ts';
import { rollBackRelease } from './helm-rollback.ts';
import type { Rollback } from './record.ts';
import type { RolloutStack } from './rollout-stack.ts';

/** What a failed hub is taken back with. */
export interface TakeBackTools {
  /** `auto`: Terraform with the version that worked last, else Helm; `helm`: Helm at once. */
  readonly how: 'auto' | 'helm';
  readonly helm: HelmRunner;
  /** Context of the local kubeconfig for the cluster of a stack. */
  kubeContextOf(stack: RolloutStack): string;
  /** The version of a stack that worked last. */
  previousOf(stack: RolloutStack): Promise<{ readonly hash: string; readonly json: string } | undefined>;
  reapply(stack: RolloutStack, json: string): Promise<StackApplication>;
}

/** Takes a failed hub back to what it was before a moment: one way after the other, until one works. Never throws. */
export async function takeBack(stack: RolloutStack, startedAt: Date, tools: TakeBackTools): Promise<Rollback[]> {
  const previous = tools.how === 'auto' ? await tools.previousOf(stack) : undefined;
  const first = previous && (await timed('terraform', () => byTerraform(stack, previous, tools)));
  if (first && first.outcome !== 'failed') return [first];
  const second = await timed('helm', () => byHelm(stack, startedAt, tools));
  return [...(first ? [first] : []), second];
}

type Ending = Pick<Rollback, 'outcome' | 'to' | 'cause'>;

async function byTerraform(
  stack: RolloutStack,
  { hash, json }: { readonly hash: string; readonly json: string },
  { reapply }: TakeBackTools,
): Promise<Ending> {
  const { outcome, failure, plan } = await reapply(stack, json);
  if (outcome === 'applied') return { outcome: 'done', to: hash };
  if (outcome === 'no-changes') return { outcome: 'nothing-to-do', to: hash };
  const rules = [...new Set(plan.findings.filter(({ level }) => level === 'error').map(({ rule }) => rule))];
  const cause = outcome === 'refused' ? `the policies forbid it: ${rules.join(', ')}` : failure?.message;
  return { outcome: 'failed', to: hash, ...(cause !== undefined && { cause }) };
}

async function byHelm(stack: RolloutStack, startedAt: Date, { helm, kubeContextOf }: TakeBackTools): Promise<Ending> {
  const endings: Ending[] = [];
  for (const { timeoutSeconds, ...release } of releasesOf(stack)) {
    const step = await rollBackRelease(
      helm,
      { ...release, kubeContext: kubeContextOf(stack) },
      { startedAt, timeoutSeconds },
    );
    if (step.kind === 'impossible') {
      return {
        outcome: 'failed',
        cause: `${release.name} has no revision that worked before; it is a first installation`,
      };
    }
    endings.push({
      outcome: step.kind === 'nothing' ? 'nothing-to-do' : 'done',
      to: `${release.name} ${step.revision}`,
    });
  }
  if (endings.length === 0) return { outcome: 'failed', cause: 'the stack has no Helm release' };
  const outcome = endings.some((each) => each.outcome === 'done') ? 'done' : 'nothing-to-do';
  return { outcome, to: endings.map(({ to }) => to).join(', ') };
}

interface StackRelease extends Omit<HelmRelease, 'kubeContext'> {
  readonly timeoutSeconds: number;
}

/** Seconds that Helm waits by itself. */
const HELM_TIMEOUT = 300;

/** The releases of a stack whose names are written out. */
function releasesOf({ json }: RolloutStack): StackRelease[] {
  const { resource } = json as { resource?: { helm_release?: Record<string, Record<string, unknown>> } };
  return Object.values(resource?.helm_release ?? {}).flatMap(({ name, namespace, timeout }) => {
    if (typeof name !== 'string' || typeof namespace !== 'string' || `${name}${namespace}`.includes('${')) return [];
    return [{ name, namespace, timeoutSeconds: typeof timeout === 'number' ? timeout : HELM_TIMEOUT }];
  });
}

async function timed(how: Rollback['how'], work: () => Promise<Ending>): Promise<Rollback> {
  const began = performance.now();
  const seconds = (): number => Math.round(performance.now() - began) / 1000;
  try {
    return { how, ...(await work()), seconds: seconds() };
  } catch (error) {
    const cause = error instanceof HelmFailure ? error.message : `unexpected error: ${(error as Error).message}`;
    return { how, outcome: 'failed', cause, seconds: seconds() };
  }
}
