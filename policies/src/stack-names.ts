import { type ExpressionNames, namesIn } from './expression';
import { isRecord } from './value';

const BUILT_IN: Record<string, RegExp> = {
  each: /^\.(?:key|value)\b/,
  count: /^\.index\b/,
  self: /^\./,
  path: /^\.(?:module|root|cwd)\b/,
  terraform: /^\.(?:workspace|applying)\b/,
};

/** What an expression can refer to in one stack's Terraform JSON. */
export class StackNames {
  readonly #json: Record<string, unknown>;

  constructor(json: Record<string, unknown>) {
    this.#json = json;
  }

  /** True for an attribute of a resource or data source in the stack. */
  isResource(traversal: string): boolean {
    const [first = '', second = '', third = ''] = steps(traversal);
    if (first === 'data') return this.#has('data', second, third);
    if (first === 'ephemeral') return this.#has('ephemeral', second, third);
    return this.#has('resource', first, second);
  }

  /** True for anything in the stack that Terraform can evaluate. */
  isNamed(traversal: string): boolean {
    const [first = '', second = ''] = steps(traversal);
    const builtIn = Object.hasOwn(BUILT_IN, first) ? BUILT_IN[first] : undefined;
    if (builtIn) return builtIn.test(traversal.slice(first.length));
    if (first === 'var') return this.#has('variable', second);
    if (first === 'local') return this.#has('locals', second);
    if (first === 'module') return this.#has('module', second);
    return this.isResource(traversal);
  }

  /** The value of a local, undefined when there is none. */
  local(traversal: string): unknown {
    const [first, second = ''] = steps(traversal);
    return first === 'local' && /^local\.[\w-]+$/.test(traversal) ? child(this.#json.locals, second) : undefined;
  }

  /** The attributes of resources in the stack that an expression uses. */
  references(expression: string): string[] {
    return this.resourcesIn(namesIn(expression));
  }

  /** The attributes of resources in the stack among the names of an expression. */
  resourcesIn(names: ExpressionNames): string[] {
    return names.traversals.filter((traversal) => this.isResource(traversal));
  }

  #has(section: string, ...path: string[]): boolean {
    let node: unknown = this.#json[section];
    for (const step of path) node = step === '' ? undefined : child(node, step);
    return node !== undefined;
  }
}

function steps(traversal: string): string[] {
  return traversal.split(/[.[\]]/, 4);
}

function child(node: unknown, name: string): unknown {
  if (Array.isArray(node)) {
    for (const element of node) {
      const found = child(element, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return isRecord(node) && Object.hasOwn(node, name) ? node[name] : undefined;
}
