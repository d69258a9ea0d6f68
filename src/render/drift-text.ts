import { formatUsd } from '@hubfleet/policies';
import { type DriftClass, type DriftedResource, driftClasses, type StackDrift } from '../delivery/drift.ts';
import type { Colors } from './findings-text.ts';
import { attributeLine, failureLines, type PlanTextOptions } from './plan-text.ts';
import { count } from './problems-text.ts';

/** What was found at a stack, for people: the worst first, each with what happened and what follows. */
export function renderStackDrift(drift: StackDrift, { colors, maxLines }: PlanTextOptions): string {
  const lines = drift.resources.flatMap((resource) => resourceLines(resource, colors));
  const shown = maxLines > 0 && lines.length > maxLines ? lines.slice(0, maxLines) : lines;
  const more = lines.length - shown.length;
  return [
    `${colors.bold(drift.stack)}  ${headline(drift, colors)}`,
    ...shown,
    ...(more > 0 ? [colors.dim(`  … ${count(more, 'more line')}; see all with --lines 0`)] : []),
    ...(drift.failure ? failureLines(drift.failure, colors).map((line) => `  ${line}`) : []),
    '',
    '',
  ].join('\n');
}

/** The whole fleet in a few lines. */
export function renderDriftSummary(looks: readonly StackDrift[], skipped: readonly string[], colors: Colors): string {
  const all = looks.flatMap(({ resources }) => resources);
  const counts = driftClasses
    .toReversed()
    .map((name) => `${all.filter((each) => each.class === name).length} ${name}`)
    .join(', ');
  const unseen = [...looks.filter(({ outcome }) => outcome === 'unseen').map(({ stack }) => stack), ...skipped];
  const drifted = looks.filter(({ outcome }) => outcome === 'drifted').length;
  const lines = [
    `${drifted} of ${count(looks.length + skipped.length, 'stack')} drifted: ${counts}`,
    ...(unseen.length > 0 ? [colors.red(`could not be looked at: ${unseen.join(', ')}`)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function headline({ outcome, class: worst, resources }: StackDrift, colors: Colors): string {
  if (outcome === 'as-applied') return 'as applied';
  if (worst === undefined) return colors.red('could not be looked at');
  return `${paint(worst, colors)}, ${count(resources.length, 'resource')} drifted`;
}

function resourceLines(resource: DriftedResource, colors: Colors): string[] {
  const { class: found, path, address, type, outside, wouldDo, why, attributes, monthly } = resource;
  const place = path === undefined ? address : `${path} (${type})`;
  const what = outside ? `${outside} outside` : 'not applied';
  const next = wouldDo === undefined ? 'nothing' : wouldDo;
  return [
    `  ${paint(found, colors)} ${place}: ${what}, an apply would do: ${next}; ${why}`,
    ...(monthly ? [`        expected a month: ${formatUsd(monthly.now.expected)} now, ${wantedText(monthly)}`] : []),
    ...attributes.map((attribute) => `        ${attributeLine(attribute, colors)}`),
  ];
}

/** The least and the expected may be the same when only the most differs. */
function wantedText({ now, wanted }: NonNullable<DriftedResource['monthly']>): string {
  const at = `${formatUsd(wanted.expected)} wanted`;
  if (now.ceiling === wanted.ceiling) return at;
  return `${at}; at the most ${formatUsd(now.ceiling)} now, ${formatUsd(wanted.ceiling)} wanted`;
}

function paint(name: DriftClass, colors: Colors): string {
  if (name === 'destructive') return colors.red(name);
  return name === 'cost' ? colors.yellow(name) : name;
}
