import type { CheckResult, Finding } from '@hubfleet/policies';
import type { PlaceOf } from '../check/finding-place.ts';
import { escapeXml } from './xml.ts';

/** Findings for a CI service: a suite per stack, a case per finding. A warning is text in a passed case. */
export function renderFindingsJunit(result: CheckResult, placeOf: PlaceOf): string {
  const all = [...result.findings, ...result.waived];
  const stacks = [...new Set(all.map(({ stack }) => stack))].sort();
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="hubfleet check" ${counts(all)}>`,
    ...stacks.flatMap((stack) =>
      suite(
        stack,
        all.filter((finding) => finding.stack === stack),
        placeOf,
      ),
    ),
    ...(all.length > 0 ? [] : clean(result)),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

/** A report without any case counts as broken in most services. */
function clean({ rulesRun, resources }: CheckResult): string[] {
  return [
    '  <testsuite name="policies" tests="1" failures="0" errors="0" skipped="0">',
    `    <testcase name="${rulesRun} rules on ${resources} resources" classname="policies"/>`,
    '  </testsuite>',
  ];
}

function suite(stack: string, findings: readonly Finding[], placeOf: PlaceOf): string[] {
  return [
    `  <testsuite name="${escapeXml(stack === '' ? 'settings' : stack)}" ${counts(findings)}>`,
    ...findings.flatMap((finding) => testCase(finding, placeOf)),
    '  </testsuite>',
  ];
}

function testCase(finding: Finding, placeOf: PlaceOf): string[] {
  const { rule, address, attribute } = finding;
  const name = [address, attribute].filter(Boolean).join(' ') || rule;
  const place = placeOf(finding);
  const file = place ? ` file="${escapeXml(place.file)}" line="${place.line}"` : '';
  return [
    `    <testcase name="${escapeXml(name)}" classname="${escapeXml(rule)}"${file}>`,
    `      ${outcome(finding)}`,
    '    </testcase>',
  ];
}

function outcome({ waiver, level, severity, message, remedy }: Finding): string {
  if (waiver) {
    return `<skipped message="${escapeXml(`waived until ${waiver.expires}, ${waiver.owner}: ${waiver.reason}`)}"/>`;
  }
  const more = escapeXml(`${message}\nto mend: ${remedy}`);
  if (level === 'warning') return `<system-out>warning: ${more}</system-out>`;
  return `<failure type="${severity}" message="${escapeXml(message)}">${more}</failure>`;
}

function counts(findings: readonly Finding[]): string {
  const waived = findings.filter(({ waiver }) => waiver).length;
  const failures = findings.filter(({ waiver, level }) => !waiver && level === 'error').length;
  return `tests="${Math.max(1, findings.length)}" failures="${failures}" errors="0" skipped="${waived}"`;
}
