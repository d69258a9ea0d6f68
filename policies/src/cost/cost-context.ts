import type { Resource } from '../resource';
import type { ResourceIndex } from '../resource-index';
import type { Assumptions } from './assumptions';
import type { Charge, UnknownCharge } from './component';

/** Where a stack's resources are, as its providers say. */
export interface Places {
  /** Region of the AWS provider. */
  readonly aws?: string;
  /** Region of the Google provider. */
  readonly google?: string;
}

/** What the charges of a resource depend on besides its own attributes. */
export interface CostContext {
  /** The day of the estimate, `YYYY-MM-DD`: support dates are judged by it. */
  readonly today: string;
  readonly resources: ResourceIndex;
  readonly assumptions: Assumptions;
  places(stack: string): Places;
  /** Expected node-hours of a pool in a month; undefined when no usage is known. */
  nodeHours(stack: string, pool: string): number | undefined;
  /** Nodes of a pool that hubs hold ready when nobody is logged in. */
  heldNodes(stack: string, pool: string): number;
}

/** Finds out what one resource costs. */
export type Costing = (resource: Resource, context: CostContext) => readonly (Charge | UnknownCharge)[];
