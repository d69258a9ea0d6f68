import type { Problem } from '../fleet/problem.ts';
import { renderProblemsGithub } from './problems-github.ts';
import { renderProblemsJson } from './problems-json.ts';
import { renderProblemsText } from './problems-text.ts';

/** Formats problems of fleet files are printed in. */
export const problemFormats = ['text', 'json', 'github'] as const;

export type ProblemFormat = (typeof problemFormats)[number];

const renderers = {
  text: renderProblemsText,
  json: renderProblemsJson,
  github: renderProblemsGithub,
} satisfies Record<ProblemFormat, typeof renderProblemsText>;

/** Renders problems in one of the formats; `sources` holds the text of the files they are in. */
export function renderProblems(
  problems: readonly Problem[],
  sources: ReadonlyMap<string, string>,
  format: ProblemFormat,
): string {
  return renderers[format](problems, sources);
}
