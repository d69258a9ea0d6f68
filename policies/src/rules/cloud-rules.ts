import type { Rule } from '../rule';
import { cloudSecurityRules } from './cloud-security-rules';
import { natGateway, s3GatewayEndpoint, unusedAddress } from './cost/aws-network';
import { gcsLifecycle, gcsSoftDelete, s3AbortMultipart, s3Lifecycle } from './cost/buckets';
import { budgetRecipients } from './cost/budget-recipients';
import { daskPoolSpot } from './cost/dask-pool-spot';
import { efsInfrequentAccess, efsThroughput } from './cost/efs';
import { eksExtendedSupport } from './cost/eks-extended-support';
import { gkeAutoscalingProfile, gkeCostAllocation, gkeLabels } from './cost/gke';
import { logRetention } from './cost/log-retention';
import { gp3Volumes, previousGeneration } from './cost/machines';
import { nodePoolCeiling } from './cost/node-pool-ceiling';
import { artifactRegistryCleanup, ecrLifecycle } from './cost/registries';
import { anomalyMonitor, budgetExists, costAllocationTags } from './cost/spending-watch';
import { userPoolScalesToZero } from './cost/user-pool-scales-to-zero';
import { ebsBackup, efsBackup, filestoreDeletionProtection, gceDiskSnapshots } from './data-loss/backups';
import { bucketForceDestroy, gcsVersioning, s3Replication, s3Versioning } from './data-loss/buckets';
import { eksDeletionProtection, gkeDeletionProtection } from './data-loss/cluster-protection';
import { preventDestroy } from './data-loss/prevent-destroy';
import { statefulChange } from './data-loss/stateful-change';
import { storageShrinks } from './data-loss/storage-shrinks';
import { alarmRecipients } from './reliability/alarm-recipients';
import { eksVersionSupported } from './reliability/eks-version';
import {
  gkeAlphaCluster,
  gkeAutoRepair,
  gkeAutoUpgrade,
  gkeDefaultPool,
  gkeMaintenanceWindow,
  gkeMonitoring,
  gkeReleaseChannel,
  gkeUpgradeNotification,
} from './reliability/gke';
import { corePoolOnDemand } from './reliability/spot-pools';

/** Rules about clouds: clusters, networks, storage, keys, identities, logs, registries and budgets. */
export const cloudRules: readonly Rule[] = [
  statefulChange,
  storageShrinks,
  preventDestroy,
  gkeDeletionProtection,
  eksDeletionProtection,
  gcsVersioning,
  s3Versioning,
  bucketForceDestroy,
  s3Replication,
  efsBackup,
  ebsBackup,
  gceDiskSnapshots,
  filestoreDeletionProtection,

  ...cloudSecurityRules,

  gkeReleaseChannel,
  gkeMonitoring,
  gkeAlphaCluster,
  gkeDefaultPool,
  gkeMaintenanceWindow,
  gkeUpgradeNotification,
  gkeAutoRepair,
  gkeAutoUpgrade,
  eksVersionSupported,
  corePoolOnDemand,

  nodePoolCeiling,
  userPoolScalesToZero,
  daskPoolSpot,
  gkeLabels,
  gkeCostAllocation,
  gkeAutoscalingProfile,
  eksExtendedSupport,
  natGateway,
  s3GatewayEndpoint,
  unusedAddress,
  gcsLifecycle,
  gcsSoftDelete,
  s3Lifecycle,
  s3AbortMultipart,
  efsThroughput,
  efsInfrequentAccess,
  gp3Volumes,
  previousGeneration,
  ecrLifecycle,
  artifactRegistryCleanup,
  logRetention,
  budgetRecipients,
  alarmRecipients,
  budgetExists,
  anomalyMonitor,
  costAllocationTags,
];
