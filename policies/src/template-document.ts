import { parse } from 'yaml';
import { isTraversal, namesIn } from './expression';
import { parseTemplate } from './template';
import { reference, unknownValue, type Value } from './value';
import { Unresolved } from './value-tree';

const MARK = 'hubfleet_unresolved_';
const MARKS = /hubfleet_unresolved_(\d+)_/g;
const NOT_A_RESOURCE = /^(?:var|local|each|count|self|path|terraform|module)\b/;

/**
 * Parses a YAML or JSON document, such as Helm values or an access policy; leaves with `${…}` come out as `Unresolved`.
 * Returns undefined when the document is absent or is not a map.
 */
export function readDocument(text: string | undefined, isTemplate: boolean): unknown {
  if (text === undefined) return undefined;
  const expressions: string[] = [];
  const source = isTemplate ? markExpressions(text, expressions) : text;
  const tree = parseDocument(source);
  if (tree === null) return {};
  if (typeof tree !== 'object' || Array.isArray(tree)) return undefined;
  return expressions.length > 0 || !source.trimStart().startsWith('{') ? resolve(tree, expressions) : tree;
}

function parseDocument(source: string): unknown {
  try {
    if (source.trimStart().startsWith('{')) return JSON.parse(source);
  } catch {
    // YAML in flow style begins like JSON.
  }
  try {
    // Helm reads YAML 1.1, in which yes and on are booleans.
    return parse(source, { version: '1.1', logLevel: 'error' }) ?? null;
  } catch {
    return undefined;
  }
}

function markExpressions(text: string, expressions: string[]): string {
  return parseTemplate(text)
    .map((part) => (part.kind === 'text' ? part.text : `${MARK}${expressions.push(part.text) - 1}_`))
    .join('');
}

function resolve(node: unknown, expressions: readonly string[]): unknown {
  if (typeof node === 'string') return node.includes(MARK) ? new Unresolved(leafValue(node, expressions)) : node;
  if (node instanceof Date) return node.toISOString().slice(0, 10);
  if (Array.isArray(node)) return node.map((element) => resolve(element, expressions));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, element]) => [restored(key, expressions), resolve(element, expressions)]),
  );
}

/** The text with its `${…}` back in place. */
function restored(text: string, expressions: readonly string[]): string {
  return text.replace(MARKS, (_, index) => `\${${expressions[Number(index)] ?? ''}}`);
}

function leafValue(text: string, expressions: readonly string[]): Value {
  const used = Array.from(text.matchAll(MARKS), ([, index]) => expressions[Number(index)] ?? '');
  const template = restored(text, expressions);
  const references = used
    .flatMap((expression) => namesIn(expression).traversals)
    .filter((name) => !NOT_A_RESOURCE.test(name));
  const [only] = used;
  const isPure = only !== undefined && template === `\${${only}}`;
  if (isPure && isTraversal(only) && references.length === 1) return reference(references);
  const shown = template.length > 60 ? `${template.slice(0, 57)}...` : template;
  return unknownValue(`is ${shown}, known only when Terraform runs`, references, template);
}
