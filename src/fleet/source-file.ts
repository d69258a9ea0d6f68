import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
} from 'yaml';
import type { Problem } from './problem.ts';
import { parseYaml } from './yaml-text.ts';

export type Path = readonly (string | number)[];

/** Which part of an entry a problem points at. */
export type Part = 'key' | 'value';

interface Details {
  readonly message: string;
  readonly remedy?: string | undefined;
  readonly sensitive?: boolean;
}

/** A fleet file: its text, its content, and where in the text each part of the content is. */
export class SourceFile {
  readonly file: string;
  readonly text: string;
  /** Content as plain data; undefined when the text is not YAML. */
  readonly data: unknown;
  /** What is wrong with the text itself. */
  readonly problems: readonly Problem[];
  readonly #lines = new LineCounter();
  readonly #document: Document | undefined;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    const { document, data, faults } = parseYaml(text, this.#lines);
    this.#document = document;
    this.data = data;
    this.problems = faults.map(({ start, end, ...details }) =>
      this.#problem(start, this.#endOnLine(start, end), [], details),
    );
  }

  /** A problem at the key or the value of an entry; where there is no such entry, at the nearest one around it. */
  problem(path: Path, details: Details, part: Part = 'value'): Problem {
    const [start, end] = this.#range(path, part);
    return this.#problem(start, end, path, details);
  }

  /** Line of an entry, from 1. */
  lineOf(path: Path): number {
    return this.#lines.linePos(this.#range(path, 'value')[0]).line || 1;
  }

  /** Every text in the file, keys left out, with its path. */
  *texts(): Generator<{ path: Path; value: string }> {
    yield* textsOf(this.data, []);
  }

  #problem(start: number, end: number, path: Path, { message, remedy, sensitive }: Details): Problem {
    const from = this.#lines.linePos(start);
    const to = this.#lines.linePos(end);
    return {
      file: this.file,
      line: from.line || 1,
      column: from.col || 1,
      ...(end > start && { endLine: to.line, endColumn: to.col }),
      path: showPath(path),
      message,
      ...(remedy && { remedy }),
      ...(sensitive && { sensitive }),
    };
  }

  /** An error of the parser may span the rest of the file: the first line of it says enough. */
  #endOnLine(start: number, end: number): number {
    const newline = this.text.indexOf('\n', start);
    return newline === -1 ? end : Math.min(end, Math.max(newline, start));
  }

  #range(path: Path, part: Part): [start: number, end: number] {
    const trail = this.#trail(path);
    const last = trail.at(-1);
    const found = trail.length === path.length;
    const value = found && part === 'value' && !isBlock(last?.value) ? last?.value : undefined;
    const node = value ?? last?.key;
    if (!node?.range) return this.#start();
    const [start, end] = node.range;
    return [start, isScalar(node) ? end : this.#endOnLine(start, end)];
  }

  /** The first character that is not a comment. */
  #start(): [number, number] {
    const start = this.#document?.contents?.range?.[0] ?? 0;
    return [start, this.#endOnLine(start, start)];
  }

  /** The entries on the way to a path, as far as they exist. */
  #trail(path: Path): { key: Node; value: Node | undefined }[] {
    const trail: { key: Node; value: Node | undefined }[] = [];
    let node = this.#follow(this.#document?.contents);
    for (const step of path) {
      const entry = node && entryOf(node, step);
      if (!entry) break;
      trail.push(entry);
      node = this.#follow(entry.value);
    }
    return trail;
  }

  #follow(node: unknown): Node | undefined {
    if (isAlias(node) && this.#document) return node.resolve(this.#document);
    return isNode(node) ? node : undefined;
  }
}

/** A path as messages show it: `profiles[0].memory`, with odd keys in quotes. */
export function showPath(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[\w-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

function entryOf(node: Node, step: string | number): { key: Node; value: Node | undefined } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return isNode(item) ? { key: item, value: item } : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair: Pair | undefined = node.items.find((item) => isPair(item) && keyOf(item) === String(step));
  if (!pair || !isNode(pair.key)) return undefined;
  return { key: pair.key, value: isNode(pair.value) ? pair.value : undefined };
}

/** A map or list over several lines: its key says more than its first line. */
function isBlock(node: Node | undefined): boolean {
  return isCollection(node) && !node.flow;
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value ?? '') : String(pair.key);
}

function* textsOf(value: unknown, path: Path): Generator<{ path: Path; value: string }> {
  if (typeof value === 'string') yield { path, value };
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* textsOf(item, [...path, index]);
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* textsOf(item, [...path, key]);
}
