import {
  type BaselineEntry,
  type CheckResult,
  rules as catalogue,
  type Finding,
  type Rule,
  type Severity,
  type Waiver,
} from '@hubfleet/policies';
import pc from 'picocolors';
import type { PlaceOf } from '../check/finding-place.ts';
import { count } from './problems-text.ts';
import { wrap } from './wrap.ts';

/** The colours of a terminal; `picocolors` or its `createColors(false)`. */
export type Colors = ReturnType<typeof pc.createColors>;

/** How findings are printed for people. */
export interface FindingsTextOptions {
  /** @default the terminal's, none when NO_COLOR is set */
  readonly colors?: Colors;
  /**
   * Characters per line.
   * @default 80
   */
  readonly width?: number;
  /** @default the catalogue */
  readonly rules?: readonly Rule[];
  /**
   * Where the cause of a finding is written down.
   * @default - unknown
   */
  readonly placeOf?: PlaceOf;
}

interface Page {
  readonly colors: Colors;
  readonly width: number;
  readonly titles: ReadonlyMap<string, string>;
  readonly placeOf: PlaceOf;
}

const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** Findings for people: by severity, then by rule, each remedy once, then the waivers and a summary. */
export function renderFindingsText(result: CheckResult, options: FindingsTextOptions = {}): string {
  const { colors = pc, width = 80, rules = catalogue, placeOf = () => undefined } = options;
  const page = { colors, width, placeOf, titles: new Map(rules.map((rule) => [rule.id, rule.title])) };
  const lines = [
    ...SEVERITIES.flatMap((severity) => severitySection(severity, result.findings, page)),
    ...waivedSection(result.waived, page),
    ...waiverSection('waivers that expired and cover nothing', result.expiredWaivers, page, colors.red),
    ...waiverSection('waivers that expire within 14 days', result.expiringWaivers, page, colors.yellow),
    ...waiverSection('waivers that match no finding', result.unusedWaivers, page, colors.yellow),
    ...mendedSection(result.mended ?? [], page),
    summary(result, colors),
  ];
  return `${lines.join('\n')}\n`;
}

function severitySection(severity: Severity, findings: readonly Finding[], page: Page): string[] {
  const here = findings.filter((finding) => finding.severity === severity);
  if (here.length === 0) return [];
  const paint = severity === 'critical' || severity === 'high' ? page.colors.red : page.colors.yellow;
  const rules = [...new Set(here.map((finding) => finding.rule))];
  return [
    page.colors.bold(paint(`${severity} (${here.length})`)),
    '',
    ...rules.flatMap((rule) =>
      ruleSection(
        here.filter((finding) => finding.rule === rule),
        page,
      ),
    ),
  ];
}

function ruleSection(findings: readonly Finding[], page: Page): string[] {
  const { colors, width, titles } = page;
  const [first] = findings;
  if (!first) return [];
  const title = titles.get(first.rule);
  return [
    `  ${colors.bold(first.rule)}`,
    ...(title === undefined ? [] : wrap(title, width, '  ').map((line) => colors.dim(line))),
    ...findings.flatMap((finding) => findingLines(finding, page)),
    ...wrap(`to mend: ${first.remedy}`, width, '    ').map((line) => colors.cyan(line)),
    '',
  ];
}

function findingLines(finding: Finding, { colors, width, placeOf }: Page): string[] {
  const source = placeOf(finding);
  const level = finding.level === 'error' ? colors.red('error') : colors.yellow('warning');
  const place = finding.address === '' ? finding.stack : `${finding.stack} ${finding.address}`;
  return [
    `    ${level}${place === '' ? '' : ` ${place}`}`,
    ...(finding.path === undefined ? [] : [colors.dim(`      at ${finding.path}`)]),
    ...(source === undefined ? [] : [colors.dim(`      in ${source.file}:${source.line}`)]),
    ...wrap(finding.message, width, '      '),
  ];
}

function waivedSection(waived: readonly Finding[], { colors, width }: Page): string[] {
  if (waived.length === 0) return [];
  const lines = waived.flatMap((finding) => [
    `  ${finding.rule} ${finding.address}`,
    ...wrap(`until ${finding.waiver?.expires}, ${finding.waiver?.owner}: ${finding.waiver?.reason}`, width, '    ').map(
      (line) => colors.dim(line),
    ),
  ]);
  return [colors.bold(`waived (${waived.length})`), '', ...lines, ''];
}

function waiverSection(
  title: string,
  waivers: readonly Waiver[],
  page: Page,
  paint: (text: string) => string,
): string[] {
  if (waivers.length === 0) return [];
  const lines = waivers.flatMap((waiver) => {
    const place =
      waiver.file === undefined ? '' : ` (${waiver.file}${waiver.line === undefined ? '' : `:${waiver.line}`})`;
    return wrap(
      `${waiver.rule} for ${waiver.match}, until ${waiver.expires}, ${waiver.owner}${place}`,
      page.width,
      '  ',
    );
  });
  return [page.colors.bold(paint(`${title} (${waivers.length})`)), '', ...lines, ''];
}

function mendedSection(mended: readonly BaselineEntry[], { colors }: Page): string[] {
  if (mended.length === 0) return [];
  const lines = mended.map(({ rule, stack, address }) => `  ${rule} ${stack} ${address}`);
  const title = `mended since the baseline, write it anew to keep them so (${mended.length})`;
  return [colors.bold(colors.green(title)), '', ...lines, ''];
}

function summary(result: CheckResult, colors: Colors): string {
  const errors = result.findings.filter((finding) => finding.level === 'error').length;
  const warnings = result.findings.length - errors;
  const counts = [
    errors > 0 ? colors.red(count(errors, 'error')) : '',
    warnings > 0 ? colors.yellow(count(warnings, 'warning')) : '',
    result.waived.length > 0 ? `${result.waived.length} waived` : '',
    result.baselined && result.baselined.length > 0 ? `${result.baselined.length} in the baseline` : '',
  ].filter((part) => part !== '');
  const looked = `${count(result.rulesRun, 'rule')} on ${count(result.resources, 'resource')}`;
  return `${counts.length > 0 ? counts.join(', ') : colors.green('no findings')}: ${looked}`;
}
