import { type CheckResult, rules as catalogue, type Finding, type Severity, type Waiver } from '@hubfleet/policies';
import { type Outcome, type OutcomeLevel, outcomeLimits, type RunTaskResult } from '../hcp/outcome.ts';
import type { RunTaskStage } from '../hcp/run-task-request.ts';

/** What the words depend on. */
export interface RunTaskCircumstances {
  readonly stage: RunTaskStage;
  /** A mandatory task that fails stops the run; an advisory one does not. */
  readonly isMandatory: boolean;
}

/** The answer to a run task: what stands first, worst first; then what waivers cover. */
export function renderRunTaskResult(result: CheckResult, circumstances: RunTaskCircumstances): RunTaskResult {
  const errors = result.findings.filter(({ level }) => level === 'error');
  const warnings = result.findings.filter(({ level }) => level === 'warning');
  return {
    status: errors.length > 0 ? 'failed' : 'passed',
    message: clip(messageOf(result, errors.length, circumstances), outcomeLimits.message),
    outcomes: bound([
      ...[...errors, ...warnings].map(findingOutcome),
      ...result.expiredWaivers.map(expiredOutcome),
      ...result.waived.map(findingOutcome),
    ]),
  };
}

/** The answer when a run could not be judged: it fails, because what was not seen was not found right. */
export function renderRunTaskFailure(reason: string): RunTaskResult {
  return { status: 'failed', message: clip(`not judged: ${reason}`, outcomeLimits.message), outcomes: [] };
}

/** Outcomes as text, for servers that do not show them. */
export function renderOutcomesInMessage(message: string, outcomes: readonly Outcome[]): string {
  const lines = outcomes.map(({ id, description }) => `- ${id}: ${description}`);
  return clip([message, ...lines].join('\n'), outcomeLimits.message);
}

function messageOf(result: CheckResult, errors: number, { stage, isMandatory }: RunTaskCircumstances): string {
  const warnings = result.findings.length - errors;
  const counts = [
    errors > 0 ? count(errors, 'error') : '',
    warnings > 0 ? count(warnings, 'warning') : '',
    result.waived.length > 0 ? `${result.waived.length} waived` : '',
  ].filter((part) => part !== '');
  const looked = `${count(result.rulesRun, 'rule')} on ${count(result.resources, 'resource')}`;
  const found = `${counts.length > 0 ? counts.join(', ') : 'no findings'}: ${looked}`;
  return errors > 0 ? `${found}; ${consequence(stage, isMandatory)}` : found;
}

function consequence(stage: RunTaskStage, isMandatory: boolean): string {
  if (stage === 'post_apply') return 'the run has been applied already, mend it with the next one';
  return isMandatory ? 'the run stops here' : 'the task is advisory, so the run goes on';
}

function findingOutcome(finding: Finding): Outcome {
  const place = finding.address === '' ? finding.stack : finding.address;
  return {
    id: clip(finding.rule, outcomeLimits.id),
    description: clip(place === '' ? finding.message : `${place}: ${finding.message}`, outcomeLimits.description),
    body: clip(findingBody(finding), outcomeLimits.body),
    tags: {
      Status: [statusOf(finding)],
      Severity: [{ label: finding.severity, level: SEVERITY_LEVELS[finding.severity] }],
      Category: [{ label: finding.category, level: 'none' }],
    },
  };
}

const SEVERITY_LEVELS = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'info',
} as const satisfies Record<Severity, OutcomeLevel>;

function statusOf({ waiver, verdict, level }: Finding): { label: string; level: OutcomeLevel } {
  if (waiver) return { label: 'Waived', level: 'info' };
  if (verdict === 'unknown') return { label: 'Not seen', level };
  return level === 'error' ? { label: 'Failed', level } : { label: 'Warning', level };
}

function findingBody(finding: Finding): string {
  const rule = catalogue.find(({ id }) => id === finding.rule);
  const { waiver } = finding;
  return [
    `### ${rule ? rule.title : finding.rule}`,
    finding.message,
    ...(rule ? [`**Why.** ${rule.why}`] : []),
    `**To mend.** ${finding.remedy}`,
    ...(waiver ? [`**Waived** until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`] : []),
    facts(finding),
    ...(rule && rule.references.length > 0 ? [references(rule.references)] : []),
  ].join('\n\n');
}

function facts({ rule, stack, address, path, attribute, fingerprint }: Finding): string {
  const rows = {
    Rule: rule,
    Stack: stack,
    Address: address,
    'Construct path': path,
    Attribute: attribute,
    fingerprint,
  };
  return Object.entries(rows)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `- ${name === 'fingerprint' ? 'Fingerprint' : name}: ${code(String(value))}`)
    .join('\n');
}

function references(all: readonly { source: string; id: string; url?: string }[]): string {
  return `See ${all.map(({ source, id, url }) => (url ? `[${source} ${id}](${url})` : `${source} ${id}`)).join(', ')}.`;
}

function expiredOutcome(waiver: Waiver): Outcome {
  const description = `the waiver for ${waiver.match} ended on ${waiver.expires} and covers nothing`;
  return {
    id: clip(waiver.rule, outcomeLimits.id),
    description: clip(description, outcomeLimits.description),
    body: clip(`Owner: ${waiver.owner}\n\nReason: ${waiver.reason}`, outcomeLimits.body),
    tags: { Status: [{ label: 'Expired waiver', level: 'warning' }] },
  };
}

/** HCP Terraform refuses a result with more outcomes than it shows: the last place tells how many are left out. */
function bound(outcomes: readonly Outcome[]): readonly Outcome[] {
  const most = outcomeLimits.outcomes;
  if (outcomes.length <= most) return outcomes;
  const left = outcomes.length - most + 1;
  const byStatus = new Map<string, number>();
  for (const { tags } of outcomes.slice(most - 1)) {
    const label = tags.Status?.[0]?.label ?? '';
    byStatus.set(label, (byStatus.get(label) ?? 0) + 1);
  }
  const lines = [...byStatus].map(([label, number]) => `- ${label}: ${number}`).join('\n');
  const rest: Outcome = {
    id: 'more-findings',
    description: `${left} more findings are not shown; run hubfleet check on the plan to see all`,
    body: `Only ${most - 1} of ${outcomes.length} findings are shown, the worst first. Left out:\n\n${lines}`,
    tags: { Status: [{ label: 'Not shown', level: 'warning' }] },
  };
  return [...outcomes.slice(0, most - 1), rest];
}

/** Inline code that no backtick in the text can end. */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${text} ${fence}` : `\`${text}\``;
}

/** Cuts to a number of characters, never inside one. */
function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
