import { type CostRange, estimate, NO_COST, type PriceBook, readPlaces, readPlan } from '@hubfleet/policies';
import { appliedPlan, type DriftPlan, presentPlan } from './drift-plan.ts';

/** What prices are compared with. */
export interface DriftPricing {
  readonly book: PriceBook;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** What a resource costs a month in three worlds. */
export interface CostOfResource {
  /** When it was applied. */
  readonly applied: CostRange;
  /** As it is in the cloud. */
  readonly now: CostRange;
  /** As the files say. */
  readonly wanted: CostRange;
}

/** Prices every resource of a plan as it was applied, as it is and as it should be. */
export function driftCosts(plan: DriftPlan, stack: string, pricing: DriftPricing): Map<string, CostOfResource> {
  const [applied, now, wanted] = [appliedPlan(plan), presentPlan(plan), plan].map((each) =>
    costsOf(each, stack, pricing),
  );
  const addresses = new Set([applied, now, wanted].flatMap((costs) => [...(costs?.keys() ?? [])]));
  const at = (costs: Map<string, CostRange> | undefined, address: string) => costs?.get(address) ?? NO_COST;
  return new Map(
    [...addresses].map((address) => [
      address,
      { applied: at(applied, address), now: at(now, address), wanted: at(wanted, address) },
    ]),
  );
}

export function isSameCost(a: CostRange, b: CostRange): boolean {
  return a.floor === b.floor && a.expected === b.expected && a.ceiling === b.ceiling;
}

function costsOf(plan: DriftPlan, stack: string, { book, today }: DriftPricing): Map<string, CostRange> {
  const { resources } = estimate(readPlan(plan, { stack }), { book, today, places: { [stack]: readPlaces(plan) } });
  return new Map(resources.map(({ address, monthly }) => [address, monthly]));
}
