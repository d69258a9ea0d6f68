import {
  Composer,
  type CST,
  type Document,
  isNode,
  isScalar,
  type LineCounter,
  Parser,
  visit,
  type YAMLError,
} from 'yaml';

/** Something wrong in a text, by offsets from its start. */
interface Fault {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly remedy?: string;
}

export interface ParsedText {
  /** Absent when the text is nested too deeply to be understood. */
  readonly document?: Document;
  /** Content as plain data; undefined when there are faults. */
  readonly data?: unknown;
  readonly faults: readonly Fault[];
}

/** Aliases are for a few repeated lines; more of them is how a small file fills the memory. */
const MOST_ALIASES = 100;

/** Levels of nesting. Much deeper text ends the process in the parser, beyond any `catch`. */
const MOST_LEVELS = 64;

/** Reads one YAML 1.2 document: no tags, no merge keys, few aliases. */
export function parseYaml(text: string, lines: LineCounter): ParsedText {
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const deep = tryTooDeep(tokens);
  if (deep) return { faults: [deep] };
  const [document, second] = compose(tokens, text);
  if (!document) return { faults: [] };
  const faults = [...onePerLine(document, lines), ...oddNodes(document)];
  if (second) {
    const [start, end] = second.range;
    faults.push({
      start,
      end,
      message: 'a second document starts here',
      remedy: 'a file holds one, remove the line ---',
    });
  }
  return faults.length > 0 ? { document, faults } : toData(document);
}

function compose(tokens: readonly CST.Token[], text: string) {
  return [...new Composer({ merge: false, prettyErrors: false }).compose(tokens, true, text.length)];
}

function toData(document: Document): ParsedText {
  try {
    return { document, data: document.toJS({ maxAliasCount: MOST_ALIASES }), faults: [] };
  } catch {
    // Mistakes have been looked for before; the one thing left to throw is the limit of aliases.
    const message = `repeats its aliases more than ${MOST_ALIASES} times`;
    return { document, faults: [{ start: 0, end: 0, message, remedy: 'write the values out' }] };
  }
}

/** One mistake makes the parser complain again and again at the same place: the first complaint counts. */
function onePerLine(document: Document, lines: LineCounter): Fault[] {
  const faults = [...document.errors, ...document.warnings].map(wordSyntaxError);
  const lineOf = ({ start }: Fault) => lines.linePos(start).line;
  return faults.filter((fault, index) => faults.findIndex((other) => lineOf(other) === lineOf(fault)) === index);
}

/** What the parser lets pass and plain data cannot hold. */
function oddNodes(document: Document): Fault[] {
  const faults: Fault[] = [];
  const add = (node: unknown, message: string, remedy: string) => {
    const [start, end] = (isNode(node) && node.range) || [0, 0];
    faults.push({ start, end, message, remedy });
  };
  visit(document, {
    Alias(_key, node) {
      if (node.resolve(document)) return;
      add(node, `alias *${node.source} stands for nothing`, `mark its value with &${node.source} above`);
    },
    Pair(_key, { key }) {
      if (!isScalar(key)) add(key, 'a key is a list, a map or an alias', 'write it as text');
      else if (key.value === '__proto__') add(key, 'key __proto__ is not read', 'remove it');
    },
  });
  return faults;
}

/** Walks with a list of its own instead of calls, because depth is what it guards against. */
function tryTooDeep(tokens: readonly CST.Token[]): Fault | undefined {
  // The document itself is a level around the outermost map or list.
  const waiting = tokens.map((token) => ({ token, level: -1 }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { token, level } = next;
    if (level > MOST_LEVELS) {
      const start = token.offset;
      return { start, end: start, message: `is nested deeper than ${MOST_LEVELS} levels`, remedy: 'flatten it' };
    }
    for (const part of partsOf(token)) waiting.push({ token: part, level: level + 1 });
  }
  return undefined;
}

function partsOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((part) => part !== undefined && part !== null));
}

function wordSyntaxError({ code, pos: [start, end], message }: YAMLError): Fault {
  switch (code) {
    case 'DUPLICATE_KEY':
      return { start, end, message: 'key is there twice', remedy: 'keep one of them' };
    case 'TAG_RESOLVE_FAILED':
      return { start, end, message: 'tags are not read', remedy: 'remove the word that starts with !' };
    case 'TAB_AS_INDENT':
      return { start, end, message: 'a tab indents the line', remedy: 'indent with spaces' };
    default:
      return { start, end, message: `is not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}` };
  }
}
