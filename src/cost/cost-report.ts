import type {
  AppliedCredit,
  ChangeEffect,
  CostGroup,
  CostRange,
  MicroUsd,
  PoolForecast,
  PriceAge,
  ResourceCost,
} from '@hubfleet/policies';

/** Monthly cost with the range that the simulation gives to what is expected. */
export interface CostSpan extends CostRange {
  readonly expectedLow: MicroUsd;
  readonly expectedHigh: MicroUsd;
}

/** What a part of a cluster costs. */
export interface PartCost {
  readonly name: string;
  readonly monthly: CostRange;
}

/** What a pool of nodes costs. */
export interface PoolCost extends PartCost {
  /** For example `0 to 50 × r5.xlarge, on demand`. */
  readonly nodes: string;
  /** What the simulation says; absent for core pools. */
  readonly forecast?: PoolForecast;
}

/** What a hub costs: its own resources and its share of the nodes by the memory its servers ask for. */
export interface HubCost {
  readonly name: string;
  readonly own: MicroUsd;
  readonly nodes: MicroUsd;
  readonly profiles: readonly { readonly slug: string; readonly hourly?: MicroUsd }[];
}

/** Something that could not be priced. */
export interface UnpricedPart {
  readonly stack: string;
  readonly address: string;
  readonly name: string;
  readonly reason: string;
}

/** What a cluster costs in a month. */
export interface ClusterCost {
  readonly name: string;
  readonly where: string;
  readonly budget?: MicroUsd;
  readonly monthly: CostSpan;
  readonly groups: readonly (PartCost & { readonly name: CostGroup })[];
  readonly pools: readonly PoolCost[];
  readonly stacks: readonly PartCost[];
  readonly hubs: readonly HubCost[];
  readonly resources: readonly ResourceCost[];
  /** Resources that cost nothing. */
  readonly freeResources: readonly Pick<ResourceCost, 'stack' | 'address' | 'type'>[];
  readonly credits: readonly AppliedCredit[];
  readonly unpriced: readonly UnpricedPart[];
  /** Prices that are only about right: what, and why. */
  readonly approximate: readonly string[];
  /** What the figures rest on besides configuration and prices. */
  readonly notes: readonly string[];
  /** What other settings would cost; empty unless asked for. */
  readonly changes: readonly ChangeEffect[];
}

/** What a fleet, or some stacks, cost in a month. */
export interface CostReport {
  /** The day of the estimate, `YYYY-MM-DD`. */
  readonly today: string;
  readonly clusters: readonly ClusterCost[];
  readonly prices: readonly PriceAge[];
}
