/** Clouds with a price table. */
export type PricedCloud = 'aws' | 'google';

/** What a price is for one of. Months have 730 hours in every cloud's price list. */
export type PriceUnit = 'hour' | 'month' | 'GiB-month' | 'GB' | 'MBps-month' | 'IOPS-month' | '10k requests';

/** Prices of one source, for the regions it holds in. */
export interface PriceSheet {
  readonly cloud: PricedCloud;
  /** Where the figures were read. */
  readonly source: string;
  /** The day they were read or published there, `YYYY-MM-DD`. */
  readonly retrieved: string;
  /** Regions the figures hold in; `*` for prices that are the same everywhere. */
  readonly regions: readonly string[];
  readonly unit: PriceUnit;
  /** Why the figures are only about right; absent when they are the seller's own. */
  readonly approximate?: string;
  /** US dollars by item, for example `machine/r5.xlarge`. */
  readonly prices: Readonly<Record<string, number>>;
}

/** Hours that the clouds bill for a month. */
export const HOURS_PER_MONTH = 730;

/** Prices that are the same in every region. */
export const EVERYWHERE = ['*'] as const;
