import type { DriftClass } from '../delivery/drift.ts';
import type { KeptDrift, KeptPlan, KeptReports } from '../delivery/kept-reports.ts';
import { hubfleetVersion } from '../version.ts';
import { markdownCell, markdownText } from './markdown-text.ts';
import { count } from './problems-text.ts';

/** First line of a comment, by which the next run finds it. Nobody sees it. */
export const COMMENT_MARKER = '<!-- hubfleet: pull request -->';

/** GitHub refuses comments beyond 65,536 characters. */
const LONGEST = 65_000;
/** Changes that are listed for one stack. */
const MOST_CHANGES = 50;

/** Parts of a comment. */
export interface CommentParts extends KeptReports {
  /** Findings as Markdown. */
  readonly findings: string;
  /** What it costs, as Markdown. */
  readonly cost: string;
}

/** Everything about a change in one comment: what would be done, what speaks against it, what it costs, what drifted. */
export function renderPullRequestComment({ plans, findings, cost, drift }: CommentParts): string {
  const foot = `<sub>hubfleet ${hubfleetVersion()}</sub>`;
  const rest = [cost.trim(), ...(drift ? [driftSection(drift)] : [])].join('\n\n');
  const room = LONGEST - COMMENT_MARKER.length - foot.length - rest.length - 8;
  const judged = clip(findings.trim(), room);
  const planned = plans ? [planSection(plans, room - judged.length)] : [];
  return `${[COMMENT_MARKER, ...planned, judged, rest, foot].join('\n\n')}\n`;
}

function planSection(plans: readonly KeptPlan[], room: number): string {
  if (plans.length === 0) return '### Plan: none, because no stack is touched or its job ended before it could plan';
  const head = [
    `### Plan: ${verdict(plans)}`,
    '',
    '| stack | | create | change | replace | delete |',
    '| - | - | -: | -: | -: | -: |',
    ...plans.map(planRow),
  ].join('\n');
  const details = plans.map(planDetails).filter((text) => text !== '');
  let shown = head;
  for (const text of details) {
    if (shown.length + text.length + 2 > room - 100) return `${shown}\n\nThe rest is in the full report.`;
    shown = `${shown}\n\n${text}`;
  }
  return shown;
}

function verdict(plans: readonly KeptPlan[]): string {
  const changing = plans.filter(({ outcome }) => outcome === 'changes').length;
  const failed = plans.filter(({ failure }) => failure).length;
  const destroying = plans.filter((plan) => amount(plan, 'replace') + amount(plan, 'delete') > 0).length;
  return [
    `${count(changing, 'stack')} of ${plans.length} would change`,
    ...(destroying > 0 ? [`:warning: ${destroying} with resources replaced or deleted`] : []),
    ...(failed > 0 ? [`:x: ${failed} could not be planned`] : []),
  ].join(', ');
}

const OUTCOMES: Readonly<Record<string, string>> = { changes: '', 'no-changes': 'as it is', failed: ':x: failed' };

function planRow(plan: KeptPlan): string {
  const forbidden = plan.findings.some(({ level }) => level === 'error');
  const outcome = forbidden ? ':x: forbidden' : (OUTCOMES[plan.outcome] ?? markdownCell(plan.outcome));
  const numbers = (['create', 'update', 'replace', 'delete'] as const).map((kind) => amount(plan, kind) || '');
  return `| ${markdownCell(plan.stack)} | ${outcome} | ${numbers.join(' | ')} |`;
}

function amount({ summary }: KeptPlan, kind: string): number {
  return summary?.[kind] ?? 0;
}

function planDetails({ stack, changes, failure }: KeptPlan): string {
  if (failure) return `**${markdownText(stack)}**: ${markdownText(failure.message)}`;
  if (changes.length === 0) return '';
  const lines = changes
    .slice(0, MOST_CHANGES)
    .map(({ kind, address, path }) => `- ${markdownText(kind)} \`${code(path ?? address)}\``);
  const left = changes.length - lines.length;
  return [
    `<details><summary>${markdownText(stack)}: ${count(changes.length, 'change')}</summary>`,
    '',
    ...lines,
    ...(left > 0 ? [`- and ${left} more`] : []),
    '',
    '</details>',
  ].join('\n');
}

const ICONS: Readonly<Record<DriftClass, string>> = { destructive: ':x:', cost: ':warning:', harmless: '' };
const MOST_DRIFTED = 40;

function driftSection(looks: readonly KeptDrift[]): string {
  const resources = looks.flatMap(({ stack, resources: own }) => own.map((each) => ({ stack, ...each })));
  const unseen = looks.filter(({ outcome }) => outcome === 'unseen');
  const lines = unseen.map(
    ({ stack, failure }) => `- ${markdownText(stack)} could not be looked at: ${markdownText(failure?.message ?? '')}`,
  );
  const rows = resources
    .slice(0, MOST_DRIFTED)
    .map(
      ({ stack, class: name, address, why }) =>
        `| ${ICONS[name]} ${name} | ${markdownCell(`${stack} ${address}`)} | ${markdownCell(why)} |`,
    );
  const left = resources.length - rows.length;
  return [
    resources.length === 0 ? '### Drift: none' : `### Drift: ${count(resources.length, 'resource')}`,
    ...(rows.length > 0 ? ['', '| | where | why |', '| - | - | - |', ...rows] : []),
    ...(left > 0 ? ['', `and ${left} more`] : []),
    ...(lines.length > 0 ? ['', ...lines] : []),
  ].join('\n');
}

/** Text of inline code: a backtick would end it. */
function code(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('`', "'");
}

function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, Math.max(0, most - 40)).replace(/\n[^\n]*$/, '')}\n\nThe rest is in the full report.`;
}
