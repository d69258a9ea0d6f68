import type { CheckResult, Finding } from '@hubfleet/policies';
import pc from 'picocolors';
import type { PlaceOf } from '../check/finding-place.ts';
import { hubfleetVersion } from '../version.ts';
import { renderFindingsGithub } from './findings-github.ts';
import { renderFindingsJson } from './findings-json.ts';
import { renderFindingsJunit } from './findings-junit.ts';
import { renderFindingsMarkdown } from './findings-markdown.ts';
import { renderFindingsSarif } from './findings-sarif.ts';
import { renderFindingsText } from './findings-text.ts';

/** What else a format may need. */
export interface FindingsContext {
  readonly columns?: number;
  /** Where the cause of a finding is written down. */
  readonly placeOf: PlaceOf;
}

const renderers = {
  text: (result, { columns, placeOf }) =>
    renderFindingsText(result, { colors: pc, placeOf, ...(columns && { width: columns }) }),
  json: (result, { placeOf }) => renderFindingsJson(result, placeOf),
  sarif: (result, { placeOf }) => renderFindingsSarif(result, { version: hubfleetVersion(), placeOf }),
  junit: (result, { placeOf }) => renderFindingsJunit(result, placeOf),
  github: (result, { placeOf }) => renderFindingsGithub(result, placeOf),
  markdown: (result, { placeOf }) => renderFindingsMarkdown(result, placeOf),
} satisfies Record<string, (result: CheckResult, context: FindingsContext) => string>;

export type FindingsFormat = keyof typeof renderers;

/** Formats that findings can be printed in; the first is the default. */
export const findingsFormats = Object.keys(renderers) as [FindingsFormat, ...FindingsFormat[]];

/** Findings in the format asked for. */
export function renderFindings(result: CheckResult, format: FindingsFormat, context: FindingsContext): string {
  return renderers[format](result, context);
}

/** Faults of the Terraform JSON itself, one sentence each: nothing has been written, and no waiver covers them. */
export function renderFaults(faults: readonly Finding[], colors = pc): string {
  const lines = faults.map(({ stack, path, address, message, remedy, rule }) => {
    const where = path ?? [stack, address].filter(Boolean).join(': ');
    return `${where}: ${colors.red(message)}; ${remedy} (${rule})`;
  });
  return `${lines.join('\n')}\n\nnothing was written\n`;
}
