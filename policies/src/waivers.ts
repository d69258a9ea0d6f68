import { type Finding, fingerprint } from './finding';
import type { Rule, Stage } from './rule';
import { type Waiver, waiverMatcher, waiverProblem, waiverStatus } from './waiver';

/** What waivers are judged by. */
export interface WaiverContext {
  readonly today: string;
  readonly stage: Stage;
  readonly rules: readonly Rule[];
  /** Rules that the settings turn off: their waivers are neither used nor unused. */
  readonly off?: ReadonlySet<string>;
}

/** Findings and waivers after they were held against each other. */
export interface WaiverOutcome {
  readonly findings: readonly Finding[];
  readonly waived: readonly Finding[];
  readonly unusedWaivers: readonly Waiver[];
  readonly expiredWaivers: readonly Waiver[];
  readonly expiringWaivers: readonly Waiver[];
}

/** Sets aside the findings that a waiver covers. An expired or unacceptable waiver covers nothing. */
export function applyWaivers(
  found: readonly Finding[],
  waivers: readonly Waiver[],
  context: WaiverContext,
): WaiverOutcome {
  const status = new Map(waivers.map((waiver) => [waiver, waiverStatus(waiver, context.today)]));
  const usable = waivers
    .filter((waiver) => status.get(waiver) === 'valid' || status.get(waiver) === 'soon')
    .map((waiver) => ({ waiver, matches: waiverMatcher(waiver) }));
  const unwaivable = new Set(context.rules.filter((rule) => rule.waivable === false).map((rule) => rule.id));
  const used = new Set<Waiver>();
  const findings: Finding[] = [];
  const waived: Finding[] = [];
  for (const finding of found) {
    const cover = unwaivable.has(finding.rule) ? [] : usable.filter(({ matches }) => matches(finding));
    for (const { waiver } of cover) used.add(waiver);
    if (cover[0]) waived.push({ ...finding, waiver: cover[0].waiver });
    else findings.push(finding);
  }
  const isRun = (rule: Rule) => rule.stages.includes(context.stage) && !context.off?.has(rule.id);
  const ran = new Map(context.rules.map((rule) => [rule.id, isRun(rule)]));
  return {
    findings: [...findings, ...waivers.flatMap((waiver) => unacceptable(waiver, context.today, unwaivable))],
    waived,
    unusedWaivers: usable
      .map(({ waiver }) => waiver)
      .filter((waiver) => !used.has(waiver) && ran.get(waiver.rule) !== false),
    expiredWaivers: waivers.filter((waiver) => status.get(waiver) === 'expired'),
    expiringWaivers: waivers.filter((waiver) => status.get(waiver) === 'soon' && used.has(waiver)),
  };
}

function unacceptable(waiver: Waiver, today: string, unwaivable: ReadonlySet<string>): Finding[] {
  const problem = unwaivable.has(waiver.rule) ? 'the rule cannot be waived' : waiverProblem(waiver, today);
  if (problem === undefined) return [];
  const place =
    waiver.file === undefined ? '' : `${waiver.file}${waiver.line === undefined ? '' : `:${waiver.line}`}: `;
  const key = { rule: 'policies/waiver', stack: '', address: '', attribute: `${waiver.rule} ${waiver.match}` };
  return [
    {
      ...key,
      severity: 'high',
      category: 'reliability',
      message: `${place}waiver of ${waiver.rule} for ${waiver.match} is not accepted: ${problem}`,
      remedy: 'Give a reason, an owner and a day at most 180 days ahead, or mend the finding and remove the waiver.',
      verdict: 'fail',
      fingerprint: fingerprint(key),
      level: 'error',
    },
  ];
}
