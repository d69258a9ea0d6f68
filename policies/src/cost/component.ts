import type { MicroUsd } from '../prices/money';
import type { PricedCloud, PriceUnit } from '../prices/price-sheet';
import type { CostRange, Range } from './amount';

/** What kind of thing costs. Reports group by it. */
export type CostGroup = 'control plane' | 'nodes' | 'home storage' | 'object storage' | 'network' | 'other';

/** Something that a resource makes the cloud bill, before its price is known. */
export interface Charge {
  /** What it is, for example `12 × r5.xlarge, on demand`. */
  readonly name: string;
  readonly group: CostGroup;
  readonly cloud: PricedCloud;
  /** The item in the price book. */
  readonly item: string;
  readonly region: string | undefined;
  /** How many of the item's unit a month, in hours for items that are priced by the hour. */
  readonly quantity: Range;
  /** The quantity follows from use, not from what is configured. */
  readonly usageBased: boolean;
  /** Node pool, for machines and their disks. */
  readonly pool?: string;
}

/** A charge whose amount cannot be told from the configuration. */
export interface UnknownCharge {
  readonly name: string;
  readonly group: CostGroup;
  /** Why, for example `max_size cannot be seen: it is ${var.max}`. */
  readonly unpriced: string;
  readonly pool?: string;
}

/** One line of an estimate. */
export interface CostComponent {
  readonly name: string;
  readonly group: CostGroup;
  readonly usageBased: boolean;
  readonly pool?: string;
  /** Where the price stands in the price book. */
  readonly item?: { readonly cloud: PricedCloud; readonly name: string; readonly region: string | undefined };
  /** Absent when the price is unknown. */
  readonly price?: ComponentPrice;
  /** Monthly quantity; absent when it cannot be seen. */
  readonly quantity?: Range;
  /** Monthly cost; zero for what is unpriced, which is why it is counted apart. */
  readonly monthly: CostRange;
  /** Why there is no price. */
  readonly unpriced?: string;
}

/** The price of a component. */
export interface ComponentPrice {
  readonly rate: MicroUsd;
  readonly unit: PriceUnit;
  readonly source: string;
  readonly retrieved: string;
  readonly approximate?: string;
}
