import type { PriceBook } from '../prices/price-book';
import type { Resource } from '../resource';
import { ResourceIndex } from '../resource-index';
import { type CostRange, NOTHING, sum } from './amount';
import { type Assumptions, DEFAULT_ASSUMPTIONS } from './assumptions';
import type { CostComponent } from './component';
import type { CostContext, Places } from './cost-context';
import { costings } from './costings';
import { type AppliedCredit, applyCredits, type OpenCredit } from './credits';
import { isFreeResource, whyUnpriced } from './free-types';
import { priceCharge } from './price-charge';

/** What an estimate is made with besides the resources. */
export interface EstimateOptions {
  readonly book: PriceBook;
  /** Credits to take off. @default those of the price book, in full */
  readonly credits?: readonly OpenCredit[] | undefined;
  /** The day of the estimate, `YYYY-MM-DD`. */
  readonly today: string;
  /** Regions by stack; see `readPlaces`. */
  readonly places: Readonly<Record<string, Places>>;
  /** Expected node-hours of a month by stack and pool. @default {} the least nodes of each pool */
  readonly nodeHours?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Nodes that hubs hold ready when nobody is logged in, by stack and pool. @default {} none */
  readonly heldNodes?: Readonly<Record<string, Readonly<Record<string, number>>>> | undefined;
  /** @default DEFAULT_ASSUMPTIONS */
  readonly assumptions?: Partial<Assumptions>;
  /** Assumptions of single stacks, over the others. @default {} */
  readonly stackAssumptions?: Readonly<Record<string, Partial<Assumptions>>>;
}

/** What one resource costs in a month. */
export interface ResourceCost {
  readonly stack: string;
  readonly address: string;
  readonly type: string;
  readonly path?: string;
  readonly components: readonly CostComponent[];
  readonly monthly: CostRange;
}

/** What a set of resources costs in a month. */
export interface Estimate {
  readonly today: string;
  /** Resources that cost something or might, in the order they were read. */
  readonly resources: readonly ResourceCost[];
  readonly credits: readonly AppliedCredit[];
  /** Credits taken off. */
  readonly monthly: CostRange;
  /** Resources known to be free. */
  readonly freeResources: readonly Pick<Resource, 'stack' | 'address' | 'type'>[];
}

/** Prices resources: what they cost when nobody is logged in, as expected, and at the most. Pure. */
export function estimate(resources: readonly Resource[], options: EstimateOptions): Estimate {
  const index = new ResourceIndex(resources);
  const costs: ResourceCost[] = [];
  const freeResources: Pick<Resource, 'stack' | 'address' | 'type'>[] = [];
  for (const resource of resources) {
    if (resource.removed || resource.mode === 'data') continue;
    const context = contextOf(resource.stack, index, options);
    const components = componentsOf(resource, context, options.book);
    const { stack, address, type } = resource;
    if (components.length === 0) freeResources.push({ stack, address, type });
    else costs.push(toCost(resource, components));
  }
  const credits = applyCredits(
    options.credits ?? options.book.credits,
    costs.flatMap((cost) => cost.components),
  );
  const monthly = sum([...costs.map((cost) => cost.monthly), ...credits.map((credit) => credit.monthly)]);
  return { today: options.today, resources: costs, credits, monthly, freeResources };
}

function contextOf(stack: string, resources: ResourceIndex, options: EstimateOptions): CostContext {
  const { today, places, nodeHours = {}, heldNodes = {}, assumptions, stackAssumptions = {} } = options;
  return {
    today,
    resources,
    assumptions: { ...DEFAULT_ASSUMPTIONS, ...assumptions, ...stackAssumptions[stack] },
    places: (name) => places[name] ?? {},
    nodeHours: (name, pool) => nodeHours[name]?.[pool],
    heldNodes: (name, pool) => heldNodes[name]?.[pool] ?? 0,
  };
}

function componentsOf(resource: Resource, context: CostContext, book: PriceBook): CostComponent[] {
  const costing = Object.hasOwn(costings, resource.type) ? costings[resource.type] : undefined;
  if (costing) return costing(resource, context).map((charge) => priceCharge(charge, book));
  if (isFreeResource(resource)) return [];
  const unpriced = whyUnpriced(resource.type);
  return [{ name: resource.type, group: 'other', usageBased: false, monthly: NOTHING, unpriced }];
}

function toCost(resource: Resource, components: readonly CostComponent[]): ResourceCost {
  const { stack, address, type, path } = resource;
  const monthly = sum(components.map((component) => component.monthly));
  return { stack, address, type, ...(path !== undefined && { path }), components, monthly };
}
