import type { CheckResult, Finding, Waiver } from '@hubfleet/policies';
import type { PlaceOf } from '../check/finding-place.ts';
import { markdownCell as cell, markdownText as text } from './markdown-text.ts';
import { count } from './problems-text.ts';

/** GitHub refuses comments beyond 65,536 characters. */
const LONGEST = 60_000;

/** Findings as a comment on a pull request: the count, a table, the remedies folded away, then the waivers. */
export function renderFindingsMarkdown(result: CheckResult, placeOf: PlaceOf): string {
  const head = [`### ${verdict(result)}`, '', summary(result), ''];
  const tail = [...waivers(result), ...baseline(result)];
  const rows: string[] = [];
  let room = LONGEST - [...head, ...tail].join('\n').length;
  for (const finding of result.findings) {
    const line = row(finding, placeOf);
    room -= line.length;
    if (room < 0) break;
    rows.push(line);
  }
  const left = result.findings.length - rows.length;
  const table = rows.length === 0 ? [] : ['| | rule | where | what |', '| - | - | - | - |', ...rows, ''];
  const more = left > 0 ? [`${count(left, 'more finding')} in the full report.`, ''] : [];
  const folded = remedies(result.findings, room);
  return [...head, ...table, ...more, ...folded, ...tail].join('\n');
}

function errorsOf({ findings }: CheckResult): number {
  return findings.filter(({ level }) => level === 'error').length;
}

function verdict(result: CheckResult): string {
  const errors = errorsOf(result);
  if (errors > 0) return `Policies: ${count(errors, 'error')}`;
  return result.findings.length > 0 ? `Policies: ${count(result.findings.length, 'warning')}` : 'Policies: no findings';
}

function summary(result: CheckResult): string {
  const errors = errorsOf(result);
  const parts = [
    count(errors, 'error'),
    count(result.findings.length - errors, 'warning'),
    ...(result.waived.length > 0 ? [`${result.waived.length} waived`] : []),
    ...(result.baselined ? [`${result.baselined.length} in the baseline`] : []),
  ];
  return `${parts.join(', ')}; ${count(result.rulesRun, 'rule')} on ${count(result.resources, 'resource')}.`;
}

function row(finding: Finding, placeOf: PlaceOf): string {
  const { severity, level, rule, stack, address, message } = finding;
  const place = placeOf(finding);
  const where = [stack, address].filter((part) => part !== '').join(' ');
  const source = place ? `${where === '' ? '' : '<br>'}\`${cell(`${place.file}:${place.line}`)}\`` : '';
  return `| ${level === 'error' ? ':x:' : ':warning:'} ${severity} | \`${rule}\` | ${cell(where)}${source} | ${cell(message)} |`;
}

function remedies(findings: readonly Finding[], room: number): string[] {
  const byRule = new Map(findings.map(({ rule, remedy }) => [rule, remedy]));
  if (byRule.size === 0) return [];
  const lines = [...byRule].map(([rule, remedy]) => `- \`${rule}\`: ${text(remedy)}`);
  if (lines.join('\n').length > room) return ['`hubfleet explain RULE` says how to mend each of them.', ''];
  return ['<details><summary>How to mend</summary>', '', ...lines, '', '</details>', ''];
}

function waivers({ waived, expiredWaivers, expiringWaivers, unusedWaivers }: CheckResult): string[] {
  const lines = [
    ...waived.map(
      ({ rule, address, waiver }) =>
        `- waived: \`${rule}\` ${cell(address)} until ${waiver?.expires}, ${text(waiver?.owner ?? '')}: ${text(waiver?.reason ?? '')}`,
    ),
    ...expiredWaivers.map((waiver) => waiverLine(waiver, 'expired')),
    ...expiringWaivers.map((waiver) => waiverLine(waiver, 'expires within 14 days')),
    ...unusedWaivers.map((waiver) => waiverLine(waiver, 'matches no finding')),
  ];
  return lines.length === 0 ? [] : ['<details><summary>Waivers</summary>', '', ...lines, '', '</details>', ''];
}

function waiverLine({ rule, match, expires, owner }: Waiver, what: string): string {
  return `- ${what}: \`${rule}\` for ${cell(match)} until ${expires}, ${text(owner)}`;
}

function baseline({ mended = [] }: CheckResult): string[] {
  if (mended.length === 0) return [];
  const what = mended.length === 1 ? 'entry of the baseline is' : 'entries of the baseline are';
  return [`${mended.length} ${what} mended: write it anew to keep them so.`, ''];
}
