/** Steps from a resource to one of its values: names of attributes and indexes of lists. */
export type AttributePath = readonly (string | number)[];

const STEP = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g;

// Rules ask every resource of a type for the same few paths.
const PARSED = new Map<string, AttributePath>();
const MOST_PARSED = 10_000;

/** Reads `vpc_config.subnet_ids[0]` or `labels["hub.jupyter.org/purpose"]`; a bare number is an index too. */
export function parsePath(path: string): AttributePath {
  const known = PARSED.get(path);
  if (known) return known;
  const parsed = parse(path);
  if (PARSED.size < MOST_PARSED) PARSED.set(path, parsed);
  return parsed;
}

function parse(path: string): AttributePath {
  if (!/[.[]/.test(path)) return [path];
  return Array.from(path.matchAll(STEP), ([, quoted, index, name]) => {
    if (quoted !== undefined) return quoted;
    if (index !== undefined) return Number(index);
    return /^\d+$/.test(name as string) ? Number(name) : (name as string);
  });
}

/** Writes a path the way `parsePath` reads it. */
export function formatPath(path: AttributePath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (!/^[\w-]+$/.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

/** The path without indexes, as tables of attributes name it. */
export function schemaPath(path: AttributePath): string {
  return path.filter((step) => typeof step === 'string').join('.');
}

/** One step down a JSON tree; a list of exactly one block reads like the block itself. */
export function stepInto(node: unknown, step: string | number): unknown {
  if (Array.isArray(node)) {
    if (typeof step === 'number') return node[step];
    return node.length === 1 ? stepInto(node[0], step) : undefined;
  }
  if (typeof node !== 'object' || node === null) return undefined;
  if (typeof step === 'number') return step === 0 ? node : undefined;
  return Object.hasOwn(node, step) ? (node as Record<string, unknown>)[step] : undefined;
}
