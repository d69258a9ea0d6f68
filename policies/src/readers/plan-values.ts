import { type AttributePath, formatPath, schemaPath, stepInto } from '../attribute-path';
import { providerDefault } from '../defaults';
import type { ValueSource } from '../resource';
import { literalText, mayBeTemplate, parseTemplate } from '../template';
import { isRecord, type Json, known, redacted, reference, unknownValue, type Value } from '../value';
import { type ConfiguredResource, type Expression, narrowest } from './plan-configuration';

/** What a plan says of one resource's values. */
export interface PlannedObject {
  readonly values: unknown;
  /** Tree of `true` where a value is known only after apply. */
  readonly unknowns: unknown;
  /** Tree of `true` where a value is sensitive. */
  readonly sensitive: unknown;
}

interface Found {
  readonly node: unknown;
  readonly isUnknown: boolean;
  readonly isSensitive: boolean;
  /** Expressions that may have set the value; several where blocks repeat. */
  readonly expressions: readonly Expression[];
  /** The configuration holds the block around the value, so an absent expression means unset. */
  readonly isConfigured: boolean;
  readonly repeated?: string;
}

/** Values of one resource in a plan. */
export class PlanValues implements ValueSource {
  readonly #type: string;
  readonly #planned: PlannedObject;
  readonly #configured: ConfiguredResource | undefined;

  constructor(type: string, planned: PlannedObject, configured: ConfiguredResource | undefined) {
    this.#type = type;
    this.#planned = planned;
    this.#configured = configured;
  }

