import type { Rule } from './rule';
import { nodePoolCeiling } from './rules/cost/node-pool-ceiling';
import { preventDestroy } from './rules/data-loss/prevent-destroy';
import { statefulChange } from './rules/data-loss/stateful-change';
import { eksPublicEndpoint } from './rules/security/eks-public-endpoint';
import { imdsV2 } from './rules/security/imds-v2';
import { storageEncrypted } from './rules/security/storage-encrypted';

/** The catalogue, in the order of its reference page: one line per rule. */
export const rules: readonly Rule[] = [
  statefulChange,
  preventDestroy,
  eksPublicEndpoint,
  imdsV2,
  storageEncrypted,
  nodePoolCeiling,
];
