import { relative } from 'node:path';
import type { Colors } from './findings-text.ts';
import { renderJson } from './json.ts';
import { count } from './problems-text.ts';

/** What a synthesis wrote, as a person or program is told. */
export interface SynthesisReport {
  readonly stacks: readonly {
    readonly name: string;
    readonly layer: string;
    readonly file: string;
    readonly resources: number;
    readonly dependsOn: readonly string[];
  }[];
  /** Folders of stacks that the fleet no longer has. */
  readonly orphans: readonly string[];
  readonly milliseconds: number;
}

/** One line per stack, a total, and what is left from earlier. */
export function renderSynthesisText(report: SynthesisReport, cwd: string, colors: Colors): string {
  const { stacks, orphans, milliseconds } = report;
  const width = Math.max(...stacks.map(({ name }) => name.length));
  const lines = stacks.map(
    ({ name, resources, file }) =>
      `${name.padEnd(width)}  ${count(resources, 'resource').padStart(13)}  ${colors.dim(relative(cwd, file))}`,
  );
  const total = stacks.reduce((sum, { resources }) => sum + resources, 0);
  const seconds = (milliseconds / 1000).toFixed(1);
  const summary = `wrote ${count(stacks.length, 'stack')} with ${count(total, 'resource')} in ${seconds} s`;
  const left = orphans.map(
    (name) =>
      `${name}: the fleet has no such stack any more; destroy what it created, then remove its folder from the output`,
  );
  return `${[...lines, '', colors.bold(summary), ...left.map((line) => colors.yellow(line))].join('\n')}\n`;
}

export function renderSynthesisJson(report: SynthesisReport, cwd: string): string {
  const stacks = report.stacks.map(({ name, layer, file, resources, dependsOn }) => ({
    name,
    layer,
    file: relative(cwd, file),
    resources,
    dependsOn,
  }));
  return renderJson({ stacks, orphans: report.orphans });
}
