import type { Resource } from './resource';
import type { Json, Value } from './value';

/** What stands beside a resource, such as the public access block of a bucket. */
export interface Companions {
  readonly found: readonly Resource[];
  /** Others of that type whose attribute cannot be seen, so one of them may be meant. */
  readonly unclear: readonly Resource[];
}

/** Resources of one type by what one of their attributes names: built once, however many are asked for. */
export class ResourceLinks {
  readonly #byTarget = new Map<Resource, Resource[]>();
  readonly #byText = new Map<string, Resource[]>();
  readonly #unclear = new Map<string, Resource[]>();

  constructor(
    resources: readonly Resource[],
    path: string,
    behind: (value: Value, from: Resource) => readonly Resource[],
  ) {
    for (const resource of resources) {
      const value = resource.get(path);
      const targets = behind(value, resource);
      for (const target of targets) append(this.#byTarget, target, resource);
      for (const text of textsOf(value)) append(this.#byText, `${resource.stack}\n${text}`, resource);
      if (targets.length === 0 && isHidden(value)) append(this.#unclear, resource.stack, resource);
    }
  }

  /** By reference, or by a literal that equals one of the target's names. */
  to(target: Resource, names: readonly string[]): Companions {
    const literal = names.flatMap((name) => textsOf(target.get(name)));
    const found = [
      ...(this.#byTarget.get(target) ?? []),
      ...literal.flatMap((text) => this.#byText.get(`${target.stack}\n${text}`) ?? []),
    ];
    return { found: [...new Set(found)], unclear: this.#unclear.get(target.stack) ?? [] };
  }
}

function isHidden(value: Value): boolean {
  return value.state === 'unknown' || (value.state === 'known' && value.sensitive === true);
}

function textsOf(value: Value): string[] {
  if (value.state !== 'known' || value.sensitive) return [];
  const list: readonly Json[] = Array.isArray(value.value) ? value.value : [value.value];
  return list.filter((each): each is string => typeof each === 'string');
}

function append<K>(map: Map<K, Resource[]>, key: K, resource: Resource): void {
  const list = map.get(key);
  if (list) list.push(resource);
  else map.set(key, [resource]);
}
