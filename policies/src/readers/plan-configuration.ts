import { isRecord } from '../value';

/** One attribute's expression in a plan's `configuration`. */
export interface Expression {
  /** Names the expression uses, as Terraform lists them. */
  readonly references?: readonly string[];
  /** The literal; in JSON syntax also the source text of a template, so it counts only without references. */
  readonly constant_value?: unknown;
}

/** One resource block in a plan's `configuration`. */
export interface ConfiguredResource {
  /** Expressions by attribute; blocks are objects or lists of objects. */
  readonly expressions: unknown;
  /** Turns a name used in the block into the attributes of resources behind it; undefined when there are none. */
  resolve(reference: string): readonly string[] | undefined;
}

const DEEPEST_MODULE = 16;

/** A module of a plan's `configuration`, reached as one instance of its call. */
export class ConfiguredModule {
  readonly #module: Record<string, unknown>;
  readonly #prefix: string;
  readonly #call:
    | { readonly parent: ConfiguredModule; readonly expressions: unknown; readonly repeat: unknown }
    | undefined;
  readonly #children = new Map<string, ConfiguredModule | undefined>();
  #resources: ReadonlyMap<unknown, Record<string, unknown>> | undefined;

  constructor(
    module: unknown,
    prefix = '',
    call?: { parent: ConfiguredModule; expressions: unknown; repeat: unknown },
  ) {
    this.#module = isRecord(module) ? module : {};
    this.#prefix = prefix;
    this.#call = call;
  }

  /** The module behind an address such as `module.a["x"].module.b`. */
  at(address: string | undefined): ConfiguredModule | undefined {
    let current: ConfiguredModule | undefined = this;
    for (const step of moduleSteps(address ?? '')) current = current?.child(step);
    return current;
  }

  /** One instance of a module call, for example `module.a["x"]`. */
  child(step: string): ConfiguredModule | undefined {
    if (!this.#children.has(step)) this.#children.set(step, this.#open(step));
    return this.#children.get(step);
  }

  /** The block of `type.name` or `data.type.name`. */
  resource(block: string): ConfiguredResource | undefined {
    this.#resources ??= new Map(list(this.#module.resources).map((resource) => [resource.address, resource] as const));
    const resource = this.#resources.get(block);
    if (!resource) return undefined;
    const repeat = resource.for_each_expression ?? resource.count_expression;
    return { expressions: resource.expressions, resolve: (name) => this.resolve(name, repeat) };
  }

  /** The attributes of resources behind a name, as absolute references. */
  resolve(name: string, repeat?: unknown, depth = 0): readonly string[] | undefined {
    if (depth > DEEPEST_MODULE) return undefined;
    const [first = '', second = '', third = ''] = name.split(/[.[]/, 3);
    if (first === 'var') return this.#variable(second, depth);
    if (first === 'each' || first === 'count') return this.#through(repeat, undefined, depth);
    if (first === 'module') return this.#output(name, depth);
    if (first === 'local' || first === 'path' || first === 'terraform' || first === 'self') return undefined;
    const block = first === 'data' ? `data.${second}.${third}` : `${first}.${second}`;
    return this.resource(block) ? [`${this.#prefix}${name}`] : undefined;
  }

  #variable(name: string, depth: number): readonly string[] | undefined {
    const call = this.#call;
    return call ? call.parent.#through(stepIn(call.expressions, name), call.repeat, depth) : undefined;
  }

  #through(expression: unknown, repeat: unknown, depth: number): readonly string[] | undefined {
    const references = isRecord(expression) ? expression.references : undefined;
    if (!Array.isArray(references)) return undefined;
    const found = narrowest(references.filter((name) => typeof name === 'string')).map((name) =>
      this.resolve(name, repeat, depth + 1),
    );
    return found.some((each) => each === undefined) ? undefined : found.flatMap((each) => each ?? []);
  }

  #output(name: string, depth: number): readonly string[] | undefined {
    const match = /^(module\.[\w-]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?)\.([\w-]+)/.exec(name);
    const child = match ? this.child(match[1] as string) : undefined;
    if (!child) return undefined;
    const output = stepIn(child.#module.outputs, match?.[2] ?? '');
    return child.#through(stepIn(output, 'expression'), undefined, depth);
  }

  #open(step: string): ConfiguredModule | undefined {
    const name = /^module\.([\w-]+)/.exec(step)?.[1] ?? '';
    const call = stepIn(this.#module.module_calls, name);
    if (!isRecord(call)) return undefined;
    const repeat = call.for_each_expression ?? call.count_expression;
    return new ConfiguredModule(call.module, `${this.#prefix}${step}.`, {
      parent: this,
      expressions: call.expressions,
      repeat,
    });
  }
}

/** Drops `aws_x.y` where `aws_x.y.id` is listed too, as Terraform lists both. */
export function narrowest(references: readonly string[]): string[] {
  const distinct = [...new Set(references)];
  return distinct.filter(
    (name) => !distinct.some((other) => other.startsWith(`${name}.`) || other.startsWith(`${name}[`)),
  );
}

/** Splits `module.a["x.y"].module.b` into its calls. */
function moduleSteps(address: string): string[] {
  return address.match(/module\.[\w-]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?/g) ?? [];
}

function stepIn(node: unknown, name: string): unknown {
  return isRecord(node) && Object.hasOwn(node, name) ? node[name] : undefined;
}

function list(node: unknown): Record<string, unknown>[] {
  return Array.isArray(node) ? node.filter(isRecord) : [];
}
