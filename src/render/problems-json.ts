import type { Problem } from '../fleet/problem.ts';
import { renderJson } from './json.ts';

/** Problems for a program: the problems themselves, in order. */
export function renderProblemsJson(problems: readonly Problem[]): string {
  const shown = problems.map(({ sensitive: _, ...problem }) => problem);
  return renderJson({ problems: shown });
}