  value(path: AttributePath): Value {
    const found = this.#find(path);
    if (found.repeated) return unknownValue(found.repeated);
    if (found.isUnknown) return this.#unknown(found, path);
    if (found.node === undefined || found.node === null) return providerDefault(this.#type, schemaPath(path));
    if (found.isSensitive) return redacted();
    return known(found.node as Json, this.#references(found.expressions).found);
  }

  size(path: AttributePath): number | undefined {
    const found = this.#find(path, true);
    const { node, isUnknown, isSensitive, repeated } = found;
    // Computed blocks that nobody wrote are unknown too; there are none to judge.
    if (isUnknown && this.#unknown(found, path).state === 'default') return 0;
    if (isUnknown || isSensitive || repeated) return undefined;
    if (Array.isArray(node)) return node.length;
    return node === undefined || node === null ? 0 : 1;
  }

  keys(path: AttributePath): string[] {
    const { node, expressions } = this.#find(path, true);
    const written = expressions.map((expression) => expression.constant_value);
    return [...new Set([node, ...written].filter(isRecord).flatMap((map) => Object.keys(map)))];
  }

  /** Walks values, unknown marks, sensitive marks and expressions side by side. */
  #find(path: AttributePath, shallow = false): Found {
    let { values, unknowns, sensitive } = this.#planned;
    let expressions: readonly unknown[] = [this.#configured?.expressions];
    let isConfigured = this.#configured !== undefined;
    for (const [index, step] of path.entries()) {
      if (unknowns === true || sensitive === true) break;
      if (Array.isArray(values) && values.length > 1 && typeof step === 'string') {
        const repeated = `there are ${values.length} ${formatPath(path.slice(0, index))} blocks`;
        return { node: undefined, isUnknown: false, isSensitive: false, expressions: [], isConfigured, repeated };
      }
      isConfigured &&= expressions.length > 0;
      const around = values;
      const nextExpressions = expressions.flatMap((node) => expressionsBelow(node, step, around));
      values = stepInto(values, step);
      unknowns = stepInto(unknowns, step);
      sensitive = stepInto(sensitive, step);
      expressions = nextExpressions;
    }
    return {
      node: values,
      isUnknown: shallow ? unknowns === true : holdsTrue(unknowns),
      isSensitive: shallow ? sensitive === true : holdsTrue(sensitive),
      expressions: expressions.filter(isExpression),
      isConfigured,
    };
  }

  #unknown(found: Found, path: AttributePath): Value {
    if (found.expressions.length === 0) {
      return found.isConfigured && (found.node === undefined || found.node === null)
        ? providerDefault(this.#type, schemaPath(path))
        : unknownValue('is known only after apply');
    }
    const { found: references, hidden } = this.#references(found.expressions);
    const template = templateOf(found.expressions);
    if (references.length === 0 && hidden.length === 0) return literal(found.expressions);
    if (hidden.length > 0) {
      return unknownValue(`depends on ${hidden.join(', ')}, known only after apply`, references, template);
    }
    if (template !== undefined && !isPure(template)) {
      return unknownValue(`is computed from ${references.join(', ')}`, references, template);
    }
    return reference(references);
  }

  #references(expressions: readonly Expression[]): { found: string[]; hidden: string[] } {
    const found = new Set<string>();
    const hidden = new Set<string>();
    for (const name of narrowest(expressions.flatMap((expression) => expression.references ?? []))) {
      const behind = this.#configured?.resolve(name);
      if (behind === undefined) hidden.add(name);
      for (const each of behind ?? []) found.add(each);
    }
    return { found: [...found], hidden: [...hidden] };
  }
}

function isExpression(node: unknown): node is Expression {
  return isRecord(node) && (Array.isArray(node.references) || 'constant_value' in node);
}

/** Expressions of one attribute of a block; repeated blocks may be sets, so their order says nothing. */
function expressionsBelow(node: unknown, step: string | number, values: unknown): unknown[] {
  if (isExpression(node)) return expressionInside(node, step, values);
  if (Array.isArray(node)) {
    return typeof step === 'number' ? node : node.flatMap((element) => expressionsBelow(element, step, values));
  }
  const below = typeof step === 'number' ? node : stepInto(node, step);
  return below === undefined ? [] : [below];
}

/** Goes down inside the literal of one attribute, which in JSON syntax shows where each template stands. */
function expressionInside(node: Expression, step: string | number, values: unknown): Expression[] {
  const { references, constant_value: literal } = node;
  if (typeof literal !== 'object' || literal === null) return references ? [node] : [];
  if (references && typeof step === 'number' && !isAligned(values, literal)) return [{ references }];
  const below = stepInto(literal, step);
  if (below === undefined || below === null) return [];
  if (!references) return [{ constant_value: below }];
  const text = JSON.stringify(below);
  const used = references.filter((name) => text.includes(name));
  return [{ constant_value: below, ...(used.length > 0 && { references: used }) }];
}

/** Sets are sorted by Terraform, so an index counts only where the known elements stand where they were written. */
function isAligned(values: unknown, literal: object): boolean {
  if (!Array.isArray(values) || !Array.isArray(literal) || values.length !== literal.length) return false;
  return values.every((value, index) => value === null || value === undefined || isSame(value, literal[index]));
}

function isSame(value: unknown, written: unknown): boolean {
  if (typeof written === 'string' && mayBeTemplate(written)) return true;
  if (typeof written !== 'object' || written === null) return written === null || value === written;
  return Object.entries(written).every(([key, each]) => {
    const other = stepInto(value, key);
    return typeof each === 'object' || other === undefined || isSame(other, each);
  });
}

function holdsTrue(marks: unknown): boolean {
  if (marks === true) return true;
  return typeof marks === 'object' && marks !== null && Object.values(marks).some(holdsTrue);
}

/** Terraform calls the value unknown though it is written down: the provider may still change its form. */
function literal(expressions: readonly Expression[]): Value {
  const [only] = expressions;
  const value = expressions.length === 1 ? only?.constant_value : undefined;
  if (typeof value === 'string') {
    const text = literalText(value);
    return text === undefined ? unknownValue('is known only after apply', [], value) : known(text);
  }
  if (value === undefined || JSON.stringify(value).includes('${')) return unknownValue('is known only after apply');
  return known(value as Json);
}

function templateOf(expressions: readonly Expression[]): string | undefined {
  const value = expressions.length === 1 ? expressions[0]?.constant_value : undefined;
  return typeof value === 'string' && mayBeTemplate(value) ? value : undefined;
}

function isPure(template: string): boolean {
  const [only, ...others] = parseTemplate(template);
  return others.length === 0 && only?.kind === 'expression' && !/[^\w.[\]"*-]/.test(only.text);
}
