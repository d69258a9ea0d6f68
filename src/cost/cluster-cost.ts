import {
  type Assumptions,
  type CostComponent,
  type CostGroup,
  type Estimate,
  estimate,
  type OpenCredit,
  type Places,
  type PoolForecast,
  type PriceBook,
  type Resource,
  type ResourceCost,
  type Spread,
  sumCosts,
} from '@hubfleet/policies';
import type { ClusterCost, CostSpan, PartCost, PoolCost, UnpricedPart } from './cost-report.ts';

/** Node-hours of a month by stack and pool. */
export type NodeHours = Readonly<Record<string, Readonly<Record<string, Spread>>>>;

/** What a cluster is made of, as its Terraform says, and what is known of its use. */
export interface ClusterInput {
  readonly name: string;
  readonly where: string;
  readonly resources: readonly Resource[];
  readonly places: Readonly<Record<string, Places>>;
  readonly nodeHours: NodeHours;
  /** Nodes that hubs hold ready when nobody is logged in, by stack and pool. @default {} none */
  readonly heldNodes?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly forecasts: readonly PoolForecast[];
  readonly assumptions: Partial<Assumptions>;
  readonly stackAssumptions?: Readonly<Record<string, Partial<Assumptions>>>;
  /** @default those of the price book, in full */
  readonly credits?: readonly OpenCredit[];
}

const GROUPS: readonly CostGroup[] = ['control plane', 'nodes', 'home storage', 'object storage', 'network', 'other'];

/** Prices a cluster and groups what it costs by kind, pool and stack. */
export function clusterCost(
  input: ClusterInput,
  book: PriceBook,
  today: string,
): Omit<ClusterCost, 'hubs' | 'changes' | 'notes'> {
  const at = (key: keyof Spread): Estimate =>
    estimate(input.resources, {
      book,
      today,
      places: input.places,
      nodeHours: pick(input.nodeHours, key),
      heldNodes: input.heldNodes,
      assumptions: input.assumptions,
      stackAssumptions: input.stackAssumptions,
      credits: input.credits,
    });
  const whole = at('mean');
  const monthly: CostSpan = {
    ...whole.monthly,
    expectedLow: Math.min(at('low').monthly.expected, whole.monthly.expected),
    expectedHigh: Math.max(at('high').monthly.expected, whole.monthly.expected),
  };
  const components = whole.resources.flatMap((resource) => resource.components);
  return {
    name: input.name,
    where: input.where,
    monthly,
    groups: GROUPS.map((name) => ({ name, monthly: sumOf(components.filter(({ group }) => group === name)) })).filter(
      ({ name }) => components.some(({ group }) => group === name),
    ),
    pools: poolCosts(components, input.forecasts),
    stacks: stackCosts(whole.resources),
    resources: whole.resources,
    freeResources: whole.freeResources,
    credits: whole.credits,
    unpriced: whole.resources.flatMap(unpricedOf),
    approximate: approximateOf(components),
  };
}

function pick(hours: NodeHours, key: keyof Spread): Record<string, Record<string, number>> {
  return Object.fromEntries(
    Object.entries(hours).map(([stack, pools]) => [
      stack,
      Object.fromEntries(Object.entries(pools).map(([pool, spread]) => [pool, spread[key]])),
    ]),
  );
}

function sumOf(components: readonly CostComponent[]) {
  return sumCosts(components.map(({ monthly }) => monthly));
}

function poolCosts(components: readonly CostComponent[], forecasts: readonly PoolForecast[]): PoolCost[] {
  const names = [...new Set(components.flatMap(({ pool }) => pool ?? []))];
  return names.map((name) => {
    const own = components.filter(({ pool }) => pool === name);
    const forecast = forecasts.find(({ pool }) => pool === name);
    return { name, nodes: own[0]?.name ?? '', monthly: sumOf(own), ...(forecast && { forecast }) };
  });
}

function stackCosts(resources: readonly ResourceCost[]): PartCost[] {
  const stacks = [...new Set(resources.map(({ stack }) => stack))];
  return stacks.map((name) => ({
    name,
    monthly: sumCosts(resources.filter(({ stack }) => stack === name).map(({ monthly }) => monthly)),
  }));
}

function unpricedOf({ stack, address, components }: ResourceCost): UnpricedPart[] {
  return components.flatMap(({ name, unpriced }) =>
    unpriced === undefined ? [] : [{ stack, address, name, reason: unpriced }],
  );
}

function approximateOf(components: readonly CostComponent[]): string[] {
  const lines = components.flatMap(({ item, price }) =>
    price?.approximate && item ? [`${item.name}: ${price.approximate}`] : [],
  );
  return [...new Set(lines)].sort();
}
