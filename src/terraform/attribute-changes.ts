import type { PlannedChange } from './plan-json.ts';

/** An attribute that a plan changes. Values of sensitive attributes are never in here. */
export interface AttributeChange {
  /** For example `scaling_config[0].max_size`. */
  readonly path: string;
  /** A scalar, or how a list or map looks, as `3 elements`. */
  readonly before: AttributeValue;
  readonly after: AttributeValue;
  readonly forcesReplacement: boolean;
}

export type AttributeValue =
  | { readonly kind: 'scalar'; readonly value: string | number | boolean | null }
  | { readonly kind: 'elements'; readonly count: number }
  | { readonly kind: 'sensitive' }
  | { readonly kind: 'unknown' };

type Path = readonly (string | number)[];

/** One side of a change, or a part of it. */
interface Side {
  readonly value: unknown;
  readonly sensitive: unknown;
  readonly unknown: unknown;
}

/** What an update or a replacement changes, leaf by leaf. */
export function attributeChanges(change: PlannedChange): AttributeChange[] {
  const before: Side = { value: change.before, sensitive: change.before_sensitive, unknown: false };
  const after: Side = { value: change.after, sensitive: change.after_sensitive, unknown: change.after_unknown };
  const replacing = change.actions.includes('delete') || change.actions.includes('forget');
  const forced = change.replace_paths ?? [];
  const changes = walk(before, after, []).map(({ path, ...values }) => ({
    path: formatPath(path),
    ...values,
    forcesReplacement: forced.some((other) => overlap(other, path)),
  }));
  // A replacement computes everything anew: ids and ARNs that follow from it are noise.
  return changes.filter(({ after, forcesReplacement }) => !replacing || forcesReplacement || after.kind !== 'unknown');
}

interface Leaf {
  readonly path: Path;
  readonly before: AttributeValue;
  readonly after: AttributeValue;
}

function walk(before: Side, after: Side, path: Path): Leaf[] {
  const hidden = before.sensitive === true || after.sensitive === true || after.unknown === true;
  if (!hidden && isParallel(before, after)) {
    return keysOf(before.value, after.value, after.unknown).flatMap((key) =>
      walk(at(before, key), at(after, key), [...path, key]),
    );
  }
  if (after.unknown !== true && same(before.value, after.value)) return [];
  // A value that is a secret on one side may be the same on the other.
  const sensitive = before.sensitive === true || after.sensitive === true;
  return [{ path, before: shown({ ...before, sensitive }), after: shown({ ...after, sensitive }) }];
}

/** Maps are compared key by key, lists only while they keep their length. */
function isParallel(before: Side, after: Side): boolean {
  if (Array.isArray(before.value) && Array.isArray(after.value)) return before.value.length === after.value.length;
  return isMap(before.value) && isMap(after.value);
}

function keysOf(...nodes: unknown[]): (string | number)[] {
  const [first] = nodes;
  if (Array.isArray(first)) return [...first.keys()];
  return [...new Set(nodes.flatMap((node) => (isMap(node) ? Object.keys(node) : [])))].sort();
}

function at({ value, sensitive, unknown }: Side, key: string | number): Side {
  return { value: part(value, key), sensitive: part(sensitive, key), unknown: part(unknown, key) };
}

function part(node: unknown, key: string | number): unknown {
  if (node === true) return true;
  return typeof node === 'object' && node !== null ? (node as Record<string | number, unknown>)[key] : undefined;
}

function shown({ value, sensitive, unknown }: Side): AttributeValue {
  if (unknown === true) return { kind: 'unknown' };
  if (sensitive === true) return { kind: 'sensitive' };
  if (Array.isArray(value)) return { kind: 'elements', count: value.length };
  if (isMap(value)) return { kind: 'elements', count: Object.keys(value).length };
  return { kind: 'scalar', value: (value ?? null) as string | number | boolean | null };
}

function isMap(node: unknown): node is Record<string, unknown> {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}

/** Providers do not tell nothing from an empty list or map. */
function same(a: unknown, b: unknown): boolean {
  return a === b || (isEmpty(a) && isEmpty(b)) || JSON.stringify(a) === JSON.stringify(b);
}

function isEmpty(node: unknown): boolean {
  if (Array.isArray(node)) return node.length === 0;
  return isMap(node) ? Object.keys(node).length === 0 : (node ?? null) === null;
}

function overlap(a: Path, b: Path): boolean {
  return a.slice(0, b.length).every((key, index) => key === b[index]);
}

function formatPath(path: Path): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('');
}
