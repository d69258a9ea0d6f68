import type { BaselineEntry } from './baseline';
import { compareFindings, type Finding, findingOf, fingerprint } from './finding';
import { levelNames, levelOf, strayLevels } from './levels';
import { nearMiss } from './near-miss';
import { PriceBook } from './prices/price-book';
import type { Resource } from './resource';
import { ResourceIndex, typeKey } from './resource-index';
import type { Rule, RuleContext, Stage } from './rule';
import { rules as catalogue } from './rules';
import { DEFAULT_LIMITS, type PolicySettings } from './settings';
import type { Judgement } from './verdict';
import type { Waiver } from './waiver';
import { applyWaivers } from './waivers';

/** How to check. */
export interface CheckOptions {
  readonly stage: Stage;
  /** @default [] */
  readonly waivers?: readonly Waiver[];
  /** The day of the check, `YYYY-MM-DD`: waivers and support dates are judged by it. */
  readonly today: string;
  /** @default the catalogue */
  readonly rules?: readonly Rule[];
  /** @default {} */
  readonly settings?: PolicySettings;
  /** What things cost, for the rules about budgets. @default - the list prices that come with this version */
  readonly book?: PriceBook;
  /**
   * Findings made elsewhere, such as `stackFaults`, to be sorted in; faults of a stack are never waived.
   * @default []
   */
  readonly faults?: readonly Finding[];
}

/** What a check found. */
export interface CheckResult {
  /** Findings that stand, worst first. */
  readonly findings: readonly Finding[];
  /** Findings covered by a waiver. */
  readonly waived: readonly Finding[];
  /** Waivers that cover nothing. */
  readonly unusedWaivers: readonly Waiver[];
  /** Waivers past their day, or without a readable one. */
  readonly expiredWaivers: readonly Waiver[];
  /** Waivers in use that end within 14 days. */
  readonly expiringWaivers: readonly Waiver[];
  /** Findings that a baseline holds; only with a baseline. */
  readonly baselined?: readonly Finding[];
  /** Entries of the baseline that match nothing any more; only with a baseline. */
  readonly mended?: readonly BaselineEntry[];
  /** Rules that ran at this stage. */
  readonly rulesRun: number;
  /** Resources looked at. */
  readonly resources: number;
}

const listPrices = new PriceBook();

/** Runs the rules over the resources. Pure: same input, same result, in the same order. */
export function check(resources: readonly Resource[], options: CheckOptions): CheckResult {
  const { stage, today, settings = {}, book = listPrices, rules = catalogue } = options;
  const index = new ResourceIndex(resources);
  const limits = { ...DEFAULT_LIMITS, ...settings.limits };
  const context = { stage, today, limits, book, resources: index };
  const off = new Set(rules.filter((rule) => levelOf(rule, settings) === 'off').map(({ id }) => id));
  const active = rules.filter((rule) => rule.stages.includes(stage) && !off.has(rule.id));
  const byType = groupByType(active);
  const found = new Map<string, Finding>();
  for (const resource of resources) {
    for (const rule of byType.get(typeKey(resource)) ?? []) {
      if (resource.removed && !rule.judgesRemoved) continue;
      for (const finding of judge(rule, resource, context, settings)) keepWorst(found, finding);
    }
  }
  for (const finding of settingFindings(rules, settings)) keepWorst(found, finding);
  const outcome = applyWaivers([...found.values()], options.waivers ?? [], { today, stage, rules, off });
  return {
    ...outcome,
    findings: [...outcome.findings, ...(options.faults ?? [])].sort(compareFindings),
    waived: [...outcome.waived].sort(compareFindings),
    rulesRun: active.length,
    resources: resources.length,
  };
}

function groupByType(rules: readonly Rule[]): Map<string, Rule[]> {
  const byType = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const type of Object.keys(rule.checks)) {
      const list = byType.get(type);
      if (list) list.push(rule);
      else byType.set(type, [rule]);
    }
  }
  return byType;
}

function judge(rule: Rule, resource: Resource, context: RuleContext, settings: PolicySettings): Finding[] {
  try {
    const verdict = rule.checks[typeKey(resource)]?.(resource, context) ?? [];
    if (verdict.length === 0) return [];
    const level = levelOf(rule, settings) === 'error' ? 'error' : 'warning';
    const seen = settings.onUnknown === 'off' ? verdict.filter(({ kind }) => kind !== 'unknown') : verdict;
    return seen.map((judgement) => toFinding(rule, resource, judgement, level, settings));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [findingOf(rule, resource, { verdict: 'error', level: 'error', message: `the rule broke: ${reason}` })];
  }
}

function toFinding(
  rule: Rule,
  resource: Resource,
  judgement: Judgement,
  level: 'error' | 'warning',
  settings: PolicySettings,
): Finding {
  const attribute = resource.change?.deposed ? `deposed ${resource.change.deposed}` : judgement.attribute;
  const unseen = level === 'error' && settings.onUnknown === 'error' ? 'error' : 'warning';
  return findingOf(rule, resource, {
    verdict: judgement.kind,
    message: judgement.message,
    level: judgement.kind === 'unknown' ? unseen : level,
    ...(attribute !== undefined && { attribute }),
  });
}

const VERDICTS = ['error', 'fail', 'unknown'];

/** One finding per rule, place and attribute: the one that says most. */
function keepWorst(found: Map<string, Finding>, finding: Finding): void {
  const other = found.get(finding.fingerprint);
  if (!other || VERDICTS.indexOf(finding.verdict) < VERDICTS.indexOf(other.verdict)) {
    found.set(finding.fingerprint, finding);
  }
}

function settingFindings(rules: readonly Rule[], settings: PolicySettings): Finding[] {
  const stray = strayLevels(rules, settings);
  const names = stray.length === 0 ? [] : levelNames(rules);
  return stray.map((key) => {
    const near = nearMiss(key, names);
    const place = { rule: 'policies/settings', stack: '', address: '', attribute: `levels.${key}` };
    return {
      ...place,
      severity: 'high',
      category: 'reliability',
      message: `policies.levels: ${JSON.stringify(key)} is not a rule, a set or a category`,
      remedy: `${near === undefined ? 'Correct the name' : `Write ${near}`}, or remove it from the levels; hubfleet explain --list names all rules.`,
      verdict: 'fail',
      fingerprint: fingerprint(place),
      level: 'error',
    };
  });
}
