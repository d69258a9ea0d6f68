import type { AttributePath } from './attribute-path';
import { isTraversal, namesIn } from './expression';
import type { StackNames } from './stack-names';
import { mayBeTemplate, parseTemplate, type TemplatePart } from './template';
import { TERRAFORM_FUNCTIONS } from './terraform-functions';

/** A string that Terraform would evaluate though nobody meant it. */
export interface LiteralFault {
  readonly at: AttributePath;
  readonly message: string;
}

/** Looks through all strings below a node, keys too. */
export function literalFaults(body: unknown, names: StackNames): LiteralFault[] {
  const faults: LiteralFault[] = [];
  visit(body, [], { names, iterators: new Set(['dynamic']), faults });
  return faults;
}

interface Search {
  readonly names: StackNames;
  /** Names that dynamic blocks around bind. */
  readonly iterators: ReadonlySet<string>;
  readonly faults: LiteralFault[];
}

function visit(node: unknown, at: AttributePath, search: Search): void {
  if (typeof node === 'string') {
    if (mayBeTemplate(node)) judge(node, at, search);
  } else if (Array.isArray(node)) {
    for (const [index, element] of node.entries()) visit(element, [...at, index], search);
  } else if (typeof node === 'object' && node !== null) {
    visitObject(node, at, { ...search, iterators: withIterators(node, search.iterators) });
  }
}

function visitObject(node: object, at: AttributePath, search: Search): void {
  for (const [key, element] of Object.entries(node)) {
    if (key === '//') continue;
    if (mayBeTemplate(key)) judge(key, [...at, key], search);
    visit(element, [...at, key], search);
  }
}

function withIterators(node: object, outer: ReadonlySet<string>): ReadonlySet<string> {
  const dynamic = (node as { dynamic?: unknown }).dynamic;
  if (typeof dynamic !== 'object' || dynamic === null) return outer;
  const blocks = (Array.isArray(dynamic) ? dynamic : [dynamic]).flatMap((block) => Object.entries(block ?? {}));
  const chosen = blocks.map(([, content]) => (content as { iterator?: unknown } | null)?.iterator);
  return new Set([...outer, ...blocks.map(([name]) => name), ...chosen.filter((name) => typeof name === 'string')]);
}

function judge(text: string, at: AttributePath, { names, iterators, faults }: Search): void {
  for (const part of parseTemplate(text)) {
    const problem = problemOf(part, names, iterators);
    if (problem !== undefined) {
      faults.push({ at, message: `${problem}${line(text, part)}` });
      return;
    }
  }
}

function problemOf(part: TemplatePart, names: StackNames, iterators: ReadonlySet<string>): string | undefined {
  if (part.kind === 'text') return undefined;
  if (part.kind === 'directive')
    return `holds %{${short(part.text)}}, which Terraform would run as a template directive`;
  const shown = `\${${short(part.text)}}`;
  if (!part.closed) return `holds ${shown.slice(0, -1)} without a closing brace, which Terraform cannot read`;
  if (part.text.startsWith('TfToken[')) return `holds the unresolved token ${shown}`;
  const { traversals, functions } = namesIn(part.text);
  const call = functions.find(
    (name) => !TERRAFORM_FUNCTIONS.has(name.replace(/^core::/, '')) && !/^provider::\w+::\w+$/.test(name),
  );
  if (call !== undefined) return `holds ${shown}, but ${call} is not a function of Terraform`;
  const stray = traversals.find((name) => !names.isNamed(name) && !(iterators.has(root(name)) && isTraversal(name)));
  if (stray !== undefined) return `holds ${shown}, but ${short(stray)} names nothing in this stack`;
  if (traversals.length === 0 && functions.length === 0 && !/^(?:true|false|null)\b/.test(part.text)) {
    return `holds ${shown}, which refers to nothing, so Terraform would replace it`;
  }
  return undefined;
}

function root(traversal: string): string {
  return /^[\w-]+/.exec(traversal)?.[0] ?? traversal;
}

function short(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  return flat.length > 60 ? `${flat.slice(0, 57)}...` : flat;
}

/** The line within a text of several lines, where the sequence was written. */
function line(text: string, part: TemplatePart): string {
  if (!text.includes('\n')) return '';
  const before = text.slice(0, Math.max(0, text.indexOf(`{${part.text}`)));
  return ` (line ${before.split('\n').length})`;
}
