import { type AttributePath, formatPath, parsePath } from './attribute-path';
import { unknownValue, type Value } from './value';

/** A resource or one of its blocks: something with attributes. */
export interface Block {
  /** Where the block stands in its resource, for example `ingress[1]`; empty for the resource itself. */
  readonly at: string;
  /** What is known about an attribute; blocks written as an object or as a list of one read alike. */
  get(path: string): Value;
  /** Repeated blocks; one block of unknown values when their number cannot be seen. */
  blocks(path: string): Block[];
  /** The elements of a list attribute; one value when the list as a whole is unknown, refers or is hidden. */
  each(path: string): Value[];
  /** Names of the entries of a map that can be seen, whether or not their values can. */
  keys(path: string): string[];
}

/** What a plan, or a new version of the Terraform JSON, does with a resource. */
export interface ResourceChange {
  /** Terraform's actions, for example `['delete', 'create']`. */
  readonly actions: readonly string[];
  /** Attributes that force a replacement, for example `vpc_config[0].subnet_ids`. */
  readonly replacePaths: readonly string[];
  /** Terraform's reason, for example `delete_because_no_resource_config`. */
  readonly actionReason?: string;
  /** Address before a move. */
  readonly previousAddress?: string;
  /** The resource is taken over into the state. */
  readonly importing: boolean;
  /** Key of an object left over from an interrupted replacement. */
  readonly deposed?: string;
  /** What it is like before; absent for what does not exist yet. */
  readonly before?: Block;
  /** Told by comparing two versions of the Terraform JSON, not by a plan. */
  readonly compared?: true;
}

/** One resource or data source, wherever it was read from. */
export interface Resource extends Block {
  readonly stack: string;
  /** Address in Terraform, for example `module.m["x"].aws_s3_bucket.b[0]`. */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly mode: 'managed' | 'data';
  /** Construct path, for example `aws-1/Cluster/Network/Vpc`. */
  readonly path?: string;
  readonly lifecycle: { readonly preventDestroy: Value };
  /** Only on plans and comparisons. */
  readonly change?: ResourceChange;
  /** The change removes the resource: its values are those it has now. */
  readonly removed: boolean;
}

/** Where a reader keeps the values of one resource. */
export interface ValueSource {
  value(path: AttributePath): Value;
  /** Number of elements of a list or of blocks; undefined when that cannot be seen. */
  size(path: AttributePath): number | undefined;
  /** Names of the entries of a map, as far as they can be seen. */
  keys(path: AttributePath): string[];
}

/** What a reader knows of a resource apart from its values. */
export type ResourceFacts = Omit<Resource, keyof Block>;

class SourceBlock implements Block {
  readonly at: string;
  readonly #source: ValueSource;
  readonly #base: AttributePath;
  readonly #values = new Map<string, Value>();

  constructor(source: ValueSource, base: AttributePath = []) {
    this.#source = source;
    this.#base = base;
    this.at = formatPath(base);
  }

  get(path: string): Value {
    const seen = this.#values.get(path);
    if (seen) return seen;
    const value = this.#source.value([...this.#base, ...parsePath(path)]);
    this.#values.set(path, value);
    return value;
  }

  blocks(path: string): Block[] {
    const at = [...this.#base, ...parsePath(path)];
    const size = this.#source.size(at);
    if (size === undefined) return [new UnknownBlock(formatPath(at), this.#source.value(at))];
    return Array.from({ length: size }, (_, index) => new SourceBlock(this.#source, [...at, index]));
  }

  each(path: string): Value[] {
    const whole = this.get(path);
    if (whole.state === 'default' || (whole.state === 'known' && (whole.sensitive || !Array.isArray(whole.value)))) {
      return spread(whole);
    }
    const at = [...this.#base, ...parsePath(path)];
    const size = this.#source.size(at);
    if (size === undefined) return [whole];
    return Array.from({ length: size }, (_, index) => this.#source.value([...at, index]));
  }

  keys(path: string): string[] {
    return this.#source.keys([...this.#base, ...parsePath(path)]);
  }
}

function spread(whole: Value): Value[] {
  if (whole.state === 'default') {
    return Array.isArray(whole.value) ? whole.value.map((value) => ({ state: 'default', value })) : [];
  }
  return [whole];
}

/** Stands for blocks whose number cannot be seen. */
class UnknownBlock implements Block {
  readonly at: string;
  readonly #value: Value;

  constructor(at: string, value: Value) {
    this.at = at;
    this.#value =
      value.state === 'known' || value.state === 'default' ? unknownValue('is known only when Terraform runs') : value;
  }

  get(): Value {
    return this.#value;
  }

  blocks(): Block[] {
    return [this];
  }

  each(): Value[] {
    return [this.#value];
  }

  keys(): string[] {
    return [];
  }
}

/** The values of one resource, by themselves. */
export function createBlock(source: ValueSource): Block {
  return new SourceBlock(source);
}

/** Joins the facts and the values of a resource. */
export function createResource(facts: ResourceFacts, source: ValueSource): Resource {
  const block = new SourceBlock(source);
  return {
    ...facts,
    at: '',
    get: (path) => block.get(path),
    blocks: (path) => block.blocks(path),
    each: (path) => block.each(path),
    keys: (path) => block.keys(path),
  };
}
