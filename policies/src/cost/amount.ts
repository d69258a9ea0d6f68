import type { MicroUsd } from '../prices/money';

/** A quantity or a sum in three cases. */
export interface Range {
  /** Nobody is logged in. */
  readonly floor: number;
  /** Use as it is expected. */
  readonly expected: number;
  /** Every pool at its most, all the time. */
  readonly ceiling: number;
}

/** A sum of money per month in three cases, in millionths of a dollar. */
export interface CostRange {
  readonly floor: MicroUsd;
  readonly expected: MicroUsd;
  readonly ceiling: MicroUsd;
}

export const NOTHING: CostRange = { floor: 0, expected: 0, ceiling: 0 };

/** The same quantity in every case. */
export function always(quantity: number): Range {
  return { floor: quantity, expected: quantity, ceiling: quantity };
}

/** A quantity that is there only when the hub is used. */
export function inUse(quantity: number, ceiling = quantity): Range {
  return { floor: 0, expected: quantity, ceiling: Math.max(quantity, ceiling) };
}

/** Applies one step to each case. */
export function each(range: Range, step: (quantity: number) => number): Range {
  return { floor: step(range.floor), expected: step(range.expected), ceiling: step(range.ceiling) };
}

/** Sums, case by case. */
export function sum(ranges: readonly Range[]): Range {
  return ranges.reduce(
    (total, range) => ({
      floor: total.floor + range.floor,
      expected: total.expected + range.expected,
      ceiling: total.ceiling + range.ceiling,
    }),
    NOTHING,
  );
}
