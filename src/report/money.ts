import { type CostRange, cents, type MicroUsd } from '@hubfleet/policies';

/** A sum of money per month in three cases, in US dollars with two decimals. */
export interface UsdRange {
  /** Nobody is logged in. */
  readonly floor: number;
  readonly expected: number;
  /** Every pool at its most, all month. */
  readonly ceiling: number;
}

/** US dollars with two decimals. */
export function toUsd(amount: MicroUsd): number {
  return cents(amount) / 100;
}

export function toUsdRange({ floor, expected, ceiling }: CostRange): UsdRange {
  return { floor: toUsd(floor), expected: toUsd(expected), ceiling: toUsd(ceiling) };
}

/** A small rate, for example of a server for an hour: US dollars with four decimals. */
export function toUsdRate(rate: MicroUsd): number {
  return Math.round(rate / 100) / 10_000;
}

/** Adds dollars without the dust of binary fractions. */
export function sumUsd(amounts: readonly number[]): number {
  return Math.round(amounts.reduce((total, amount) => total + amount, 0) * 100) / 100;
}
