// The door for tests of one's own fleet files; what it leads to for stacks comes from the library.
export {
  chartValues,
  type FindingsFilter,
  type FleetMatchers,
  matchers,
  stackResources,
} from '@hubfleet/constructs/testing';
export type { UsdRange } from '../report/money.ts';
export { openFleet, type TestedFleet } from './open-fleet.ts';
