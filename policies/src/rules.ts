import type { Rule } from './rule';
import { budgetCeiling } from './rules/cost/budget-ceiling';
import { budgetFloor } from './rules/cost/budget-floor';
import { budgetRecipients } from './rules/cost/budget-recipients';
import { budgetThresholds } from './rules/cost/budget-thresholds';
import { crossZoneTraffic } from './rules/cost/cross-zone-traffic';
import { eksExtendedSupport } from './rules/cost/eks-extended-support';
import { hubCulling } from './rules/cost/hub-culling';
import { logRetention } from './rules/cost/log-retention';
import { nodePoolCeiling } from './rules/cost/node-pool-ceiling';
import { storageMinimum } from './rules/cost/storage-minimum';
import { strandedCapacity } from './rules/cost/stranded-capacity';
import { userPoolScalesToZero } from './rules/cost/user-pool-scales-to-zero';
import { preventDestroy } from './rules/data-loss/prevent-destroy';
import { statefulChange } from './rules/data-loss/stateful-change';
import { chartVersionPinned } from './rules/security/chart-version-pinned';
import { eksPublicEndpoint } from './rules/security/eks-public-endpoint';
import { gkeAuthorizedNetworks } from './rules/security/gke-authorized-networks';
import { gkePrivateNodes } from './rules/security/gke-private-nodes';
import { hubImagePinned } from './rules/security/hub-image-pinned';
import { hubMetadataBlocked } from './rules/security/hub-metadata-blocked';
import { hubOpenLogin } from './rules/security/hub-open-login';
import { hubPlainSecret } from './rules/security/hub-plain-secret';
import { imdsV2 } from './rules/security/imds-v2';
import { irsaTrust } from './rules/security/irsa-trust';
import { openIngress } from './rules/security/open-ingress';
import { privateSubnets } from './rules/security/private-subnets';
import { storageEncrypted } from './rules/security/storage-encrypted';

/** The catalogue, in the order of its reference page: one line per rule. */
export const rules: readonly Rule[] = [
  statefulChange,
  preventDestroy,

  eksPublicEndpoint,
  gkeAuthorizedNetworks,
  gkePrivateNodes,
  privateSubnets,
  openIngress,
  imdsV2,
  irsaTrust,
  storageEncrypted,
  hubOpenLogin,
  hubPlainSecret,
  hubMetadataBlocked,
  hubImagePinned,
  chartVersionPinned,

  nodePoolCeiling,
  userPoolScalesToZero,
  hubCulling,
  logRetention,
  eksExtendedSupport,
  budgetRecipients,
  budgetFloor,
  budgetCeiling,
  budgetThresholds,
  strandedCapacity,
  storageMinimum,
  crossZoneTraffic,
];
