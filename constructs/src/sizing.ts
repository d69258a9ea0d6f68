// What knows nodes, sizes and presets without building anything: programs that only read files load this door, because
// the other one loads cdktf.
export { DaskWorkers } from './hub/dask-workers';
export { GitPullLink } from './hub/git-pull-link';
export { ImagePulling } from './hub/hub-features';
export { InternetAccess } from './hub/hub-network';
export { Memory } from './hub/memory';
export { NodeCapacity } from './hub/node-capacity';
export { HubPreset } from './hub/preset';
export type { PresetSettings } from './hub/preset-settings';
export type { ImageChoice } from './hub/profile';
export { ResourceAllocation, type ResourceChoice } from './hub/resource-allocation';
export { supportCharts } from './support/charts';
