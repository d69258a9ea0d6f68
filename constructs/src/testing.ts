// What tests of one's own stacks need; programs that build clusters load the other door.
export { chartValues } from './testing/chart-values';
export { type FindingsFilter, type StackLike, stackFindings } from './testing/findings';
export { type FleetMatchers, matchers } from './testing/matchers';
export { type Attributes, type StackJson, stackResources } from './testing/resources';
