import { parsePath, stepInto } from './attribute-path';
import type { Block, Resource } from './resource';
import { readDocument } from './template-document';
import { redacted, unknownValue, unset, type Value } from './value';
import { type Leaf, leavesOf, merge, nest, setPath, settled, Unresolved } from './value-tree';

/** The values of one Helm release after Helm merged them. */
export interface HelmValues {
  /** What is known at a path such as `singleuser.memory.limit`; unset means that the chart decides. */
  get(path: string): Value;
  /** Leaves that can be seen or at least named, in order. */
  leaves(): readonly Leaf[];
  /** Why a part of the values cannot be seen at all. */
  readonly hidden: readonly string[];
}

const memo = new WeakMap<Resource, HelmValues>();

/** Reads `values`, `set`, `set_list` and `set_sensitive` of a `helm_release`, later ones over earlier ones. */
export function helmValues(release: Resource): HelmValues {
  const seen = memo.get(release);
  if (seen) return seen;
  const values = new MergedValues(release);
  memo.set(release, values);
  return values;
}

class MergedValues implements HelmValues {
  readonly hidden: string[] = [];
  #tree: unknown = {};
  #leaves: readonly Leaf[] | undefined;
  readonly #values = new Map<string, Value>();

  constructor(release: Resource) {
    for (const document of release.each('values')) this.#add(document);
    for (const kind of ['set', 'set_list', 'set_sensitive', 'set_wo']) {
      for (const block of release.blocks(kind)) this.#set(block, kind);
    }
  }

  get(path: string): Value {
    let value = this.#values.get(path);
    if (value === undefined) {
      value = this.#find(path);
      this.#values.set(path, value);
    }
    return value;
  }

  #find(path: string): Value {
    let node: unknown = this.#tree;
    for (const step of parsePath(path)) {
      if (node instanceof Unresolved) return node.value;
      node = Array.isArray(node) && typeof step === 'string' ? undefined : stepInto(node, step);
    }
    if (node instanceof Unresolved) return node.value;
    if (node === undefined || node === null)
      return this.hidden[0] === undefined ? unset() : unknownValue(this.hidden[0]);
    return settled(node);
  }

  leaves(): readonly Leaf[] {
    this.#leaves ??= leavesOf(this.#tree);
    return this.#leaves;
  }

  #add(document: Value): void {
    const text = document.state === 'known' && !document.sensitive ? document.value : undefined;
    const template = document.state === 'unknown' ? document.template : undefined;
    const tree = readDocument(typeof text === 'string' ? text : template, template !== undefined);
    if (tree === undefined) this.#hide(`values ${document.state === 'unknown' ? document.reason : 'cannot be read'}`);
    else this.#tree = merge(this.#tree, tree);
  }

  /** A later document that cannot be seen may change everything before it. */
  #hide(reason: string): void {
    this.hidden.push(reason);
    this.#tree = {};
  }

  #set(block: Block, kind: string): void {
    const name = block.get('name');
    if (name.state !== 'known' || typeof name.value !== 'string') {
      this.hidden.push(`${kind} sets a value whose name cannot be seen`);
      return;
    }
    const value = block.get('value');
    const leaf = kind === 'set_sensitive' || kind === 'set_wo' ? hiddenLeaf(value) : leafOf(value, block.get('type'));
    this.#tree = merge(this.#tree, nest(setPath(name.value), leaf));
  }
}

/** A sensitive setting that is written down in the configuration is visible to everybody who reads it. */
function hiddenLeaf(value: Value): unknown {
  return value.state === 'known' && !value.sensitive
    ? value.value
    : new Unresolved(value.state === 'known' ? redacted() : value);
}

function leafOf(value: Value, type: Value): unknown {
  if (value.state !== 'known' || value.sensitive) return new Unresolved(value.state === 'known' ? redacted() : value);
  if (type.state === 'known' && type.value === 'string') return String(value.value);
  if (value.value === 'true' || value.value === 'false') return value.value === 'true';
  if (value.value === 'null') return null;
  const isNumber = typeof value.value === 'string' && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(value.value);
  return isNumber ? Number(value.value) : value.value;
}
