import { expect, test } from 'vitest';
import { priceAges } from '../../../policies/src/prices/price-age.ts';

const sheets = [
  { source: 'a', retrieved: '2026-08-24' },
  { source: 'b', retrieved: '2026-08-23' },
  { source: 'the organization', retrieved: '' },
];

test('warns of prices older than 90 days, oldest first', () => {
  expect(priceAges(sheets, '2026-11-22')).toEqual([
    { source: 'b', retrieved: '2026-08-23', days: 91, isStale: true },
    { source: 'a', retrieved: '2026-08-24', days: 90, isStale: false },
  ]);
});
