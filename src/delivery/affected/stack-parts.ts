import { isDeepStrictEqual } from 'node:util';

/** One block of a stack's Terraform JSON: a resource, a data source, a provider and so on. */
interface Part {
  readonly address: string;
  /** Without comments; undefined for values that are no block. */
  readonly body: unknown;
}

/** A block that is not the same in two versions of a stack. */
export interface PartChange {
  readonly address: string;
  readonly kind: 'added' | 'changed' | 'removed';
  /** Arguments that differ, by name; no value is in here. Only of changed blocks. */
  readonly attributes: readonly string[];
}

/** Blocks with a type and a name, and what stands before both in an address. */
const typed = { resource: '', data: 'data.', ephemeral: 'ephemeral.' } as const;

/** Blocks with a name. */
const named = { variable: 'var.', output: 'output.', locals: 'local.', module: 'module.' } as const;

/**
 * What differs between two versions of a stack's Terraform JSON. What Terraform does not see either, comments with
 * cdktf's metadata and the order of keys, is no difference.
 */
export function partChanges(before: unknown, after: unknown): PartChange[] {
  const old = partsOf(before);
  const now = partsOf(after);
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((address): PartChange[] => {
    if (!old.has(address)) return [{ address, kind: 'added', attributes: [] }];
    if (!now.has(address)) return [{ address, kind: 'removed', attributes: [] }];
    const [left, right] = [old.get(address), now.get(address)];
    if (isDeepStrictEqual(left, right)) return [];
    return [{ address, kind: 'changed', attributes: differingKeys(left, right) }];
  });
}

function partsOf(json: unknown): Map<string, unknown> {
  const parts = Object.entries(asMap(json)).flatMap(([block, content]) => partsOfBlock(block, content));
  return new Map(parts.map(({ address, body }) => [address, withoutComment(body)]));
}

function partsOfBlock(block: string, content: unknown): Part[] {
  if (block === '//') return [];
  if (block in typed) {
    const prefix = typed[block as keyof typeof typed];
    return children('', content).flatMap(({ address: type, body }) => children(`${prefix}${type}.`, body));
  }
  if (block in named) return children(named[block as keyof typeof named], content);
  if (block === 'provider') return children('', content).flatMap(providers);
  if (block === 'terraform') return children('terraform.', content).flatMap(settings);
  return [{ address: block, body: content }];
}

/** Terraform takes one configuration of a provider or a list of them. */
function providers({ address: name, body }: Part): Part[] {
  const list: unknown[] = Array.isArray(body) ? body : [body];
  return list.map((each) => {
    const { alias } = asMap(each);
    return { address: `provider.${name}${typeof alias === 'string' ? `.${alias}` : ''}`, body: each };
  });
}

/** Backends and required providers are told one by one. */
function settings({ address, body }: Part): Part[] {
  const isMap = address === 'terraform.backend' || address === 'terraform.required_providers';
  return isMap ? children(`${address}.`, body) : [{ address, body }];
}

function children(prefix: string, content: unknown): Part[] {
  return Object.entries(asMap(content)).flatMap(([name, body]) =>
    name === '//' ? [] : [{ address: `${prefix}${name}`, body }],
  );
}

function withoutComment(body: unknown): unknown {
  if (!isMap(body)) return body;
  const { '//': _, ...rest } = body;
  return rest;
}

function differingKeys(left: unknown, right: unknown): string[] {
  if (!isMap(left) || !isMap(right)) return [];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].filter((key) => !isDeepStrictEqual(left[key], right[key])).sort();
}

function asMap(value: unknown): Record<string, unknown> {
  return isMap(value) ? value : {};
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
