import { type PriceAge, priceAges } from '@hubfleet/policies';
import type { ClusterCost } from './cost-report.ts';

/** Age of the prices that an estimate rests on, oldest first. */
export function usedPrices(clusters: readonly Pick<ClusterCost, 'resources'>[], today: string): PriceAge[] {
  const prices = clusters
    .flatMap(({ resources }) => resources)
    .flatMap(({ components }) => components)
    .flatMap(({ price }) => price ?? []);
  return priceAges(prices, today);
}
