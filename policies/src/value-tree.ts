import { isRecord, type Json, known, reference, referencesOf, unknownValue, type Value } from './value';

/** One leaf of a document. */
export interface Leaf {
  readonly path: readonly (string | number)[];
  readonly value: Value;
}

/** A leaf that holds `${…}`, kept apart from literal texts. */
export class Unresolved {
  readonly value: Value;

  constructor(value: Value) {
    this.value = value;
  }
}

/** Splits `a.b\.c[0]` as Helm does. */
export function setPath(name: string): (string | number)[] {
  return Array.from(name.matchAll(/\[(\d+)\]|((?:\\.|[^.[\\])+)/g), ([, index, key]) =>
    index === undefined ? (key as string).replace(/\\(.)/g, '$1') : Number(index),
  );
}

/** A tree with one leaf. */
export function nest(path: readonly (string | number)[], leaf: unknown): unknown {
  return path.reduceRight<unknown>((inner, step) => {
    if (typeof step === 'string') return { [step]: inner };
    const list: unknown[] = [];
    list[Math.min(step, 1000)] = inner;
    return new Patch(list);
  }, leaf);
}

/** A list given element by element, merged by index; a whole list replaces instead. */
class Patch {
  readonly list: readonly unknown[];

  constructor(list: readonly unknown[]) {
    this.list = list;
  }
}

/** Merges as Helm does: maps key by key, everything else is replaced, null removes. */
export function merge(base: unknown, over: unknown): unknown {
  if (over instanceof Patch) return mergeList(base, over);
  if (!isMap(over)) return over;
  const merged: Record<string, unknown> = isMap(base) ? { ...base } : {};
  for (const key of Object.keys(over)) {
    const value = over[key];
    if (value === null) delete merged[key];
    else define(merged, key, merge(Object.hasOwn(merged, key) ? merged[key] : undefined, value));
  }
  return merged;
}

function mergeList(base: unknown, { list }: Patch): unknown[] {
  const merged = Array.isArray(base) ? [...base] : [];
  for (const [index, element] of list.entries()) {
    if (element !== undefined) merged[index] = merge(merged[index], element);
  }
  return merged;
}

function isMap(node: unknown): node is Record<string, unknown> {
  return isRecord(node) && !(node instanceof Unresolved) && !(node instanceof Patch);
}

/** Sets a key even when it is called `__proto__`. */
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** All leaves below a node, in the order in which they are written. */
export function leavesOf(tree: unknown): Leaf[] {
  const leaves: Leaf[] = [];
  collect(tree, [], leaves);
  return leaves;
}

function collect(node: unknown, path: readonly (string | number)[], leaves: Leaf[]): void {
  if (node instanceof Unresolved) leaves.push({ path, value: node.value });
  else if (Array.isArray(node)) for (let i = 0; i < node.length; i += 1) collect(node[i], [...path, i], leaves);
  else if (isMap(node)) for (const key of Object.keys(node)) collect(node[key], [...path, key], leaves);
  else if (node !== undefined) leaves.push({ path, value: known(node as Json) });
}

/** The state of a node: known only when every leaf below is. */
export function settled(node: unknown): Value {
  if (typeof node !== 'object' || node === null) return known(node as Json);
  const open = leavesOf(node).filter((leaf) => leaf.value.state !== 'known' || leaf.value.sensitive);
  if (open.length === 0) return known(node as Json);
  const references = [...new Set(open.flatMap((leaf) => referencesOf(leaf.value)))];
  const [first] = open;
  if (open.every((leaf) => leaf.value.state === 'reference')) return reference(references);
  return unknownValue(first?.value.state === 'unknown' ? first.value.reason : 'is marked sensitive', references);
}
