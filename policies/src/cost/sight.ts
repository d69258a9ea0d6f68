import type { Block } from '../resource';
import { asNumber, see } from '../verdict';

/** A number that can be seen, or why not; `fallback` stands for an attribute that is unset without a default. */
export function numberAt(block: Block, path: string, fallback: number): number | { readonly hidden: string } {
  const sight = see(block.get(path));
  if (!sight.seen) return { hidden: `${path} cannot be seen: it ${sight.reason}` };
  if (sight.value === undefined || sight.value === null) return fallback;
  return asNumber(sight.value) ?? { hidden: `${path} is not a number` };
}

/** A text that can be seen, or why not. */
export function textAt(block: Block, path: string, fallback: string): string | { readonly hidden: string } {
  const sight = see(block.get(path));
  if (!sight.seen) return { hidden: `${path} cannot be seen: it ${sight.reason}` };
  return sight.value === undefined || sight.value === null ? fallback : String(sight.value);
}

/** True for what cannot be seen. */
export function isHidden<T extends number | string>(
  value: T | { readonly hidden: string },
): value is { readonly hidden: string } {
  return typeof value === 'object';
}
