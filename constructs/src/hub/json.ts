/** What JSON can say; Helm values are made of it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A mapping of Helm values. */
export type Values = { [key: string]: Json };

/** A mapping in the making: keys without a value are left out of the result. */
export type Draft = { [key: string]: Json | Draft | undefined };

export function isMapping(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Leaves out keys without a value, and mappings that are empty because of it. */
export function compact(draft: Draft): Values {
  const result: Values = {};
  for (const [key, value] of Object.entries(draft)) {
    if (value === undefined) continue;
    if (!isMapping(value)) {
      result[key] = value as Json;
      continue;
    }
    const inner = compact(value);
    if (Object.keys(inner).length > 0 || Object.keys(value).length === 0) result[key] = inner;
  }
  return result;
}

/**
 * Lays one set of values over another as Helm does: mappings are merged, everything else is replaced, lists whole.
 * A null stays, because it is Helm's way to delete a key together with the chart's own default.
 */
export function mergeValues(base: Values, over: Values): Values {
  const result: Values = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const present = result[key];
    result[key] = isMapping(present) && isMapping(value) ? mergeValues(present, value) : value;
  }
  return result;
}
