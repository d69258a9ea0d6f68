import type { Problem } from '../fleet/problem.ts';
import { problemSentence } from './problems-text.ts';

/** Problems as workflow commands, which GitHub shows at the lines of a pull request. */
export function renderProblemsGithub(problems: readonly Problem[]): string {
  return problems.map(annotation).join('');
}

function annotation({ file, line, column, endLine, endColumn, ...rest }: Problem): string {
  const place = [
    `file=${escapeProperty(file)}`,
    `line=${line}`,
    `col=${column}`,
    ...(endLine && endColumn ? [`endLine=${endLine}`, `endColumn=${endColumn}`] : []),
  ];
  return `::error ${place.join(',')}::${escapeData(problemSentence(rest))}\n`;
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
