import type { PricedCloud } from './price-sheet';

/** A share that the cloud takes off its list price. */
export interface Discount {
  /** @default - both clouds */
  readonly cloud?: PricedCloud;
  /**
   * Items it applies to: one by name, or all below a prefix as `machine/*`.
   * @default '*'
   */
  readonly items?: string;
  /** Percent off the list price, 0 to 100. */
  readonly percent: number;
}

/** An amount that the cloud takes off each month, as long as there is something to take it off. */
export interface Credit {
  readonly name: string;
  readonly cloud: PricedCloud;
  /**
   * Items it applies to.
   * @default '*'
   */
  readonly items?: string;
  readonly monthlyUsd: number;
  /**
   * Cluster whose account has it.
   * @default - the whole fleet: it is taken off the first clusters that cost something it applies to
   */
  readonly cluster?: string;
}

/** A price that the organization knows better. It is final: discounts do not apply to it. */
export interface CustomPrice {
  readonly cloud: PricedCloud;
  /** For example `machine/r5.xlarge` or `filestore/ZONAL`. */
  readonly item: string;
  /** @default - every region */
  readonly region?: string;
  /** US dollars for one unit of the item. */
  readonly usd: number;
}

/** What an organization pays instead of the list price. */
export interface PriceOverrides {
  readonly discounts?: readonly Discount[];
  readonly credits?: readonly Credit[];
  readonly prices?: readonly CustomPrice[];
}

/** True when an item is one of those that a pattern names. */
export function covers(pattern: string | undefined, item: string): boolean {
  if (pattern === undefined || pattern === '*') return true;
  return pattern.endsWith('*') ? item.startsWith(pattern.slice(0, -1)) : pattern === item;
}

/** Share of an item's price that is left after the discounts that name it, one after the other. */
export function keptShare(discounts: readonly Discount[], cloud: PricedCloud, item: string): number {
  return discounts
    .filter((discount) => (discount.cloud ?? cloud) === cloud && covers(discount.items, item))
    .reduce((kept, discount) => kept * (1 - discount.percent / 100), 1);
}
