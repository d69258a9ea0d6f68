import { codeFrameColumns } from '@babel/code-frame';
import type { Problem } from '../fleet/problem.ts';
import { maskSecrets } from '../fleet/secret-looking.ts';

const LINES_ABOVE = 2;
const LINES_BELOW = 1;

/** Problems for a person: one sentence each, the lines of the file below it, and a count at the end. */
export function renderProblemsText(problems: readonly Problem[], sources: ReadonlyMap<string, string>): string {
  const masked = maskSources(problems, sources);
  const blocks = problems.map((problem) => {
    const text = masked.get(problem.file);
    const frame = text && tryFrame(problem, text);
    return `${problemLine(problem)}\n${frame ? `${frame}\n` : ''}`;
  });
  return `${blocks.join('\n')}\n${countProblems(problems)}\n`;
}

/** `file:line:column: key: what is wrong, value got; what to do`. */
function problemLine({ file, line, column, ...rest }: Problem): string {
  return `${file}:${line}:${column}: ${problemSentence(rest)}`;
}

/** The sentence without the place, for formats that have their own words for places. */
export function problemSentence({ path, message, remedy }: Pick<Problem, 'path' | 'message' | 'remedy'>): string {
  return `${path === '' ? '' : `${path}: `}${message}${remedy ? `; ${remedy}` : ''}`;
}

function countProblems(problems: readonly Problem[]): string {
  const files = new Set(problems.map(({ file }) => file)).size;
  return `${count(problems.length, 'problem')} in ${count(files, 'file')}`;
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Longer lines, for example certificates or data, would bury what the frame is to show. */
const LONGEST_LINE = 300;

function tryFrame({ line, column, endLine, endColumn }: Problem, text: string): string | undefined {
  const around = text.split('\n').slice(Math.max(0, line - 1 - LINES_ABOVE), line + LINES_BELOW);
  if (around.some((shown) => shown.length > LONGEST_LINE)) return undefined;
  // On a line of its own the end is marked too, although it is the first column after the place.
  const past = endLine !== line ? 1 : 0;
  const end = endLine && endColumn ? { end: { line: endLine, column: endColumn - past } } : {};
  const place = { start: { line, column }, ...end };
  return codeFrameColumns(text, place, { linesAbove: LINES_ABOVE, linesBelow: LINES_BELOW, highlightCode: false });
}

/** Secrets are covered in the lines around every problem, not only where one was found. */
function maskSources(problems: readonly Problem[], sources: ReadonlyMap<string, string>): Map<string, string> {
  const files = new Set(problems.map(({ file }) => file));
  const masked = new Map<string, string>();
  for (const file of files) {
    const places = problems.filter((problem) => problem.file === file && problem.sensitive);
    const text = sources.get(file);
    if (text) masked.set(file, places.reduce(maskPlace, maskSecrets(text)));
  }
  return masked;
}

function maskPlace(text: string, { line, column, endLine = line, endColumn = column }: Problem): string {
  const lines = text.split('\n').map((content, index) => {
    const number = index + 1;
    if (number < line || number > endLine) return content;
    const from = number === line ? column - 1 : 0;
    const to = number === endLine ? endColumn - 1 : content.length;
    return content.slice(0, from) + content.slice(from, to).replace(/\S/g, '*') + content.slice(to);
  });
  return lines.join('\n');
}
