import { relative } from 'node:path';
import type { CheckResult, Finding } from '@hubfleet/policies';
import pc from 'picocolors';
import { hubfleetVersion } from '../version.ts';
import { renderFindingsJson } from './findings-json.ts';
import { renderFindingsSarif } from './findings-sarif.ts';
import { renderFindingsText } from './findings-text.ts';

/** What else a format may need. */
export interface FindingsContext {
  readonly cwd: string;
  readonly columns?: number;
  /** Absolute path of the file that a stack was read from. */
  fileOf(stack: string): string | undefined;
}

const renderers = {
  text: (result, { columns }) => renderFindingsText(result, { colors: pc, ...(columns && { width: columns }) }),
  json: (result) => renderFindingsJson(result),
  sarif: (result, { cwd, fileOf }) =>
    renderFindingsSarif(result, {
      version: hubfleetVersion(),
      fileOf: ({ stack }: Finding) => relativeTo(cwd, fileOf(stack)),
    }),
} satisfies Record<string, (result: CheckResult, context: FindingsContext) => string>;

export type FindingsFormat = keyof typeof renderers;

/** Formats that findings can be printed in; the first is the default. */
export const findingsFormats = Object.keys(renderers) as [FindingsFormat, ...FindingsFormat[]];

/** Findings in the format asked for. */
export function renderFindings(result: CheckResult, format: FindingsFormat, context: FindingsContext): string {
  return renderers[format](result, context);
}

function relativeTo(cwd: string, file: string | undefined): string | undefined {
  return file === undefined ? undefined : relative(cwd, file);
}

/** Faults of the Terraform JSON itself, one sentence each: nothing has been written, and no waiver covers them. */
export function renderFaults(faults: readonly Finding[], colors = pc): string {
  const lines = faults.map(({ stack, path, address, message, remedy, rule }) => {
    const where = path ?? [stack, address].filter(Boolean).join(': ');
    return `${where}: ${colors.red(message)}; ${remedy} (${rule})`;
  });
  return `${lines.join('\n')}\n\nnothing was written\n`;
}
