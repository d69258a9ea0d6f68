import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

interface Member {
  readonly required: boolean;
  /** Name of the struct that the member holds, if it holds one. */
  readonly struct?: string;
}

type Struct = ReadonlyMap<string, Member>;

/** `singleProcessOomKill` and `single_process_oom_kill` are one name. */
const key = (name: string): string => name.replaceAll('_', '').toLowerCase();

/** Attributes that a resource of a provider's bindings takes, read from the types that programs compile against. */
export class BindingSchema {
  readonly #structs = new Map<string, Struct>();
  readonly #root: string;

  constructor(resourceType: string) {
    const [provider = '', ...words] = resourceType.split('_');
    const folder = join(dirname(require.resolve(`@cdktf/provider-${provider}/package.json`)), 'lib', words.join('-'));
    for (const file of declarations(folder)) this.#read(readFileSync(file, 'utf8'));
    const name = words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('');
    // A struct of its own may have taken the name of a resource, which then ends in A.
    this.#root = this.#structs.has(`${name}Config`) ? `${name}Config` : `${name}AConfig`;
  }

  /** Attributes that the bindings do not know, and required ones that are missing, by path. */
  faults(value: Readonly<Record<string, unknown>>, path: string): string[] {
    return this.#check(value, this.#root, path);
  }

  #check(value: Readonly<Record<string, unknown>>, name: string, path: string): string[] {
    const struct = this.#structs.get(name);
    if (!struct) return [`${path}: there is no ${name}`];
    const given = new Map(Object.entries(value).map(([attribute, inner]) => [key(attribute), inner]));
    const missing = [...struct].filter(([attribute, { required }]) => required && given.get(attribute) === undefined);
    return [
      ...missing.map(([attribute]) => `${path}.${attribute}: is required`),
      ...[...given].flatMap(([attribute, inner]) => {
        if (['//', 'lifecycle', 'dependson', 'provider'].includes(attribute)) return [];
        const member = struct.get(attribute);
        if (!member) return [`${path}.${attribute}: is not known`];
        const { struct: nested } = member;
        if (nested === undefined || typeof inner === 'string') return [];
        const items = (Array.isArray(inner) ? inner : [inner]) as Record<string, unknown>[];
        return items.flatMap((item) => this.#check(item, nested, `${path}.${attribute}`));
      }),
    ];
  }

  #read(text: string): void {
    for (const [, name = '', body = ''] of text.matchAll(/^export interface (\w+)[^{]*\{\n([\s\S]*?)^\}/gm)) {
      const members = [...body.matchAll(/^ {4}readonly (\w+)(\??): (\w+)?/gm)].map(
        ([, member = '', optional, type = '']): [string, Member] => [
          key(member),
          { required: optional === '', ...(/^[A-Z]/.test(type) ? { struct: type } : {}) },
        ],
      );
      this.#structs.set(name, new Map(members));
    }
  }
}

function declarations(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith('.d.ts'))
    .map(({ parentPath, name }) => join(parentPath, name));
}
