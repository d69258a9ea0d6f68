import type { PriceAge } from '@hubfleet/policies';
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
