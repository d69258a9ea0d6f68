import type { FleetCheck } from '../draft.ts';
import { checkAdministrators } from './administrators.ts';
import { checkAlertReceivers } from './alert-receivers.ts';
import { checkBackends } from './backends.ts';
import { checkClusterHubs } from './cluster-hubs.ts';
import { checkDaskPool } from './dask-pool.ts';
import { checkDiskQuotas } from './disk-quotas.ts';
import { checkDomains } from './domains.ts';
import { checkExistingClusters } from './existing-clusters.ts';
import { checkHcp } from './hcp.ts';
import { checkHomeStorage } from './home-storage.ts';
import { checkHubChecks } from './hub-checks.ts';
import { checkImageBuilding } from './image-building.ts';
import { checkLoginGroups } from './login-groups.ts';
import { checkNames } from './names.ts';
import { checkNetworkZones } from './network-zones.ts';
import { checkNodeCounts } from './node-counts.ts';
import { checkPersistentBucket } from './persistent-bucket.ts';
import { checkPoolHubs } from './pool-hubs.ts';
import { checkPoolPurposes } from './pool-purposes.ts';
import { checkPoolReferences } from './pool-references.ts';
import { checkProfileChoices } from './profile-choices.ts';
import { checkProfileFit } from './profile-fit.ts';
import { checkProfileSizes } from './profile-sizes.ts';
import { checkSecretStores } from './secret-stores.ts';
import { checkSecretValues } from './secret-values.ts';
import { checkStackNames } from './stack-names.ts';
import { checkUserDisks } from './user-disks.ts';
import { checkZones } from './zones.ts';

/** Every check of what a schema cannot say, one file each. */
export const checks: readonly FleetCheck[] = [
  checkAdministrators,
  checkAlertReceivers,
  checkBackends,
  checkClusterHubs,
  checkDiskQuotas,
  checkExistingClusters,
  checkDaskPool,
  checkDomains,
  checkHcp,
  checkHomeStorage,
  checkHubChecks,
  checkImageBuilding,
  checkLoginGroups,
  checkNames,
  checkNetworkZones,
  checkNodeCounts,
  checkPersistentBucket,
  checkPoolHubs,
  checkPoolPurposes,
  checkPoolReferences,
  checkProfileChoices,
  checkProfileFit,
  checkProfileSizes,
  checkSecretStores,
  checkSecretValues,
  checkStackNames,
  checkUserDisks,
  checkZones,
];
