import { type AttributePath, formatPath, schemaPath, stepInto } from '../attribute-path';
import { providerDefault } from '../defaults';
import { isTraversal, namesIn } from '../expression';
import type { ValueSource } from '../resource';
import type { StackNames } from '../stack-names';
import { mayBeTemplate, parseTemplate } from '../template';
import { isRecord, type Json, known, reference, referencesOf, unknownValue, type Value } from '../value';

const CONSTANTS: Record<string, Json> = { true: true, false: false, null: null };
const DEEPEST_LOCAL = 8;

/** Values of one resource as Terraform JSON writes them. */
export class SynthesizedValues implements ValueSource {
  readonly #type: string;
  readonly #body: Record<string, unknown>;
  readonly #names: StackNames;

  constructor(type: string, body: Record<string, unknown>, names: StackNames) {
    this.#type = type;
    this.#body = body;
    this.#names = names;
  }

  value(path: AttributePath): Value {
    const found = this.#find(path);
    if ('value' in found) return found.value;
    if (found.node === undefined || found.node === null) return providerDefault(this.#type, schemaPath(path));
    return classify(found.node, this.#names);
  }

  size(path: AttributePath): number | undefined {
    const found = this.#find(path);
    if ('value' in found) return undefined;
    const { node } = found;
    if (Array.isArray(node)) return node.length;
    if (typeof node === 'string' && mayBeTemplate(node)) return undefined;
    return node === undefined || node === null ? 0 : 1;
  }

  keys(path: AttributePath): string[] {
    const found = this.#find(path);
    return 'node' in found && isRecord(found.node) ? Object.keys(found.node) : [];
  }

  /** Goes down to a node, or ends early with the value that stands for everything below. */
  #find(path: AttributePath): { node: unknown } | { value: Value } {
    let node: unknown = this.#body;
    for (const [index, step] of path.entries()) {
      if (typeof node === 'string' && mayBeTemplate(node)) return { value: below(classify(node, this.#names)) };
      if (Array.isArray(node) && node.length > 1 && typeof step === 'string') {
        const at = formatPath(path.slice(0, index));
        return { value: unknownValue(`there are ${node.length} ${at} blocks`) };
      }
      const next = stepInto(node, step);
      if (next === undefined && typeof step === 'string' && hasDynamic(node, step)) {
        return { value: unknownValue(`${step} blocks are made by a dynamic block`) };
      }
      node = next;
    }
    return { node };
  }
}

function hasDynamic(node: unknown, name: string): boolean {
  const dynamic = stepInto(node, 'dynamic');
  return Array.isArray(dynamic)
    ? dynamic.some((element) => stepInto(element, name) !== undefined)
    : stepInto(dynamic, name) !== undefined;
}

/** What lies inside a value that is an expression cannot be seen, whatever the expression is. */
function below(value: Value): Value {
  return value.state === 'known' || value.state === 'default' ? unknownValue('the block is an expression') : value;
}

/** Sorts a node of Terraform JSON into the four states. */
function classify(node: unknown, names: StackNames, depth = 0): Value {
  if (typeof node === 'string') return mayBeTemplate(node) ? classifyTemplate(node, names, depth) : known(node);
  if (typeof node !== 'object' || node === null) return known(node as Json);
  const elements = Array.isArray(node) ? node : Object.values(node);
  if (!elements.some(mayHoldTemplate)) return known(node as Json);
  return combine(
    node,
    elements.map((element) => classify(element, names, depth)),
  );
}

function mayHoldTemplate(node: unknown): boolean {
  if (typeof node === 'string') return mayBeTemplate(node);
  if (typeof node !== 'object' || node === null) return false;
  return (Array.isArray(node) ? node : Object.values(node)).some(mayHoldTemplate);
}

function combine(node: object, values: readonly Value[]): Value {
  const references = [...new Set(values.flatMap(referencesOf))];
  if (values.every((value) => value.state === 'reference')) return reference(references);
  if (values.every((value) => value.state === 'known')) {
    const plain = values.map((value) => (value.state === 'known' ? value.value : null));
    if (Array.isArray(node)) return known(plain);
    return known(Object.fromEntries(Object.keys(node).map((key, index) => [key, plain[index] as Json])));
  }
  const hidden = values.find((value) => value.state === 'unknown');
  return unknownValue(hidden?.state === 'unknown' ? hidden.reason : `holds ${list(references)}`, references);
}

function classifyTemplate(text: string, names: StackNames, depth: number): Value {
  const parts = parseTemplate(text);
  if (parts.every((part) => part.kind === 'text')) return known(parts.map((part) => part.text).join(''));
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'expression') return classifyExpression(only.text, text, names, depth);
  const references = parts.flatMap((part) => (part.kind === 'text' ? [] : names.references(part.text)));
  const reason =
    references.length > 0
      ? `is text around ${list(references)}`
      : `is text around ${shown(parts.find((part) => part.kind !== 'text')?.text ?? '')}`;
  return unknownValue(reason, [...new Set(references)], text);
}

function classifyExpression(expression: string, text: string, names: StackNames, depth: number): Value {
  if (Object.hasOwn(CONSTANTS, expression)) return known(CONSTANTS[expression] as Json);
  if (isTraversal(expression)) {
    if (names.isResource(expression)) return reference([expression]);
    const local = names.local(expression);
    if (local !== undefined && depth < DEEPEST_LOCAL) return classify(local, names, depth + 1);
    return unknownValue(`is ${shown(expression)}, which is known only when Terraform runs`, [], text);
  }
  const references = names.resourcesIn(namesIn(expression));
  const reason =
    references.length > 0 ? `is computed from ${list(references)}` : `is the expression ${shown(expression)}`;
  return unknownValue(reason, references, text);
}

function list(references: readonly string[]): string {
  return references.length > 3
    ? `${references.slice(0, 3).join(', ')} and ${references.length - 3} more`
    : references.join(', ');
}

function shown(expression: string): string {
  return `\${${expression.length > 60 ? `${expression.slice(0, 57)}...` : expression}}`;
}
