export { builtInPrices } from '../prices/built-in';
export { cents, decimalUsd, dollars, formatRate, formatUsd, type MicroUsd, times, usd } from '../prices/money';
export type { Credit, CustomPrice, Discount, PriceOverrides } from '../prices/overrides';
export { type PriceAge, priceAges, STALE_DAYS } from '../prices/price-age';
export {
  AWS_SPOT_SHARE,
  isUnpriced,
  type Price,
  PriceBook,
  type PriceQuestion,
  type Unpriced,
} from '../prices/price-book';
export { HOURS_PER_MONTH, type PricedCloud, type PriceSheet, type PriceUnit } from '../prices/price-sheet';
export { type CostRange, NOTHING as NO_COST, type Range, sum as sumCosts } from './amount';
export { type Assumptions, DEFAULT_ASSUMPTIONS } from './assumptions';
export type { ComponentPrice, CostComponent, CostGroup } from './component';
export type { Places } from './cost-context';
export { type AppliedCredit, creditsOf, leftAfter, type OpenCredit } from './credits';
export { type Estimate, type EstimateOptions, estimate, type ResourceCost } from './estimate';
export { type EventPlace, type EventPlan, type EventWish, type Preparation, planEvent, playEvent } from './event-plan';
export { type Machine, machineOf } from './machine';
export {
  type CpusAndMemory,
  type NodeCapacity,
  type NodeRoom,
  nodeCapacity,
  nodeRoom,
  type WorkedMachine,
  workedCapacity,
} from './node-capacity';
export { type NodeKind, nodeRate, serverRate } from './node-rate';
export { readPlaces } from './places';
export {
  type ClusterForecast,
  type PoolForecast,
  type SimulationOptions,
  type Spread,
  simulateCluster,
} from './simulation/simulate-cluster';
export { fitsEmpty, type PoolUse, serversPerNode, simulatePool } from './simulation/simulate-pool';
export type {
  CullingSettings,
  DaskUse,
  Demand,
  HubUse,
  Placeholders,
  PoolSetup,
  ProfileUse,
  UsageModel,
} from './simulation/usage-model';
export type { ArrivalPattern } from './simulation/week';
export { type ChangeEffect, type Scenario, type Variation, whatIf } from './what-if';
