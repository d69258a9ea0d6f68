import type { FinishedStack } from '../delivery/resumable.ts';
import type { StackApplication } from '../terraform/apply-stack.ts';
import type { AttributeChange, AttributeValue } from '../terraform/attribute-changes.ts';
import type { TerraformFailure } from '../terraform/failure.ts';
import type { ChangeKind, PlannedChangeOf, PlanSummary } from '../terraform/plan-changes.ts';
import type { StackPlan } from '../terraform/plan-stack.ts';
import type { SkippedStack } from '../terraform/run-stacks.ts';
import { type Colors, renderFindingsText } from './findings-text.ts';

/** How plans are printed for people. */
export interface PlanTextOptions {
  readonly colors: Colors;
  /** Characters per line of findings. */
  readonly width?: number;
  /** Most lines of changes per stack; 0 for all. */
  readonly maxLines: number;
}

const signs = {
  create: '+',
  update: '~',
  replace: '-/+',
  delete: '-',
  forget: 'forget',
  import: 'import',
  move: 'move',
  read: 'read',
} satisfies Record<ChangeKind, string>;

const rare: readonly ChangeKind[] = ['forget', 'import', 'move', 'read'];

const LONGEST_VALUE = 60;

/** A plan for people: the counts, every change, what the policies found, and why it failed. */
export function renderPlanText(plan: StackPlan, options: PlanTextOptions): string {
  const { colors, maxLines, width } = options;
  const lines = plan.changes.flatMap((change) => changeLines(change, colors));
  const shown = maxLines > 0 && lines.length > maxLines ? lines.slice(0, maxLines) : lines;
  const more = lines.length - shown.length;
  const findings = plan.findings.length + plan.waived.length > 0;
  return [
    `${colors.bold(plan.stack)}  ${headline(plan)}`,
    ...shown,
    ...(more > 0 ? [colors.dim(`  … ${more} more ${more === 1 ? 'line' : 'lines'}; see all with --lines 0`)] : []),
    ...(plan.failure ? ['', ...failureLines(plan.failure, colors)] : []),
    ...(findings ? ['', renderFindingsText(plan, { colors, ...(width && { width }) }).trimEnd()] : []),
    '',
    '',
  ].join('\n');
}

/** Counts as `+3 ~1 -/+1 -0`, and the rarer ones when there are any. */
export function renderCounts(summary: PlanSummary): string {
  const usual = `+${summary.create} ~${summary.update} -/+${summary.replace} -${summary.delete}`;
  return [usual, ...rare.filter((kind) => summary[kind] > 0).map((kind) => `${signs[kind]} ${summary[kind]}`)].join(
    ' ',
  );
}

/** The question that stands before every application. */
export function renderQuestion({ stack }: StackPlan): string {
  return `apply these changes to ${stack}? type yes: `;
}

/** The question that stands before everything under a name is destroyed. */
export function renderDestroyQuestion(name: string, plans: readonly StackPlan[]): string {
  const resources = plans.reduce((sum, { summary }) => sum + summary.delete, 0);
  const of = plans.length === 1 ? '' : ` of ${plans.length} stacks`;
  return `this destroys ${resources} ${resources === 1 ? 'resource' : 'resources'}${of} and what they hold; type ${name} to go on: `;
}

/** One line per stack: how it ended. */
export function renderOutcomes(
  results: readonly (StackPlan | StackApplication | FinishedStack | SkippedStack)[],
  colors: Colors,
): string {
  const names = Math.max(0, ...results.map(({ stack }) => stack.length));
  const outcomes = Math.max(0, ...results.map((result) => wordFor(result).length));
  const lines = results.map((result) => {
    const word = wordFor(result);
    const paint = badWords.has(word) ? colors.red : colors.green;
    return `${result.stack.padEnd(names)}  ${paint(word.padEnd(outcomes))}  ${detail(result)}`.trimEnd();
  });
  return `${lines.join('\n')}\n`;
}

/** How to apply exactly what was planned. */
export function renderDigest(dir: string, digest: string): string {
  return `to apply exactly this: hubfleet apply --plans ${dir} --digest ${digest}\n`;
}

const badWords = new Set(['refused', 'declined', 'failed', 'skipped']);

function wordFor(result: StackPlan | StackApplication | FinishedStack | SkippedStack): string {
  const refused = 'findings' in result && result.findings.some(({ level }) => level === 'error');
  return refused ? 'refused' : result.outcome;
}

function detail(result: StackPlan | StackApplication | FinishedStack | SkippedStack): string {
  if (result.outcome === 'skipped') {
    return result.because.length > 0 ? `because of ${result.because.join(', ')}` : 'because the run was ended';
  }
  if (result.outcome === 'finished') return `at ${result.finishedAt}, and nothing changed since`;
  const plan = 'plan' in result ? result.plan : result;
  const errors = plan.findings.filter(({ level }) => level === 'error').length;
  const found = errors > 0 ? `, ${errors} ${errors === 1 ? 'error' : 'errors'}` : '';
  return plan.changes.length > 0 || errors > 0 ? `${renderCounts(plan.summary)}${found}` : '';
}

function headline({ outcome, changes, summary }: StackPlan): string {
  if (outcome === 'no-changes') return 'no changes';
  if (outcome === 'failed' && changes.length === 0) return 'failed';
  return changes.length > 0 ? renderCounts(summary) : 'only outputs change';
}

/** What went wrong, with the last lines of Terraform. */
export function failureLines({ message, output }: TerraformFailure, colors: Colors): string[] {
  return [
    colors.red(message),
    ...output
      .split('\n')
      .filter(Boolean)
      .map((line) => `  ${line}`),
  ];
}

function changeLines(change: PlannedChangeOf, colors: Colors): string[] {
  const place = change.path === undefined ? change.address : `${change.path} (${change.type})`;
  const notes = [
    change.importing && change.kind !== 'import' ? 'imported' : '',
    change.previousAddress === undefined ? '' : `was ${change.previousAddress}`,
    change.deposed === undefined ? '' : `object left from an interrupted replacement, ${change.deposed}`,
  ].filter(Boolean);
  const note = notes.length > 0 ? colors.dim(`  ${notes.join(', ')}`) : '';
  const line = `  ${paintOf(change.kind, colors)(signs[change.kind].padStart(3))} ${place}${note}`;
  return [line, ...change.attributes.map((attribute) => `        ${attributeLine(attribute, colors)}`)];
}

function paintOf(kind: ChangeKind, colors: Colors): (text: string) => string {
  if (kind === 'delete' || kind === 'forget' || kind === 'replace') return colors.red;
  return kind === 'update' ? colors.yellow : colors.green;
}

/** What becomes of an attribute. */
export function attributeLine({ path, before, after, forcesReplacement }: AttributeChange, colors: Colors): string {
  const forced = forcesReplacement ? `  ${colors.red('forces replacement')}` : '';
  if (before.kind === 'sensitive' && after.kind === 'sensitive') return `${path}: (sensitive)${forced}`;
  return `${path}: ${valueText(before)} -> ${valueText(after)}${forced}`;
}

function valueText(value: AttributeValue): string {
  if (value.kind === 'sensitive') return '(sensitive)';
  if (value.kind === 'unknown') return '(known after apply)';
  if (value.kind === 'elements') return value.count === 1 ? '(1 element)' : `(${value.count} elements)`;
  const text = JSON.stringify(value.value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}… (${text.length - 2} characters)` : text;
}
