import type { Rule } from './rule';
import type { Level, PolicySettings } from './settings';

/** The level of a rule: its own setting, else that of one of its sets (the strictest), else of its category, else by severity; opt-in rules stay off until they or a set are named. */
export function levelOf(rule: Rule, settings: PolicySettings): Level {
  const levels = settings.levels ?? {};
  const own = pick(levels, rule.id);
  if (own) return own;
  const bySet = (rule.sets ?? []).map((set) => pick(levels, set)).filter((level) => level !== undefined);
  for (const level of ['error', 'warning', 'off'] as const) if (bySet.includes(level)) return level;
  if (rule.optIn) return 'off';
  return (
    pick(levels, rule.category) ?? (rule.severity === 'critical' || rule.severity === 'high' ? 'error' : 'warning')
  );
}

/** Keys of the level settings that name no rule, set or category. */
export function strayLevels(rules: readonly Rule[], settings: PolicySettings): string[] {
  const names = new Set(rules.flatMap((rule) => [rule.id, rule.category, ...(rule.sets ?? [])]));
  return Object.keys(settings.levels ?? {})
    .filter((key) => !names.has(key))
    .sort();
}

function pick(levels: Readonly<Record<string, Level>>, key: string): Level | undefined {
  return Object.hasOwn(levels, key) ? levels[key] : undefined;
}
