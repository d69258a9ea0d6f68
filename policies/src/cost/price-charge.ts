import { times } from '../prices/money';
import { isUnpriced, type PriceBook } from '../prices/price-book';
import { each, NOTHING } from './amount';
import type { Charge, CostComponent, UnknownCharge } from './component';

/** Puts the price to a charge. */
export function priceCharge(charge: Charge | UnknownCharge, book: PriceBook): CostComponent {
  const { name, group, pool } = charge;
  const line = { name, group, ...(pool !== undefined && { pool }) };
  if ('unpriced' in charge) return { ...line, usageBased: false, monthly: NOTHING, unpriced: charge.unpriced };
  const { cloud, region, quantity, usageBased } = charge;
  const item = { cloud, name: charge.item, region };
  const price = book.find({ cloud, item: charge.item, region });
  if (isUnpriced(price)) return { ...line, usageBased, item, quantity, monthly: NOTHING, unpriced: price.unpriced };
  return { ...line, usageBased, item, quantity, price, monthly: each(quantity, (units) => times(price.rate, units)) };
}
