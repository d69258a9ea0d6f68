import type { Rule } from './rule';
import { cloudRules } from './rules/cloud-rules';
import { budgetCeiling } from './rules/cost/budget-ceiling';
import { budgetFloor } from './rules/cost/budget-floor';
import { budgetThresholds } from './rules/cost/budget-thresholds';
import { crossZoneTraffic } from './rules/cost/cross-zone-traffic';
import { hubCulling } from './rules/cost/hub-culling';
import { storageMinimum } from './rules/cost/storage-minimum';
import { strandedCapacity } from './rules/cost/stranded-capacity';
import { chartVersionPinned } from './rules/security/chart-version-pinned';
import { hubImagePinned } from './rules/security/hub-image-pinned';
import { hubMetadataBlocked } from './rules/security/hub-metadata-blocked';
import { hubOpenLogin } from './rules/security/hub-open-login';
import { hubPlainSecret } from './rules/security/hub-plain-secret';
import { workloadRules } from './rules/workload-rules';

/** The catalogue, in the order of its reference page: one line per rule. */
export const rules: readonly Rule[] = [
  ...cloudRules,

  hubOpenLogin,
  hubPlainSecret,
  hubMetadataBlocked,
  hubImagePinned,
  chartVersionPinned,

  hubCulling,
  budgetFloor,
  budgetCeiling,
  budgetThresholds,
  strandedCapacity,
  storageMinimum,
  crossZoneTraffic,

  ...workloadRules,
];
