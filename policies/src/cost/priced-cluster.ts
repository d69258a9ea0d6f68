import type { Resource } from '../resource';
import type { ResourceIndex } from '../resource-index';
import type { RuleContext } from '../rule';
import { see } from '../verdict';
import { type CostRange, sum } from './amount';
import { DEFAULT_ASSUMPTIONS } from './assumptions';
import type { CostContext, Places } from './cost-context';
import { costings } from './costings';
import { applyCredits } from './credits';
import { regionOfLocation } from './places';
import { priceCharge } from './price-charge';

/** What a cluster costs a month, as far as its resources are in the check. */
export interface PricedCluster {
  readonly monthly: CostRange;
  /** Charges without a price, in the sums as nothing: what each is. None where the cluster itself is made elsewhere. */
  readonly unpriced: readonly string[];
}

const memo = new WeakMap<ResourceIndex, Map<string, PricedCluster>>();

/** Prices the stacks of the cluster that a budget stands in: its own, its data and its support services. */
export function pricedCluster(budget: Resource, context: RuleContext): PricedCluster {
  const known = memo.get(context.resources) ?? new Map<string, PricedCluster>();
  memo.set(context.resources, known);
  const seen = known.get(`${budget.stack} ${context.today}`);
  if (seen) return seen;
  const priced = price([budget.stack, `${budget.stack}-data`, `${budget.stack}-support`], context);
  known.set(`${budget.stack} ${context.today}`, priced);
  return priced;
}

function price(stacks: readonly string[], { resources, today, book }: RuleContext): PricedCluster {
  const [own = ''] = stacks;
  const places = placesOf(own, resources);
  const context: CostContext = {
    today,
    resources,
    assumptions: DEFAULT_ASSUMPTIONS,
    places: () => places,
    nodeHours: () => undefined,
    heldNodes: () => 0,
  };
  const components = stacks.flatMap((stack) =>
    Object.entries(costings).flatMap(([type, costing]) =>
      resources
        .ofType(type, stack)
        .flatMap((resource) => costing(resource, context))
        .map((charge) => priceCharge(charge, book)),
    ),
  );
  // A credit of the whole fleet may be used up by another cluster, so only those of this one count.
  const credits = applyCredits(
    book.credits.filter(({ cluster }) => cluster === own),
    components,
  );
  return {
    monthly: sum([...components, ...credits].map(({ monthly }) => monthly)),
    unpriced: makesCluster(own, resources)
      ? components.flatMap(({ name, unpriced }) => (unpriced === undefined ? [] : [name]))
      : [],
  };
}

/** A budget beside a cluster that somebody else made cannot be compared at all, and needs not be. */
function makesCluster(stack: string, resources: ResourceIndex): boolean {
  return ['aws_eks_cluster', 'google_container_cluster'].some((type) => resources.ofType(type, stack).length > 0);
}

/** A rule does not see providers; zones of subnets and locations tell the region, else the clouds' base region counts. */
function placesOf(stack: string, resources: ResourceIndex): Places {
  const zone = firstText(resources.ofType('aws_subnet', stack), 'availability_zone');
  const isAws = resources.ofType('aws_eks_cluster', stack).length > 0;
  const location = firstText(resources.ofType('google_container_cluster', stack), 'location');
  return {
    ...(isAws && { aws: zone?.replace(/[a-z]$/, '') ?? 'us-east-1' }),
    ...(location !== undefined && { google: regionOfLocation(location) }),
  };
}

function firstText(resources: readonly Resource[], path: string): string | undefined {
  for (const resource of resources) {
    const sight = see(resource.get(path));
    if (sight.seen && typeof sight.value === 'string') return sight.value;
  }
  return undefined;
}

/** Monthly amount of a budget in US dollars, or why it cannot be compared. */
export function budgetAmount(budget: Resource): number | { readonly hidden: string } {
  const isAws = budget.type === 'aws_budgets_budget';
  const path = isAws ? 'limit_amount' : 'amount.specified_amount.units';
  const sight = see(budget.get(path));
  if (!sight.seen) return { hidden: `${path} cannot be checked: it ${sight.reason}` };
  const amount = Number(sight.value);
  return Number.isFinite(amount) && amount > 0 ? amount : { hidden: '' };
}

/** `3 things have no price: backups, …`: why a sum says less than the bill. */
export function unpricedText(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  const list = names.length > 3 ? `${shown}, …` : shown;
  return names.length === 1 ? `1 thing has no price: ${list}` : `${names.length} things have no price: ${list}`;
}
