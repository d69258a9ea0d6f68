import { formatPath } from '../../attribute-path';
import type { HelmValues } from '../../helm-values';
import { hubValues } from '../../hub-values';
import type { Resource } from '../../resource';
import type { RuleCheck, RuleContext } from '../../rule';
import { asBoolean, judge, see, show, unknown, type Verdict } from '../../verdict';

/** The checks of a rule about releases of JupyterHub. */
export function onHub(
  judgeHub: (values: HelmValues, release: Resource, context: RuleContext) => Verdict,
): Record<string, RuleCheck> {
  return {
    helm_release: (release, context) => {
      const values = hubValues(release);
      return values ? judgeHub(values, release, context) : [];
    },
  };
}

/** Requires a flag of the chart; an unset one counts as the chart's default. */
export function flag(values: HelmValues, path: string, expected: boolean, what: string): Verdict {
  return judge(values.get(path), path, (value) =>
    asBoolean(value) === expected ? undefined : `${path} is ${show(value)}, ${what}`,
  );
}

/** The verdict when a value cannot be seen. */
export function unseen(values: HelmValues, path: string): Verdict {
  const sight = see(values.get(path));
  return sight.seen ? [] : unknown(`${path} cannot be checked: it ${sight.reason}`, path);
}

/** A part of the values that changes the servers of a profile. */
export interface Override {
  /** For example `singleuser.profileList[0].kubespawner_override`. */
  readonly at: string;
  /** For example `singleuser.profileList[0]`. */
  readonly profile: string;
}

const memo = new WeakMap<object, readonly Override[]>();

/** Everything that profiles and their options change. */
export function overridesOf(values: HelmValues): readonly Override[] {
  const leaves = values.leaves();
  const seen = memo.get(leaves);
  if (seen) return seen;
  const found = new Map<string, Override>();
  for (const { path } of leaves) {
    if (path[0] !== 'singleuser' || path[1] !== 'profileList') continue;
    const end = path.indexOf('kubespawner_override');
    if (end < 0) continue;
    const at = formatPath(path.slice(0, end + 1));
    if (!found.has(at)) found.set(at, { at, profile: formatPath(path.slice(0, 3)) });
  }
  const overrides = [...found.values()];
  memo.set(leaves, overrides);
  return overrides;
}

/** The verdict when the profiles as a whole cannot be seen. */
export function unseenProfiles(values: HelmValues): Verdict {
  const path = 'singleuser.profileList';
  return values.get(path).state === 'unknown' && values.leaves().every((leaf) => leaf.path[1] !== 'profileList')
    ? unseen(values, path)
    : [];
}

const UNITS: Readonly<Record<string, number>> = { '': 0, K: 1, M: 2, G: 3, T: 4 };

/** Bytes as the hub reads them: a number, or a text that ends in K, M, G or T, each 1024 times the one before. */
export function bytesOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([KMGT])$/.exec(String(value)) ?? [];
  return number === undefined ? undefined : Number(number) * 1024 ** (UNITS[unit] ?? 0);
}

/** A number of bytes, or a quantity of Kubernetes such as `10Gi`, in GiB. */
export function gibibytesOf(value: unknown): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([KMGT])i?$/.exec(String(value)) ?? [];
  if (number !== undefined) return Number(number) * 1024 ** ((UNITS[unit] ?? 0) - 3);
  return typeof value === 'number' ? value / 1024 ** 3 : undefined;
}
