import type { PriceSheet } from './price-sheet';

/** Age in days from which prices are worth a warning. */
export const STALE_DAYS = 90;

/** How old the prices of one source are. */
export interface PriceAge {
  readonly source: string;
  readonly retrieved: string;
  readonly days: number;
  readonly isStale: boolean;
}

/** Age of each source of prices, oldest first. */
export function priceAges(
  sheets: readonly Pick<PriceSheet, 'source' | 'retrieved'>[],
  today: string,
  staleDays: number = STALE_DAYS,
): PriceAge[] {
  const bySource = new Map<string, PriceAge>();
  for (const { source, retrieved } of sheets) {
    const days = daysBetween(retrieved, today);
    if (Number.isNaN(days)) continue;
    const seen = bySource.get(source);
    if (!seen || days > seen.days) bySource.set(source, { source, retrieved, days, isStale: days > staleDays });
  }
  return [...bySource.values()].sort((a, b) => b.days - a.days || (a.source < b.source ? -1 : 1));
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
