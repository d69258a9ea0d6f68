import { usd } from '../prices/money';
import { type Credit, covers } from '../prices/overrides';
import { type CostRange, sum } from './amount';
import type { CostComponent } from './component';

/** A credit of which a part may be used up. */
export interface OpenCredit extends Credit {
  /** @default - all of it */
  readonly left?: CostRange;
}

/** An amount taken off the sum of a cloud. */
export interface AppliedCredit {
  readonly name: string;
  readonly monthly: CostRange;
}

/** What credits take off some lines: never more than the lines that they apply to cost. */
export function applyCredits(credits: readonly OpenCredit[], lines: readonly CostComponent[]): AppliedCredit[] {
  return credits.map((credit) => {
    const { name, cloud, items } = credit;
    const covered = sum(
      lines
        .filter(({ item, price }) => price && item && item.cloud === cloud && covers(items, item.name))
        .map(({ monthly }) => monthly),
    );
    const left = leftOf(credit);
    const taken = (key: keyof CostRange) => -Math.min(left[key], covered[key]) || 0;
    return { name, monthly: { floor: taken('floor'), expected: taken('expected'), ceiling: taken('ceiling') } };
  });
}

/** Credits of a cluster: its own, and those of the whole fleet. */
export function creditsOf<T extends Credit>(cluster: string, credits: readonly T[]): T[] {
  return credits.filter((credit) => (credit.cluster ?? cluster) === cluster);
}

/** Credits after a cluster has used its part of them; those it has no part in stay whole. */
export function leftAfter(
  cluster: string,
  credits: readonly OpenCredit[],
  applied: readonly AppliedCredit[],
): OpenCredit[] {
  const own = creditsOf(cluster, credits);
  return credits.map((credit) => {
    const taken = applied[own.indexOf(credit)]?.monthly;
    return taken ? { ...credit, left: sum([leftOf(credit), taken]) } : credit;
  });
}

function leftOf({ left, monthlyUsd }: OpenCredit): CostRange {
  const all = usd(monthlyUsd);
  return left ?? { floor: all, expected: all, ceiling: all };
}
