/** A matcher such as `expect.any(String)`, as vitest and Jest make them. */
interface Asymmetric {
  asymmetricMatch(value: unknown): boolean;
}

/** Whether a value has all of a part: objects may have more keys, lists have as many elements. */
export function contains(value: unknown, part: unknown): boolean {
  if (isAsymmetric(part)) return part.asymmetricMatch(value);
  if (part instanceof RegExp) return typeof value === 'string' && part.test(value);
  if (Array.isArray(part)) {
    const isList = Array.isArray(value) && value.length === part.length;
    return isList && part.every((each, index) => contains(value[index], each));
  }
  if (typeof part !== 'object' || part === null) return Object.is(value, part);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(part).every(([key, each]) => contains((value as Record<string, unknown>)[key], each));
}

function isAsymmetric(part: unknown): part is Asymmetric {
  return typeof part === 'object' && part !== null && 'asymmetricMatch' in part;
}
