/**
 * US dollars in whole millionths.
 *
 * Sums of whole numbers are exact, and nine billion dollars still fit a double. A product of a rate and a quantity is
 * rounded once, to the millionth, where a line of an estimate is made; nothing is rounded again before it is shown.
 */
export type MicroUsd = number;

const MICROS = 1_000_000;
const MICROS_PER_CENT = 10_000;

/** Dollars as they stand in a price list; at most six decimals count. */
export function usd(dollars: number): MicroUsd {
  return Math.round(dollars * MICROS);
}

/** What a quantity costs at a rate. */
export function times(rate: MicroUsd, quantity: number): MicroUsd {
  return Math.round(rate * quantity);
}

/** Dollars as a number, for comparing with a budget. */
export function dollars(amount: MicroUsd): number {
  return amount / MICROS;
}

/** Whole cents, half a cent up. */
export function cents(amount: MicroUsd): number {
  return Math.sign(amount) * Math.floor((Math.abs(amount) + MICROS_PER_CENT / 2) / MICROS_PER_CENT);
}

/** `1234.50`: two decimals, half a cent up, without separators. */
export function decimalUsd(amount: MicroUsd): string {
  const all = cents(amount);
  const whole = Math.floor(Math.abs(all) / 100);
  return `${all < 0 ? '-' : ''}${whole}.${String(Math.abs(all) % 100).padStart(2, '0')}`;
}

/** `$1,234.50`. */
export function formatUsd(amount: MicroUsd): string {
  const text = decimalUsd(amount).replace(/\B(?=(?:\d{3})+(?!\d))(?<!\.\d*)/g, ',');
  return text.startsWith('-') ? `-$${text.slice(1)}` : `$${text}`;
}

/** A rate with all the decimals it has and at least two: `$0.131`, `$6.00`. */
export function formatRate(rate: MicroUsd): string {
  const text = (rate / MICROS).toFixed(6).replace(/0+$/, '');
  const decimals = text.split('.')[1] ?? '';
  return `$${text.split('.')[0]}.${decimals.padEnd(2, '0')}`;
}
