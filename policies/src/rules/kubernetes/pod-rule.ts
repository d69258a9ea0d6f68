import { formatPath } from '../../attribute-path';
import { type HelmValues, helmValues } from '../../helm-values';
import type { Resource } from '../../resource';
import type { RuleCheck } from '../../rule';
import type { Json } from '../../value';
import type { Leaf } from '../../value-tree';
import { unknown, type Verdict } from '../../verdict';
import { containersOf, type KubeBlock, podsOf, WORKLOAD_TYPES } from './kube-block';

/** How a rule judges pods, and what it makes of values of Helm releases. */
export interface PodJudges {
  pod?(pod: KubeBlock): Verdict;
  container?(container: KubeBlock): Verdict;
  /** @default 'all' */
  readonly containers?: 'containers' | 'initContainers' | 'all';
  /** Names of values that end up in pods whatever the chart, such as `privileged`. What a chart leaves out is its own. */
  readonly values?: readonly string[];
  value?(value: Json, attribute: string, leaf: Leaf): Verdict;
}

/** The checks of a rule about pods: for every type that runs them, and for Helm releases. */
export function podChecks(judges: PodJudges): Record<string, RuleCheck> {
  const workload = (resource: Resource): Verdict =>
    podsOf(resource).flatMap((pod) => [
      ...(judges.pod?.(pod) ?? []),
      ...(judges.container
        ? containersOf(pod, judges.containers).flatMap((container) => judges.container?.(container) ?? [])
        : []),
    ]);
  const checks: Record<string, RuleCheck> = Object.fromEntries(WORKLOAD_TYPES.map((type) => [type, workload]));
  const { values: names, value: judge } = judges;
  if (names && judge) checks.helm_release = (release) => valueVerdict(release, names, judge);
  return checks;
}

/** Judges the leaves of a release's values that have one of these names. */
export function valueVerdict(
  release: Resource,
  names: readonly string[],
  judge: (value: Json, attribute: string, leaf: Leaf) => Verdict,
): Verdict {
  const values = helmValues(release);
  const byName = leavesByName(values);
  const found = names.flatMap((name) =>
    (byName.get(name) ?? []).flatMap((leaf) => {
      const attribute = `values.${formatPath(leaf.path)}`;
      if (leaf.value.state === 'unknown') {
        return unknown(`${attribute} cannot be checked: it ${leaf.value.reason}`, attribute);
      }
      return leaf.value.state === 'known' && !leaf.value.sensitive ? judge(leaf.value.value, attribute, leaf) : [];
    }),
  );
  const [hidden] = values.hidden;
  return hidden === undefined ? found : [...found, ...unknown(`the values cannot be checked: ${hidden}`, 'values')];
}

const memo = new WeakMap<HelmValues, Map<string, Leaf[]>>();

/** Leaves by the last name on their path: many rules look for a few names in the same values. */
function leavesByName(values: HelmValues): Map<string, Leaf[]> {
  const seen = memo.get(values);
  if (seen) return seen;
  const byName = new Map<string, Leaf[]>();
  for (const leaf of values.leaves()) {
    const name = leaf.path.findLast((step) => typeof step === 'string');
    if (typeof name !== 'string') continue;
    const list = byName.get(name);
    if (list) list.push(leaf);
    else byName.set(name, [leaf]);
  }
  memo.set(values, byName);
  return byName;
}

/** True for a value below `initContainers`, which run before anything of a user does. */
export function preparesPod({ path }: Leaf): boolean {
  return path.includes('initContainers') || path.includes('init_containers');
}
