import type { Resource } from './resource';
import { type Companions, ResourceLinks } from './resource-links';
import { referencesOf, type Value } from './value';

const REFERENCE =
  /^((?:module\.[\w-]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.)*(?:data\.)?[A-Za-z_][\w-]*\.[\w-]+)(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?/;

/** Finds resources by type and by what refers to them. */
export class ResourceIndex {
  /** Names of the stacks at hand. */
  readonly stacks: ReadonlySet<string>;
  readonly #byType = new Map<string, Resource[]>();
  readonly #byAddress = new Map<string, Resource[]>();
  readonly #lists = new Map<string, Map<string, Resource[]>>();
  readonly #links = new Map<string, ResourceLinks>();

  constructor(resources: readonly Resource[]) {
    this.stacks = new Set(resources.map(({ stack }) => stack));
    for (const resource of resources) {
      append(this.#byType, typeKey(resource), resource);
      append(this.#byAddress, `${resource.stack}\n${resource.address}`, resource);
      const block = withoutIndex(resource.address);
      if (block !== resource.address) append(this.#byAddress, `${resource.stack}\n${block}`, resource);
    }
  }

  /** Resources of a type that will exist, in one stack or in all; data sources as `data.TYPE`. */
  ofType(type: string, stack?: string): Resource[] {
    const key = stack === undefined ? type : `${type}\n${stack}`;
    let lists = this.#lists.get(type);
    if (!lists) {
      lists = new Map();
      this.#lists.set(type, lists);
      for (const resource of this.#byType.get(type) ?? []) {
        if (resource.removed) continue;
        append(lists, type, resource);
        append(lists, `${type}\n${resource.stack}`, resource);
      }
    }
    return lists.get(key) ?? [];
  }

  /** Resources that a reference such as `aws_s3_bucket.b.id` names; siblings of `from` by equal index first. */
  named(reference: string, from: Resource): Resource[] {
    const match = REFERENCE.exec(reference);
    if (!match) return [];
    const [, block = '', index = ''] = match;
    const found = this.#byAddress.get(`${from.stack}\n${block}${index}`) ?? [];
    const own = /\[[^\]]*\]$/.exec(from.address)?.[0];
    const sibling = index === '' && own ? found.filter((resource) => resource.address === block + own) : [];
    return (sibling.length > 0 ? sibling : found).filter((resource) => !resource.removed);
  }

  /** Resources that a value was or will be taken from. */
  behind(value: Value, from: Resource): Resource[] {
    return [...new Set(referencesOf(value).flatMap((reference) => this.named(reference, from)))];
  }

  /** Resources of a type whose attribute refers to the target, or holds one of its names. */
  companions(target: Resource, type: string, path: string, names: readonly string[] = []): Companions {
    const key = `${type} ${path}`;
    let links = this.#links.get(key);
    if (!links) {
      links = new ResourceLinks(this.ofType(type), path, (value, from) => this.behind(value, from));
      this.#links.set(key, links);
    }
    return links.to(target, names);
  }

  /** Resources of a type whose attribute refers to the target. */
  referring(type: string, path: string, target: Resource): readonly Resource[] {
    return this.companions(target, type, path).found;
  }

  /** Resources the plan creates, for recognising a rename. */
  created(type: string, stack: string): Resource[] {
    return this.ofType(type, stack).filter((resource) => resource.change?.actions.join() === 'create');
  }
}

/** The key rules use for a resource's type. */
export function typeKey(resource: Resource): string {
  return resource.mode === 'data' ? `data.${resource.type}` : resource.type;
}

function withoutIndex(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/, '');
}

function append(map: Map<string, Resource[]>, key: string, resource: Resource): void {
  const list = map.get(key);
  if (list) list.push(resource);
  else map.set(key, [resource]);
}
