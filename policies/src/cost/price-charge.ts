import { times } from '../prices/money';
import { isUnpriced, type PriceBook } from '../prices/price-book';
import { each, NOTHING } from './amount';
import type { Charge, CostComponent, UnknownCharge } from './component';

/** Puts the price to a charge. */
export function priceCharge(charge: Charge | UnknownCharge, book: PriceBook): CostComponent {
  const { name, group, pool } = charge;
  const line = { name, group, ...(pool !== undefined && { pool }) };
  if ('unpriced' in charge) return { ...line, usageBased: false, monthly: NOTHING, unpriced: charge.unpriced };
  const { cloud, item, region, quantity, usageBased } = charge;
  const price = book.find({ cloud, item, region });
  if (isUnpriced(price)) return { ...line, usageBased, quantity, monthly: NOTHING, unpriced: price.unpriced };
  return { ...line, usageBased, quantity, price, monthly: each(quantity, (units) => times(price.rate, units)) };
}
