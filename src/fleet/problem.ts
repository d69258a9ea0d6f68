/** Something wrong in a fleet file, as data: `where: what is wrong, value got; what to do`. */
export interface Problem {
  /** Path of the file, from the folder the fleet was named from. */
  readonly file: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  /** First column that is no longer part of the place. */
  readonly endColumn?: number;
  /** Key the problem is about, for example `pools.small.maxNodes`; empty for the whole file. */
  readonly path: string;
  /** What is wrong and the value got. */
  readonly message: string;
  /** What to do. */
  readonly remedy?: string;
  /** The place holds something that must not be printed. */
  readonly sensitive?: boolean;
}

/** A problem of a file or folder as a whole. */
export function wholeFile(file: string, message: string, remedy?: string): Problem {
  return { file, line: 1, column: 1, path: '', message, ...(remedy && { remedy }) };
}

/** Order in which problems are printed: by file, place, then text. */
export function compareProblems(a: Problem, b: Problem): number {
  return (
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.path, b.path) ||
    compareText(a.message, b.message)
  );
}

/** Order by code unit: the same on every machine, unlike `localeCompare`. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
