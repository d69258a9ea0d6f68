import { readSynthesized } from '@hubfleet/policies';
import type { Assumptions } from '../../../policies/src/cost/assumptions.ts';
import { type Estimate, type EstimateOptions, estimate } from '../../../policies/src/cost/estimate.ts';
import { readPlaces } from '../../../policies/src/cost/places.ts';
import { formatUsd } from '../../../policies/src/prices/money.ts';
import { PriceBook } from '../../../policies/src/prices/price-book.ts';

/** Nothing that only use would bring: the base of hand-checked tables. */
const UNUSED: Partial<Assumptions> = {
  natGBPerNodeHour: 0,
  loadBalancerGB: 0,
  addressesPerLoadBalancer: 0,
  homeGiB: 0,
  homeQuotaGiB: 0,
  bucketGiB: 0,
  logGB: 0,
  homeReads: 0,
  homeWrites: 0,
  backupCopies: 1,
  registryGiB: 0,
};

type Blocks = Readonly<Record<string, Readonly<Record<string, object>>>>;

const providers = {
  aws: [{ region: 'us-west-2' }],
  google: [{ project: 'lyra', region: 'us-central1' }],
};

/** Prices a few resources written as Terraform JSON. */
export function priced(resource: Blocks, options: Partial<EstimateOptions> = {}): Estimate {
  const json = { provider: providers, resource };
  return estimate(readSynthesized(json, { stack: 'hub' }), {
    book: new PriceBook(),
    today: '2026-11-22',
    places: { hub: readPlaces(json) },
    assumptions: UNUSED,
    ...options,
  });
}

/** Lines of an estimate that cost something or are unpriced: `name: floor to ceiling`. */
export function lines({ resources }: Estimate): string[] {
  return resources
    .flatMap(({ components }) => components)
    .filter(({ monthly, unpriced, usageBased }) => unpriced || monthly.ceiling > 0 || !usageBased)
    .map(({ name, monthly, unpriced }) =>
      unpriced ? `${name}: ${unpriced}` : `${name}: ${formatUsd(monthly.floor)} to ${formatUsd(monthly.ceiling)}`,
    );
}

/** The sums of an estimate as text. */
export function sums({ monthly }: Pick<Estimate, 'monthly'>): Record<string, string> {
  return Object.fromEntries(Object.entries(monthly).map(([key, amount]) => [key, formatUsd(amount)]));
}
