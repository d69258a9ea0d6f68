import type { Rule } from './rule';
import type { Level, PolicySettings, RuleSet } from './settings';

/**
 * The level of a rule: its own setting, else that of one of its sets (the strictest), else of its category, else by
 * severity. A rule outside the chosen sets is off unless its id or its set is given a level.
 */
export function levelOf(rule: Rule, settings: PolicySettings): Level {
  const levels = settings.levels ?? {};
  const own = pick(levels, rule.id);
  if (own) return own;
  const bySet = setsOf(rule).map((set) => pick(levels, set));
  for (const level of ['error', 'warning', 'off'] as const) if (bySet.includes(level)) return level;
  if (!isChosen(rule, settings.sets ?? ['baseline'])) return 'off';
  return (
    pick(levels, rule.category) ?? (rule.severity === 'critical' || rule.severity === 'high' ? 'error' : 'warning')
  );
}

/** The sets a rule belongs to: those it names, and `cis` when a CIS benchmark asks for it. */
export function setsOf({ sets = ['baseline'], references }: Rule): readonly RuleSet[] {
  const isCis = references.some(({ source }) => source.startsWith('CIS '));
  return isCis && !sets.includes('cis') ? [...sets, 'cis'] : sets;
}

/** `strict` takes in `baseline`. */
function isChosen(rule: Rule, chosen: readonly RuleSet[]): boolean {
  const sets = setsOf(rule);
  return sets.some((set) => chosen.includes(set)) || (chosen.includes('strict') && sets.includes('baseline'));
}

/** All names that the level settings may use. */
export function levelNames(rules: readonly Rule[]): string[] {
  return [...new Set(rules.flatMap((rule) => [rule.id, rule.category, ...setsOf(rule)]))];
}

/** Keys of the level settings that name no rule, set or category. */
export function strayLevels(rules: readonly Rule[], settings: PolicySettings): string[] {
  const keys = Object.keys(settings.levels ?? {});
  if (keys.length === 0) return [];
  const names = new Set(levelNames(rules));
  return keys.filter((key) => !names.has(key)).sort();
}

function pick(levels: Readonly<Record<string, Level>>, key: string): Level | undefined {
  return Object.hasOwn(levels, key) ? levels[key] : undefined;
}
