import { builtInPrices, PriceBook } from '@hubfleet/policies';
import type { PricesFile } from './schema/pricing.ts';

/** The prices of an organization: its own, fetched ones, and those that come with hubfleet. Later files win. */
export function priceBookOf(...files: readonly (PricesFile | undefined)[]): PriceBook {
  const known = files.flatMap((file) => file ?? []);
  return new PriceBook([...builtInPrices, ...known.flatMap(({ sheets }) => sheets)], {
    discounts: known.flatMap(({ discounts }) => discounts),
    credits: known.flatMap(({ credits }) => credits),
    prices: known.flatMap(({ prices }) => prices),
  });
}
