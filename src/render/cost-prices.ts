import type { PriceAge, PriceSheet } from '@hubfleet/policies';
import { stringify } from 'yaml';
import type { PricesFile } from '../fleet/schema/pricing.ts';
import { textTable } from './cost-table.ts';

/** Where prices come from and how old they are. */
export function renderPriceAges(ages: readonly PriceAge[]): string {
  const rows = ages.map(({ source, retrieved, days, isStale }) => [
    source,
    retrieved,
    `${days} days`,
    isStale ? 'old' : '',
  ]);
  return `${textTable([['source', 'read', 'age', ''], ...rows]).join('\n')}\n`;
}

/** A file of prices as `prices update` writes it. */
export function renderPricesFile(prices: Omit<PricesFile, 'sheets'> & { sheets: readonly PriceSheet[] }): string {
  const filled = Object.entries(prices).filter(([, list]) => list.length > 0);
  return `# Written by hubfleet prices update, which keeps what it did not fetch.\n${stringify(Object.fromEntries(filled))}`;
}
