import type { CheckResult, Finding, Waiver } from '@hubfleet/policies';
import type { PlaceOf } from '../check/finding-place.ts';
import { workflowCommand } from './workflow-command.ts';

/** Findings as workflow commands, which GitHub shows at the lines of a pull request. */
export function renderFindingsGithub(result: CheckResult, placeOf: PlaceOf): string {
  return [
    ...result.findings.map((finding) => annotation(finding, placeOf)),
    ...result.expiredWaivers.map((waiver) => waiverNote(waiver, 'has expired and covers nothing')),
    ...result.expiringWaivers.map((waiver) => waiverNote(waiver, 'expires within 14 days')),
    ...result.unusedWaivers.map((waiver) => waiverNote(waiver, 'matches no finding, remove it')),
  ].join('');
}

function annotation(finding: Finding, placeOf: PlaceOf): string {
  const { level, rule, severity, message, remedy } = finding;
  const where = [finding.stack, finding.address].filter((part) => part !== '').join(' ');
  const text = `${where === '' ? '' : `${where}: `}${message}\nto mend: ${remedy}`;
  return workflowCommand(level, { ...placeOf(finding), title: `${severity}: ${rule}` }, text);
}

function waiverNote({ rule, match, expires, owner, file, line }: Waiver, what: string): string {
  const place = { ...(file !== undefined && { file, line: line ?? 1 }), title: `waiver of ${rule}` };
  return workflowCommand('warning', place, `the waiver for ${match}, until ${expires}, ${owner}, ${what}`);
}
